package dev.accountlink.provider;

import dev.accountlink.model.Scope;
import java.util.Map;
import java.util.Set;

/**
 * What a request adds so that its tokens can be refreshed while the person is away. Providers do
 * not count it as a permission, so it is no part of what was asked.
 *
 * @param scopes scopes to ask for besides
 * @param parameters parameters of the authorization request; they go before others of that name
 */
public record OfflineAccess(Set<Scope> scopes, Map<String, String> parameters) {
  /** For providers that give such tokens to everybody, or to nobody. */
  public static final OfflineAccess UNASKED = new OfflineAccess(Set.of(), Map.of());

  /** Copies both. */
  public OfflineAccess {
    scopes = Set.copyOf(scopes);
    parameters = Map.copyOf(parameters);
  }
}
