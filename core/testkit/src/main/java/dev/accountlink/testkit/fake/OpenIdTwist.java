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

  default Map<String, @Nullable Object> tokens(Map<String, @Nullable Object> honest) {
    return honest;
  }

  default Map<String, @Nullable Object> userInfo(Map<String, @Nullable Object> honest) {
    return honest;
  }
}
