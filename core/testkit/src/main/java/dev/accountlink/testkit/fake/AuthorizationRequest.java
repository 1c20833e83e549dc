package dev.accountlink.testkit.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a browser asked of a fake provider's authorization endpoint, after the client and its
 * callback were found to be registered.
 *
 * @param client the client that asks
 * @param redirectUri where the answer goes
 * @param scopes the scopes asked for, in their order
 * @param parameters every parameter with all its values
 */
public record AuthorizationRequest(
    FakeClient client,
    String redirectUri,
    Set<String> scopes,
    Map<String, List<String>> parameters) {

  /** The first value of a parameter. */
  public Optional<String> parameter(String name) {
    return parameters.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Whether {@code prompt} holds this word. */
  boolean prompts(String word) {
    return parameter("prompt").map(value -> List.of(value.split(" ")).contains(word)).orElse(false);
  }
}
