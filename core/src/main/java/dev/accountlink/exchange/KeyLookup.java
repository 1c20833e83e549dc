package dev.accountlink.exchange;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key that a token names, for one check of one token. An unknown one is looked for once
 * more in keys fetched anew. Used by one thread.
 *
 * <p>Not Nimbus' own {@code JWKSourceBuilder}: that cannot be given a clock or a call's deadline.
 */
final class KeyLookup implements JWKSource<SecurityContext> {
  private final Refreshed<JWKSet> keys;
  private final Deadline deadline;
  private JWKSet current;

  KeyLookup(Refreshed<JWKSet> keys, Deadline deadline) throws ProviderException {
    this.keys = keys;
    this.deadline = deadline;
    this.current = keys.get(deadline);
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext none)
      throws KeySourceException {
    List<JWK> known = selector.select(current);
    if (!known.isEmpty()) {
      return known;
    }
    try {
      if (!renew()) {
        throw new ProviderException(
            Code.PROVIDER_DOWN,
            "The ID token names an unknown key, and the keys were fetched only just now.");
      }
      return selector.select(current);
    } catch (ProviderException e) {
      throw new KeySourceException(e.getMessage(), e);
    }
  }

  /** Whether there are other keys than before. */
  boolean renew() throws ProviderException {
    Optional<JWKSet> newer = keys.refetch(current, deadline);
    newer.ifPresent(found -> current = found);
    return newer.isPresent();
  }
}
