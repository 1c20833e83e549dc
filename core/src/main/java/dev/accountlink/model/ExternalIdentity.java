package dev.accountlink.model;

import java.util.List;
import java.util.Optional;

/**
 * A person's account at a provider, proven in a flow.
 *
 * <p>Only {@code key} says who it is. Login, name and e-mail addresses can change owners and are
 * labels.
 *
 * @param key authority and subject
 * @param login what the provider calls the person, at most 255 characters
 * @param displayName the person's name, at most 255 characters
 * @param emails the addresses, empty also where nobody asked for them
 */
public record ExternalIdentity(
    IdentityKey key,
    Optional<String> login,
    Optional<String> displayName,
    List<EmailAddress> emails) {
  private static final int MAX_LABEL = 255;

  /** Copies the list and cuts over-long labels. Labels are for display, so a cut does no harm. */
  public ExternalIdentity {
    login = login.map(ExternalIdentity::shortened).filter(text -> !text.isBlank());
    displayName = displayName.map(ExternalIdentity::shortened).filter(text -> !text.isBlank());
    emails = List.copyOf(emails);
  }

  /** The same identity with the addresses a later look-up brought. */
  public ExternalIdentity withEmails(List<EmailAddress> found) {
    return new ExternalIdentity(key, login, displayName, found);
  }

  /** What a person would recognise it by: login, else name, else subject. */
  public String label() {
    return login.or(() -> displayName).orElse(key.subject());
  }

  /** The verified address to use: the primary one, else the first; never an unverified one. */
  public Optional<EmailAddress> verifiedEmail() {
    List<EmailAddress> verified = emails.stream().filter(EmailAddress::verified).toList();
    return verified.stream()
        .filter(EmailAddress::primary)
        .findFirst()
        .or(() -> verified.stream().findFirst());
  }

  private static String shortened(String text) {
    String clean =
        text.codePoints()
            .map(ExternalIdentity::visible)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return clean.length() <= MAX_LABEL
        ? clean
        : clean.substring(
            0,
            clean.offsetByCodePoints(
                0, Math.min(MAX_LABEL / 2, clean.codePointCount(0, clean.length()))));
  }

  /** Control, direction and half characters would let a label pretend to be another text. */
  private static int visible(int point) {
    int type = Character.getType(point);
    boolean hidden =
        type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR;
    return hidden ? '\uFFFD' : point;
  }

  /** Prints the authority only. */
  @Override
  public String toString() {
    return "ExternalIdentity[at " + key.authority() + "]";
  }
}
