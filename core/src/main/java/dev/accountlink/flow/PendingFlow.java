package dev.accountlink.flow;

import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.Part;
import java.time.Instant;
import java.util.Set;

/**
 * A flow on its way to a provider and back. It travels sealed in {@code state}; the server keeps
 * nothing. Nonce and PKCE verifier are derived from its id and stand nowhere.
 *
 * @param intent why it was begun; the user of a connect is in the binding
 * @param configuration the first eight bytes of a hash over the provider's id, issuer, endpoints,
 *     client ids and authentication methods: another provider, or one reconfigured meanwhile,
 *     differs
 * @param proven whether the user had proven a short time before who is at the keyboard
 * @param issuedAt when it was begun, in whole seconds
 * @param binding browser, user and session it belongs to
 * @param parts what is to be granted; none unless that is why it was begun
 * @param returnTo where the browser goes at the end
 */
public record PendingFlow(
    Intent.Name intent,
    long configuration,
    boolean proven,
    Instant issuedAt,
    Binding binding,
    Set<Part> parts,
    ReturnTo returnTo) {
  /** Copies the set. */
  public PendingFlow {
    parts = Set.copyOf(parts);
  }
}
