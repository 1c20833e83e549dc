package dev.accountlink.testkit.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a misbehaving provider departs from the honest {@link FakeOpenIdProvider}; each method is
 * handed the honest value, may change it, and gives back what is sent.
 */
interface OpenIdTwist {
  /** Nothing is twisted. */
  OpenIdTwist NONE = new OpenIdTwist() {};

  default Map<String, @Nullable Object> metadata(Map<String, @Nullable Object> honest) {
    return honest;
  }

  /** An answer instead of a consent page or an authorization response. */
  default Optional<Reply> instead(AuthorizationRequest request) {
    return Optional.empty();
  }

  default List<Map.Entry<String, String>> response(List<Map.Entry<String, String>> honest) {
    return honest;
  }

  default Map<String, @Nullable Object> claims(Map<String, @Nullable Object> honest) {
    return honest;
  }

  default String idToken(
      Map<String, @Nullable Object> claims, SigningKeys keys, FakeClient client) {
    return keys.sign(claims);
  }

  /** Whether a code is worth a refresh token as well. */
  default boolean isOffline(AuthorizationRequest request) {
    return true;
  }

  /** The error for a refresh token that is not good; in Keycloak's words. */
  default Map<String, ?> refusedRefresh(IssuedGrants.Flaw flaw) {
    String text =
        switch (flaw) {
          case UNKNOWN -> "Invalid refresh token";
          case OF_ANOTHER_CLIENT ->
              "Invalid refresh token. Token client and authorized client don't match";
          case ENDED -> "Session not active";
          case EXPIRED -> "Token is not active";
          case USED -> "Maximum allowed refresh token reuse exceeded";
          case USED_LONG_AGO -> "Stale token";
        };
    return Map.of("error", "invalid_grant", "error_description", text);
  }

  /** Whether a token that is taken back takes everything of its person and client along. */
  default boolean forgetsPerson() {
    return false;
  }

  default Map<String, @Nullable Object> tokens(Map<String, @Nullable Object> honest) {
    return honest;
  }

  default Map<String, @Nullable Object> userInfo(Map<String, @Nullable Object> honest) {
    return honest;
  }
}
