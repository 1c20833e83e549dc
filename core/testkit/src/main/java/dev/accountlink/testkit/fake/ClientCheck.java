package dev.accountlink.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/**
 * Authenticates a client at a token endpoint as RFC 6749 section 2.3.1 has it: one way at a time,
 * never in the query.
 */
final class ClientCheck {
  private ClientCheck() {}

  static Optional<FakeClient> authenticate(FakeForge forge, RecordedRequest request) {
    Optional<String> basic =
        request.header("authorization").filter(value -> value.startsWith("Basic "));
    boolean posted = request.formParam("client_secret").isPresent();
    if (basic.isPresent() == posted || request.queryParam("client_secret").isPresent()) {
      return Optional.empty();
    }
    return basic.isPresent() ? basic(forge, basic.get()) : post(forge, request);
  }

  private static Optional<FakeClient> basic(FakeForge forge, String header) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(header.substring(6).trim()), UTF_8);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String secret = FormCodec.decode(pair.substring(colon + 1));
    return forge
        .client(FormCodec.decode(pair.substring(0, colon)))
        .filter(client -> client.authMethods().contains(ClientAuthMethod.CLIENT_SECRET_BASIC))
        .filter(client -> client.secret().equals(secret));
  }

  private static Optional<FakeClient> post(FakeForge forge, RecordedRequest request) {
    return forge
        .client(request.formParam("client_id").orElse(""))
        .filter(client -> client.authMethods().contains(ClientAuthMethod.CLIENT_SECRET_POST))
        .filter(client -> client.secret().equals(request.formParam("client_secret").orElse("")));
  }
}
