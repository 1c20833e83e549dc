package dev.accountlink.testkit.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a misbehaving provider departs from the honest {@link FakeOpenIdProvider}; each method is
 * handed the honest value, may change it, and gives back what is sent.
 */
interface OpenIdTwist {
  /** Nothing is twisted. */
  OpenIdTwist NONE = new OpenIdTwist() {};

  default Map<String, Object> metadata(Map<String, Object> honest) {
    return honest;
  }

  default Map<String, Object> keySet(Map<String, Object> honest) {
    return honest;
  }

  /** An answer instead of a consent page or an authorization response. */
  default Optional<Reply> instead(AuthorizationRequest request) {
    return Optional.empty();
  }

  default List<Map.Entry<String, String>> response(List<Map.Entry<String, String>> honest) {
    return honest;
  }

  default Map<String, Object> claims(Map<String, Object> honest) {
    return honest;
  }

  default String idToken(Map<String, Object> claims, SigningKeys keys, FakeClient client) {
    return keys.sign(claims);
  }

  default Map<String, Object> tokens(Map<String, Object> honest) {
    return honest;
  }

  default Map<String, Object> userInfo(Map<String, Object> honest) {
    return honest;
  }
}
