package dev.accountlink.exchange;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.token.Token;
import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.exchange.http.HttpAnswer;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.exchange.http.OutboundRequest;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Takes tokens back: in the standard's way (RFC 7009), and in GitHub's. Thread-safe. */
final class RevocationEndpoint {
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int UNPROCESSABLE = 422;

  private final OutboundHttp http;

  RevocationEndpoint(OutboundHttp http) {
    this.http = http;
  }

  /** A token that is unknown there is as good as taken back, and is answered alike. */
  void standard(
      URI address,
      ClientAuthentication authentication,
      Client client,
      Token token,
      Deadline deadline)
      throws ProviderException {
    HTTPRequest written =
        new TokenRevocationRequest(address, TokenEndpoint.shown(authentication, client), token)
            .toHTTPRequest();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    Optional.ofNullable(written.getAuthorization())
        .ifPresent(value -> headers.put("Authorization", value));
    HttpAnswer answer =
        http.send(
            OutboundRequest.post(address, headers, written.getBody()).asRepeatable(), deadline);
    requireDone(answer, answer.isOk() || isUnknown(answer));
  }

  /** Google tells a token that has ended from one that it ends now. */
  private static boolean isUnknown(HttpAnswer answer) {
    if (answer.status() != BAD_REQUEST) {
      return false;
    }
    try {
      return Json.object(answer, "The answer")
          .text("error")
          .filter("invalid_token"::equals)
          .isPresent();
    } catch (ProviderException notJson) {
      return false;
    }
  }

  /**
   * With the whole grant every token of the person at this client goes, and the consent; the keys
   * that the application made as well. Without it, the one token.
   *
   * @return whether GitHub knew the token
   */
  boolean gitHub(URI api, TokenRevocation revocation, Secret token, Deadline deadline)
      throws ProviderException {
    Client client = revocation.client();
    String pair = client.id() + ":" + client.secret().reveal();
    URI address =
        URI.create(
            api + "/applications/" + client.id() + (revocation.wholeGrant() ? "/grant" : "/token"));
    Map<String, String> headers =
        Map.of(
            "Accept",
            "application/vnd.github+json",
            "Content-Type",
            "application/json",
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    String body = JSONObjectUtils.toJSONString(Map.of("access_token", token.reveal()));
    HttpAnswer answer = http.send(OutboundRequest.delete(address, headers, body), deadline);
    boolean unknown = answer.status() == NOT_FOUND || answer.status() == UNPROCESSABLE;
    requireDone(answer, answer.isOk() || unknown);
    return !unknown;
  }

  /**
   * Whether the API takes a token. One of another client, as after a change of clients, is as
   * unknown to this one as one that is dead.
   */
  boolean isGoodAtGitHub(URI api, Secret token, Deadline deadline) throws ProviderException {
    Map<String, String> headers =
        Map.of(
            "Accept",
            "application/vnd.github+json",
            "User-Agent",
            "accountlink",
            "Authorization",
            "Bearer " + token.reveal());
    HttpAnswer answer =
        http.send(OutboundRequest.get(URI.create(api + "/user"), headers), deadline);
    if (answer.status() != UNAUTHORIZED) {
      requireDone(answer, answer.isOk());
    }
    return answer.isOk();
  }

  private static void requireDone(HttpAnswer answer, boolean done) throws ProviderException {
    if (done) {
      return;
    }
    if (answer.isOutage()) {
      throw answer.outage("Asked to take tokens back, the provider");
    }
    Code code = answer.status() == UNAUTHORIZED ? Code.INVALID_CLIENT : Code.TOKEN_REFUSED;
    throw new ProviderException(
        code, "The provider answered " + answer.status() + " when tokens were taken back.");
  }
}
