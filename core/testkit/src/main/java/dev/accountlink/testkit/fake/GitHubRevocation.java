package dev.accountlink.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Where an application takes tokens back at the fake GitHub: {@code DELETE
 * /applications/{client_id}/token} ends one, {@code .../grant} everything that the person gave to
 * the application, the consent included.
 */
final class GitHubRevocation {
  private static final String APPLICATIONS = "/api/v3/applications/";
  private final FakeGitHub forge;

  GitHubRevocation(FakeGitHub forge) {
    this.forge = forge;
  }

  void open() {
    forge.server.routeUnder(Endpoint.REVOKE, forge.path(APPLICATIONS), this::revoke);
  }

  private Reply revoke(RecordedRequest http) {
    String[] asked = http.path().substring(forge.path(APPLICATIONS).length()).split("/", -1);
    boolean known = asked.length == 2 && (asked[1].equals("grant") || asked[1].equals("token"));
    if (!known || !http.method().equals("DELETE")) {
      return message(404, "Not Found");
    }
    Optional<FakeClient> client = authenticated(http).filter(one -> one.id().equals(asked[0]));
    if (client.isEmpty()) {
      return message(401, "Requires authentication");
    }
    Optional<String> token = token(http.body());
    if (token.isEmpty()) {
      return message(422, "Validation Failed");
    }
    // GitHub wants "a valid OAuth access_token": one that has run out stands for nothing.
    Optional<Grant> grant =
        forge.grants.find(token.get()).filter(found -> found.isOf(client.get()));
    if (grant.isEmpty()) {
      return message(404, "Not Found");
    }
    if (asked[1].equals("token")) {
      forge.grants.endFamilyOf(token.get());
    } else {
      String subject = grant.get().subject();
      forge.grants.endAll(one -> one.isOf(client.get()) && one.subject().equals(subject));
      forge.sessions.forgetConsent(subject, client.get().id());
    }
    return Reply.of(204, Map.of(), "");
  }

  private Optional<FakeClient> authenticated(RecordedRequest http) {
    return http.header("authorization")
        .filter(value -> value.startsWith("Basic "))
        .map(value -> new String(Base64.getDecoder().decode(value.substring(6)), UTF_8))
        .map(pair -> pair.split(":", 2))
        .filter(pair -> pair.length == 2)
        .flatMap(pair -> forge.client(pair[0]).filter(one -> one.secret().equals(pair[1])));
  }

  private static Optional<String> token(String body) {
    try {
      return Optional.ofNullable(
          JSONObjectUtils.getString(JSONObjectUtils.parse(body), "access_token"));
    } catch (ParseException notJson) {
      return Optional.empty();
    }
  }

  private static Reply message(int status, String text) {
    return Reply.json(
        status, Map.of("message", text, "documentation_url", "https://docs.github.com/rest"));
  }
}
