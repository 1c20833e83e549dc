package dev.accountlink.testkit.fake;

import static dev.accountlink.testkit.fake.PlainClient.CALLBACK;
import static dev.accountlink.testkit.fake.PlainClient.get;
import static dev.accountlink.testkit.fake.PlainClient.json;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * A relying party that makes every check the catalogue asks for, written as one straight method, to
 * show that each bad case is refused for its own reason and at its own stage.
 */
final class CarefulClient {
  private final String issuer;
  private final boolean basic;

  CarefulClient(String issuer, boolean basic) {
    this.issuer = issuer;
    this.basic = basic;
  }

  /** Where it stopped, or ACCEPT. */
  Expectation signIn(String responseMode) throws Exception {
    Map<String, Object> metadata = json(get(issuer + "/.well-known/openid-configuration"));
    if (!isSound(metadata)) {
      return Expectation.REJECT_METADATA;
    }
    Map<String, List<String>> answer = authorize(metadata, responseMode);
    if (!isSound(metadata, answer)) {
      return Expectation.REJECT_RESPONSE;
    }
    Map<String, Object> tokens = redeem(metadata, answer.get("code").get(0));
    String type = String.valueOf(tokens.getOrDefault("token_type", "bearer"));
    if (!type.equalsIgnoreCase("bearer")
        || !(tokens.get("id_token") instanceof String idToken)
        || !isSound(metadata, idToken, (String) tokens.get("access_token"))) {
      return Expectation.REJECT_TOKEN;
    }
    String subject = JWTParser.parse(idToken).getJWTClaimsSet().getSubject();
    Map<String, Object> info =
        json(get((String) metadata.get("userinfo_endpoint"), (String) tokens.get("access_token")));
    return subject.equals(info.get("sub")) ? Expectation.ACCEPT : Expectation.REJECT_USERINFO;
  }

  private boolean isSound(Map<String, Object> metadata) {
    return issuer.equals(metadata.get("issuer"))
        && List.of("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
            .stream()
            .allMatch(
                endpoint ->
                    String.valueOf(metadata.get(endpoint))
                        .matches("(https://.*|http://(localhost|127\\.0\\.0\\.1):.*)"));
  }

  private Map<String, List<String>> authorize(Map<String, Object> metadata, String responseMode) {
    String address =
        PlainClient.authorizeAddress(
            (String) metadata.get("authorization_endpoint"),
            "openid profile email",
            "response_mode",
            responseMode);
    BrowserPage page =
        TestBrowser.fresh().get(address).followUntil(uri -> uri.toString().startsWith(CALLBACK));
    if (page.isRedirect()) {
      return FormCodec.parse(page.location().getRawQuery());
    }
    return FormCodec.parse(
        FormCodec.encode(
            page.document().select("input").stream()
                .map(field -> Map.entry(field.attr("name"), field.attr("value")))
                .toList()));
  }

  private static boolean isSound(Map<String, Object> metadata, Map<String, List<String>> answer) {
    return answer.values().stream().allMatch(values -> values.size() == 1)
        && List.of("s-1").equals(answer.get("state"))
        && List.of(String.valueOf(metadata.get("issuer"))).equals(answer.get("iss"))
        && !answer.containsKey("error")
        && !answer.containsKey("access_token")
        && !answer.containsKey("id_token")
        && !answer.getOrDefault("code", List.of("")).contains("");
  }

  private Map<String, Object> redeem(Map<String, Object> metadata, String code) {
    String endpoint = (String) metadata.get("token_endpoint");
    if (!basic) {
      return json(PlainClient.redeem(endpoint, code));
    }
    String credentials =
        Base64.getEncoder().encodeToString("forge:quiet".getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> response =
        PlainClient.send(
            HttpRequest.newBuilder(URI.create(endpoint))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        FormCodec.encode(
                            List.of(
                                Map.entry("grant_type", "authorization_code"),
                                Map.entry("code", code),
                                Map.entry("redirect_uri", CALLBACK),
                                Map.entry("code_verifier", PlainClient.VERIFIER))))));
    return json(response);
  }

  /** Nimbus first, then what Nimbus lets through. */
  private boolean isSound(Map<String, Object> metadata, String idToken, String accessToken)
      throws Exception {
    JWKSet keys = JWKSet.parse(get((String) metadata.get("jwks_uri")).body());
    IDTokenClaimsSet claims;
    try {
      claims =
          new IDTokenValidator(new Issuer(issuer), new ClientID("forge"), JWSAlgorithm.RS256, keys)
              .validate(JWTParser.parse(idToken), new Nonce("n-1"));
    } catch (Exception refused) {
      return false;
    }
    Date notBefore = JWTParser.parse(idToken).getJWTClaimsSet().getNotBeforeTime();
    Map<String, Object> raw = JWTParser.parse(idToken).getJWTClaimsSet().toJSONObject();
    Instant now = Instant.now();
    boolean party = claims.getAuthorizedParty() == null || "forge".equals(raw.get("azp"));
    boolean hash =
        claims.getAccessTokenHash() == null
            || claims
                .getAccessTokenHash()
                .getValue()
                .equals(
                    Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOf(PkceCheck.sha256(accessToken), 16)));
    return claims.getAudience().size() == 1
        && party
        && hash
        && claims.getIssueTime().toInstant().isAfter(now.minusSeconds(600))
        && (notBefore == null || notBefore.toInstant().isBefore(now.plusSeconds(60)))
        && rawSubject(idToken) instanceof String subject
        && !subject.isBlank()
        && subject.length() <= 255;
  }

  /** Nimbus turns a number into a text. */
  private static Object rawSubject(String idToken) throws Exception {
    return JWSObject.parse(idToken).getPayload().toJSONObject().get("sub");
  }
}
