package dev.accountlink.testkit.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Twists of the discovery document. */
final class MetadataTwists {
  private MetadataTwists() {}

  static Optional<OpenIdTwist> of(BadCase badCase, String keysPath) {
    return switch (badCase) {
      case DISCOVERY_ISSUER_MISMATCH -> put("issuer", "https://issuer.example.net");
      case METADATA_ISSUER_TEMPLATE -> put("issuer", "https://login.example.net/{tenantid}/v2.0");
      case METADATA_PLAIN_HTTP -> put("token_endpoint", "http://tokens.example.net/token");
      case METADATA_SCRIPT -> put("authorization_endpoint", "javascript:alert(1)");
      case METADATA_FILE -> put("jwks_uri", "file:///etc/hostname");
      case METADATA_NO_JWKS -> twist(metadata -> metadata.remove("jwks_uri"));
      case METADATA_OTHER_HOST ->
          twist(
              metadata -> {
                elsewhere(metadata, "token_endpoint");
                elsewhere(metadata, "jwks_uri");
                elsewhere(metadata, "userinfo_endpoint");
              });
      case CLIENT_SECRET_BASIC ->
          put(
              "token_endpoint_auth_methods_supported",
              List.of(ClientAuthMethod.CLIENT_SECRET_BASIC.value()));
      case DISCOVERY_JWKS_URI_KEYS ->
          twist(
              metadata ->
                  metadata.put(
                      "jwks_uri",
                      String.valueOf(metadata.get("jwks_uri")).replaceFirst("/jwks$", keysPath)));
      default -> Optional.empty();
    };
  }

  /** The same server under loopback's other name. */
  private static void elsewhere(Map<String, @Nullable Object> metadata, String endpoint) {
    String address = String.valueOf(metadata.get(endpoint));
    metadata.put(
        endpoint,
        address.contains("//localhost:")
            ? address.replace("//localhost:", "//127.0.0.1:")
            : address.replace("//127.0.0.1:", "//localhost:"));
  }

  private static Optional<OpenIdTwist> put(String name, Object value) {
    return twist(metadata -> metadata.put(name, value));
  }

  private static Optional<OpenIdTwist> twist(Consumer<Map<String, @Nullable Object>> change) {
    return Optional.of(
        new OpenIdTwist() {
          @Override
          public Map<String, @Nullable Object> metadata(Map<String, @Nullable Object> honest) {
            change.accept(honest);
            return honest;
          }
        });
  }
}
