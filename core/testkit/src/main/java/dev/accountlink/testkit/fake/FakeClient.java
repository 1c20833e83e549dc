package dev.accountlink.testkit.fake;

import java.util.List;
import java.util.Set;

/**
 * A client registered at a fake provider.
 *
 * @param id the client id
 * @param secret the client secret
 * @param name what the consent page calls the application
 * @param redirectUris the registered callbacks
 * @param authMethods the ways of authentication the token endpoint accepts from this client
 */
public record FakeClient(
    String id,
    String secret,
    String name,
    List<String> redirectUris,
    Set<ClientAuthMethod> authMethods) {

  /** Keeps copies of the lists. */
  public FakeClient {
    redirectUris = List.copyOf(redirectUris);
    authMethods = Set.copyOf(authMethods);
  }

  /** A client that may authenticate either way. */
  public static FakeClient of(String id, String secret, String... redirectUris) {
    return new FakeClient(
        id, secret, "Tiny Forge", List.of(redirectUris), Set.of(ClientAuthMethod.values()));
  }

  /** The same client under another application name. */
  public FakeClient withName(String other) {
    return new FakeClient(id, secret, other, redirectUris, authMethods);
  }

  /** The same client, limited to these ways of authentication. */
  public FakeClient withAuthMethods(ClientAuthMethod... methods) {
    return new FakeClient(id, secret, name, redirectUris, Set.of(methods));
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "FakeClient[" + id + ", " + redirectUris + "]";
  }
}
