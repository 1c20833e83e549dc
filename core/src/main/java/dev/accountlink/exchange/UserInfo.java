package dev.accountlink.exchange;

import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.exchange.http.HttpAnswer;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.exchange.http.OutboundRequest;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.Issuers;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Asks the UserInfo endpoint (OpenID Connect Core section 5.3). */
final class UserInfo {
  private static final String SIGNED = "application/jwt";
  private static final Map<String, String> ACCEPT =
      Map.of("Accept", "application/json, " + SIGNED + ";q=0.5");

  private final OutboundHttp http;

  UserInfo(OutboundHttp http) {
    this.http = http;
  }

  /**
   * The claims, whose {@code sub} is that of the ID token.
   *
   * @throws ProviderException NOT_A_PERSON when they are somebody else's, ID_TOKEN_INVALID when a
   *     signed answer is not the issuer's for this client
   */
  Claims ask(
      Discovered site,
      Issuers issuers,
      Metadata metadata,
      URI endpoint,
      Secret accessToken,
      String clientId,
      String subject,
      Deadline deadline)
      throws ProviderException {
    OutboundRequest request =
        OutboundRequest.get(endpoint, ACCEPT)
            .with("Authorization", "Bearer " + accessToken.reveal());
    HttpAnswer answer = http.send(request, deadline);
    if (answer.isOutage()) {
      throw answer.outage("The UserInfo endpoint");
    }
    if (!answer.isOk()) {
      throw new ProviderException(
          Code.API_REFUSED, "The UserInfo endpoint answered " + answer.status() + ".");
    }
    JsonObject claims =
        answer.mediaType().equals(SIGNED)
            ? signed(answer, site, issuers, metadata, clientId, deadline)
            : Json.object(answer, "The UserInfo endpoint's answer");
    if (!claims.text("sub").equals(Optional.of(subject))) {
      throw new ProviderException(
          Code.NOT_A_PERSON, "The UserInfo endpoint speaks of another person than the ID token.");
    }
    return claims.claims();
  }

  private static JsonObject signed(
      HttpAnswer answer,
      Discovered site,
      Issuers issuers,
      Metadata metadata,
      String clientId,
      Deadline deadline)
      throws ProviderException {
    String token = answer.text().orElse("").trim();
    JsonObject claims = SignedTokens.verify(token, metadata, site.keys(), deadline).claims();
    IdTokens.requireIssuerAndAudience(claims, issuers, clientId);
    return claims;
  }
}
