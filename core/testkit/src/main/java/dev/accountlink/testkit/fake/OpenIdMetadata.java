package dev.accountlink.testkit.fake;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The honest discovery document (OpenID Connect Discovery section 3). */
final class OpenIdMetadata {
  private OpenIdMetadata() {}

  static Map<String, @Nullable Object> of(FakeOpenIdProvider provider, boolean advertiseIss) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("issuer", provider.issuer());
    metadata.put("authorization_endpoint", provider.url("/authorize"));
    metadata.put("token_endpoint", provider.url("/token"));
    metadata.put("userinfo_endpoint", provider.url("/userinfo"));
    metadata.put("jwks_uri", provider.url("/jwks"));
    metadata.put("revocation_endpoint", provider.url("/revoke"));
    metadata.put("response_types_supported", List.of("code"));
    metadata.put("response_modes_supported", List.of("query", "form_post"));
    metadata.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
    metadata.put("subject_types_supported", List.of("public"));
    metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
    metadata.put("scopes_supported", List.of("openid", "profile", "email"));
    metadata.put("code_challenge_methods_supported", List.of("S256"));
    metadata.put(
        "token_endpoint_auth_methods_supported",
        Arrays.stream(ClientAuthMethod.values()).map(ClientAuthMethod::value).toList());
    metadata.put("authorization_response_iss_parameter_supported", advertiseIss);
    return metadata;
  }
}
