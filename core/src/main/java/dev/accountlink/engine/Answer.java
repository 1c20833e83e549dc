package dev.accountlink.engine;

import dev.accountlink.web.MalformedRequestException;
import dev.accountlink.web.Parameters;
import java.util.Optional;

/**
 * What a provider sent back in the address, before anything is believed.
 *
 * @param state the flow's state
 * @param code the code
 * @param issuer the {@code iss} parameter (RFC 9207)
 * @param error the error
 * @param tokenSeen whether a token stands there, where none belongs
 */
record Answer(
    Optional<String> state,
    Optional<String> code,
    Optional<String> issuer,
    Optional<String> error,
    boolean tokenSeen) {
  private static final int MAX_CODE = 4096;
  private static final int MAX_OTHER = 512;

  /**
   * Reads the parameters.
   *
   * @throws MalformedRequestException when one stands there twice or is over-long
   */
  static Answer read(Parameters parameters) {
    boolean tokenSeen =
        parameters.names().contains("access_token") || parameters.names().contains("id_token");
    return new Answer(
        single(parameters, "state", Begin.MAX_STATE),
        single(parameters, "code", MAX_CODE),
        single(parameters, "iss", MAX_OTHER),
        single(parameters, "error", MAX_OTHER),
        tokenSeen);
  }

  static Answer of(Response response) {
    return new Answer(
        Optional.of(response.state()),
        response.code(),
        response.issuer(),
        response.error(),
        response.tokenSeen());
  }

  private static Optional<String> single(Parameters parameters, String name, int maxLength) {
    Optional<String> value = parameters.single(name).filter(text -> !text.isBlank());
    if (value.filter(text -> text.length() > maxLength).isPresent()) {
      throw new MalformedRequestException("A parameter of the answer is too long.");
    }
    return value;
  }

  /** Prints nothing: it holds the code. */
  @Override
  public String toString() {
    return "Answer[hidden]";
  }
}
