package dev.accountlink.exchange;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.exchange.http.HttpAnswer;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.exchange.http.OutboundRequest;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.ProviderKind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Exchanges codes and refresh tokens (RFC 6749 sections 4.1.3 and 6). Nimbus writes the request;
 * the answer is read here, because real ones differ from the standard in harmless ways at which
 * Nimbus gives up: no {@code token_type}, {@code expires_in} null or a text, an error with status
 * 200.
 */
final class TokenEndpoint {
  /**
   * What a code was worth.
   *
   * @param accessToken good for the provider's API
   * @param refreshToken for the next pair
   * @param life how long the access token is good for, as the answer says it
   * @param idToken as it came, not yet validated
   * @param texts the other members of the answer that are texts, scopes among them
   * @param date the provider's clock
   */
  record Tokens(
      dev.accountlink.model.Secret accessToken,
      Optional<dev.accountlink.model.Secret> refreshToken,
      Optional<Duration> life,
      Optional<dev.accountlink.model.Secret> idToken,
      Map<String, String> texts,
      Optional<Instant> date) {
    /** Prints nothing of it. */
    @Override
    public String toString() {
      return "Tokens[hidden]";
    }
  }

  /**
   * What new tokens are asked with.
   *
   * @param provider which provider
   * @param client the client the token was issued to
   * @param token the refresh token
   */
  record Renewal(Provider provider, Client client, dev.accountlink.model.Secret token) {
    /** Prints the provider only. */
    @Override
    public String toString() {
      return "Renewal[" + provider.id().value() + "]";
    }
  }

  /** What may go into an Authorization header (RFC 6750 section 2.1, read generously). */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,16384}");

  private static final Duration LONGEST = Duration.ofDays(3660);

  private static final Set<String> SECRET = Set.of("access_token", "id_token", "refresh_token");

  private static final Pattern ERROR = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

  private static final Map<String, Code> CODES =
      Map.ofEntries(
          Map.entry("invalid_grant", Code.INVALID_GRANT),
          Map.entry("bad_verification_code", Code.INVALID_GRANT), // GitHub
          Map.entry("bad_refresh_token", Code.INVALID_GRANT), // GitHub
          Map.entry("invalid_client", Code.INVALID_CLIENT),
          Map.entry("incorrect_client_credentials", Code.INVALID_CLIENT), // GitHub
          Map.entry("unauthorized_client", Code.INVALID_CLIENT), // Keycloak, for a wrong secret
          Map.entry("redirect_uri_mismatch", Code.REDIRECT_MISMATCH), // GitHub, Google
          Map.entry("invalid_redirect_uri", Code.REDIRECT_MISMATCH),
          Map.entry("temporarily_unavailable", Code.PROVIDER_DOWN),
          Map.entry("server_error", Code.PROVIDER_DOWN),
          Map.entry("slow_down", Code.PROVIDER_DOWN));

  private final OutboundHttp http;

  TokenEndpoint(OutboundHttp http) {
    this.http = http;
  }

  /** Hands in a code; the callback address is the flow's, the same to the byte. */
  Tokens exchange(
      URI endpoint, ClientAuthentication authentication, Redemption redemption, Deadline deadline)
      throws ProviderException {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(redemption.code().reveal()),
            redemption.provider().kind().sendsCallback() ? redemption.callback() : null,
            new CodeVerifier(redemption.verifier().reveal()));
    OutboundRequest request =
        request(endpoint, written(endpoint, authentication, redemption.client(), grant));
    return read(http.send(request.asRepeatable(), deadline), redemption.provider().kind());
  }

  /** Asks for new tokens; sent once, because a second use of the token may be punished. */
  Tokens refresh(
      URI endpoint, ClientAuthentication authentication, Renewal renewal, Deadline deadline)
      throws ProviderException {
    RefreshTokenGrant grant = new RefreshTokenGrant(new RefreshToken(renewal.token().reveal()));
    OutboundRequest request =
        request(endpoint, written(endpoint, authentication, renewal.client(), grant));
    return read(http.send(request, deadline), renewal.provider().kind());
  }

  private static OutboundRequest request(URI endpoint, HTTPRequest written) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json"); // GitHub answers in form encoding without it
    Optional.ofNullable(written.getAuthorization())
        .ifPresent(value -> headers.put("Authorization", value));
    return OutboundRequest.post(endpoint, headers, written.getBody());
  }

  private static HTTPRequest written(
      URI endpoint, ClientAuthentication authentication, Client client, AuthorizationGrant grant) {
    return new TokenRequest.Builder(endpoint, shown(authentication, client), grant)
        .build()
        .toHTTPRequest();
  }

  /** How the client shows its secret. */
  static com.nimbusds.oauth2.sdk.auth.ClientAuthentication shown(
      ClientAuthentication authentication, Client client) {
    ClientID id = new ClientID(client.id());
    Secret secret = new Secret(client.secret().reveal());
    return authentication == ClientAuthentication.POST
        ? new ClientSecretPost(id, secret)
        : new ClientSecretBasic(id, secret);
  }

  private static Tokens read(HttpAnswer answer, ProviderKind kind) throws ProviderException {
    if (answer.isOutage()) {
      throw answer.outage("The token endpoint");
    }
    JsonObject body = body(answer, kind);
    if (body.has("error") || !answer.isOk()) {
      throw refused(
          answer.status(),
          body.text("error").orElse(""),
          body.text("error_description").orElse(""),
          kind);
    }
    boolean bearer =
        !body.has("token_type")
            || body.text("token_type").filter("bearer"::equalsIgnoreCase).isPresent();
    Optional<String> token = body.text("access_token").filter(TOKEN.asMatchPredicate());
    if (!bearer || token.isEmpty()) {
      throw new ProviderException(
          Code.TOKEN_REFUSED, "The token endpoint gave no bearer token that can be used.");
    }
    return new Tokens(
        dev.accountlink.model.Secret.of(token.get()),
        body.text("refresh_token")
            .filter(TOKEN.asMatchPredicate())
            .map(dev.accountlink.model.Secret::of),
        body.whole("expires_in")
            .filter(seconds -> seconds > 0 && seconds <= LONGEST.toSeconds())
            .map(Duration::ofSeconds),
        body.text("id_token").filter(text -> !text.isEmpty()).map(dev.accountlink.model.Secret::of),
        body.textsBut(SECRET),
        answer.date());
  }

  private static JsonObject body(HttpAnswer answer, ProviderKind kind) throws ProviderException {
    try {
      return Json.object(answer, "The token endpoint's answer");
    } catch (ProviderException e) {
      if (answer.isOk() || e.code() != Code.NOT_JSON) {
        throw e;
      }
      throw refused(answer.status(), "", "", kind);
    }
  }

  private static ProviderException refused(
      int status, String error, String description, ProviderKind kind) {
    Code code =
        kind.tokenError(error, description)
            .or(() -> Optional.ofNullable(CODES.get(error)))
            .orElse(status == 401 && error.isEmpty() ? Code.INVALID_CLIENT : Code.TOKEN_REFUSED);
    String named = ERROR.matcher(error).matches() ? error : "no readable error";
    return new ProviderException(
        code, "The token endpoint answered " + status + " with " + named + ".");
  }
}
