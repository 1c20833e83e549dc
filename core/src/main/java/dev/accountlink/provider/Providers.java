package dev.accountlink.provider;

import dev.accountlink.model.ProviderId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All configured providers, in the order people see them. Immutable; may be empty. */
public final class Providers {
  private final Map<ProviderId, Provider> byId;

  private Providers(Map<ProviderId, Provider> byId) {
    this.byId = byId;
  }

  /**
   * The given providers.
   *
   * @throws IllegalArgumentException when two have one id, or one client at one authority
   */
  public static Providers of(List<Provider> providers) {
    Map<ProviderId, Provider> byId = new LinkedHashMap<>();
    for (Provider provider : providers) {
      byId.values().forEach(other -> requireApart(provider, other));
      byId.put(provider.id(), provider);
    }
    return new Providers(byId);
  }

  private static void requireApart(Provider provider, Provider other) {
    if (provider.id().equals(other.id())) {
      throw new IllegalArgumentException(
          "Two providers have the id '" + provider.id().value() + "'. Give each its own.");
    }
    boolean sameClient =
        provider.authority().equals(other.authority())
            && provider.clients().values().stream()
                .anyMatch(
                    client ->
                        other.clients().values().stream()
                            .anyMatch(theirs -> theirs.id().equals(client.id())));
    if (sameClient) {
      throw new IllegalArgumentException(
          "Providers '"
              + other.id().value()
              + "' and '"
              + provider.id().value()
              + "' are the same client at the same provider. Keep one of them.");
    }
  }

  /** The provider of that name. */
  public Optional<Provider> find(ProviderId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Those whose identities have this authority, in order. */
  public List<Provider> at(String authority) {
    return byId.values().stream().filter(p -> p.authority().equals(authority)).toList();
  }

  /** All, in order. */
  public List<Provider> all() {
    return List.copyOf(byId.values());
  }

  /** Whether somebody whose identity has this authority could sign in today. */
  public boolean canSignInAt(String authority) {
    return at(authority).stream().anyMatch(provider -> provider.rules().signIn());
  }

  /** The authorities through which anybody can sign in today. */
  public Set<String> authoritiesForSignIn() {
    return all().stream()
        .filter(provider -> provider.rules().signIn())
        .map(Provider::authority)
        .collect(Collectors.toUnmodifiableSet());
  }
}
