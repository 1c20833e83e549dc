package dev.accountlink.exchange;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.accountlink.model.Scope;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the address a browser is sent to (RFC 6749 section 4.1.1). */
final class AuthorizationAddress {
  private AuthorizationAddress() {}

  /**
   * The address with every parameter of the request. PKCE goes into each one, whatever the metadata
   * says of it: who does not know it ignores it. A parameter of the kind replaces none of ours.
   */
  static URI of(URI endpoint, AuthorizationRequest request, boolean openId) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", request.clientId());
    if (request.provider().kind().sendsCallback()) {
      parameters.put("redirect_uri", request.callback().toString());
    }
    parameters.put(
        "scope", request.scopes().stream().map(Scope::value).collect(Collectors.joining(" ")));
    parameters.put("state", request.state());
    if (openId) {
      parameters.put("nonce", request.nonce());
      if (request.provider().formPost()) {
        parameters.put("response_mode", "form_post");
      }
    }
    parameters.put(
        "code_challenge",
        CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(request.verifier()))
            .getValue());
    parameters.put("code_challenge_method", CodeChallengeMethod.S256.getValue());
    request.extra().forEach(parameters::putIfAbsent);
    return withQuery(endpoint, parameters);
  }

  private static URI withQuery(URI endpoint, Map<String, String> parameters) {
    String own = endpoint.toString();
    String query =
        parameters.entrySet().stream()
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(own + (endpoint.getRawQuery() == null ? "?" : "&") + query);
  }

  /** A space as %20, which every server reads; + is read by forms only. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
