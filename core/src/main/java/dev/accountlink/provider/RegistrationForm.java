package dev.accountlink.provider;

import java.util.List;

/**
 * The form in which an administrator registers this application at a provider.
 *
 * @param address where it is; {@code {workspace}} and the like stand for what only the
 *     administrator knows
 * @param menu how to come there by clicking
 * @param fields what to type, top to bottom
 * @param idName what the provider calls the client id
 * @param secretName what the provider calls the client secret
 * @param secretShown where and how long the secret can be read
 * @param traps what goes wrong in practice, each a sentence that says what to do
 */
public record RegistrationForm(
    String address,
    String menu,
    List<Field> fields,
    String idName,
    String secretName,
    String secretShown,
    List<String> traps) {

  /**
   * One field.
   *
   * @param name as the form calls it
   * @param content what goes into it
   */
  public record Field(String name, Content content) {}

  /** What goes into a field. */
  public enum Content {
    /** A name that people recognise this application by. */
    NAME,
    /** The address of this application's first page. */
    HOME,
    /** The callback address, exactly. */
    CALLBACK,
    /** A tick. */
    TICK,
    /** No tick. */
    NO_TICK,
    /** The permissions of the purposes that are switched on. */
    PERMISSIONS
  }

  /** Copies the lists. */
  public RegistrationForm {
    fields = List.copyOf(fields);
    traps = List.copyOf(traps);
  }

  /** What is true of most providers. */
  public static RegistrationForm generic(String address) {
    return new RegistrationForm(
        address,
        "the provider's administration, where clients or applications are registered",
        List.of(
            new Field("Name", Content.NAME),
            new Field("Redirect URI", Content.CALLBACK),
            new Field("Confidential client", Content.TICK)),
        "Client ID",
        "Client secret",
        "beside the client",
        List.of());
  }
}
