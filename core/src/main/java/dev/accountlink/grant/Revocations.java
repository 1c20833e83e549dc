package dev.accountlink.grant;

import dev.accountlink.exchange.TokenRevocation;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.GrantId;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.seal.VaultException;
import dev.accountlink.spi.SealedRevocation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes tokens back at their provider, now or, when it cannot be asked, later and later.
 * Thread-safe.
 */
final class Revocations {
  /** With waits from a minute to six hours these are about two days. */
  static final int MOST_TRIES = 15;

  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);
  private static final Duration FOR_ONE = Duration.ofMinutes(2);
  private static final int AT_A_TIME = 20;
  private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);

  private final GrantParts parts;
  private final GrantVault vault;

  Revocations(GrantParts parts, GrantVault vault) {
    this.parts = parts;
    this.vault = vault;
  }

  /**
   * Takes tokens back now. They were kept before under this name, so that whoever is killed
   * meanwhile leaves it to the others, and are kept on when it fails.
   */
  Ended revoke(String id, GrantVault.Revocation revocation) {
    if (revocation.content().tokens().isEmpty()) {
      return new Ended.Revoked();
    }
    Try tried = tried(revocation);
    if (tried instanceof Try.Over over) {
      parts.store().forgetRevocation(id);
      return over.how();
    }
    if (tried instanceof Try.OfNobody) {
      parts.store().forgetRevocation(id);
      return new Ended.Unsupported(Optional.empty());
    }
    Try.Failed failed = (Try.Failed) tried;
    LOG.warn(
        "{}: tokens could not be taken back and will be tried again: {}",
        revocation.content().provider().value(),
        failed.problem().getMessage());
    keep(id, failed.left(), 1);
    return new Ended.ToBeRetried();
  }

  /** The same of tokens that nobody has kept yet. */
  Ended revoke(GrantVault.Revocation revocation) {
    String id = GrantId.random().value();
    keepFirst(id, revocation);
    return revoke(id, revocation);
  }

  /** Keeps tokens that are to be taken back at once, for the case that it does not come to it. */
  void keepFirst(String id, GrantVault.Revocation revocation) {
    keepIfAny(id, revocation, 1);
  }

  /** Keeps tokens to be taken back when {@link #runDue} comes to it. */
  void later(String id, GrantVault.Revocation revocation) {
    keepIfAny(id, revocation, 0);
  }

  /** The same under a name of its own. */
  void later(GrantVault.Revocation revocation) {
    later(GrantId.random().value(), revocation);
  }

  void forget(String id) {
    parts.store().forgetRevocation(id);
  }

  private void keepIfAny(String id, GrantVault.Revocation revocation, int tries) {
    if (revocation.content().tokens().isPresent()) {
      keep(id, revocation, tries);
    }
  }

  /** What one try came to. */
  private sealed interface Try {
    /** Nothing is left to be done. */
    record Over(Ended how) implements Try {}

    /** Whoever issued them is not configured now. */
    record OfNobody() implements Try {}

    /**
     * The provider did not do it.
     *
     * @param left what is still to be taken back
     * @param problem why
     */
    record Failed(GrantVault.Revocation left, ProviderException problem) implements Try {}
  }

  private Try tried(GrantVault.Revocation revocation) {
    // A provider may have been pointed elsewhere: whoever is there has not issued these.
    Optional<Provider> provider =
        parts
            .providers()
            .find(revocation.content().provider())
            .filter(found -> found.authority().equals(revocation.authority()));
    if (provider.isEmpty()) {
      return new Try.OfNobody();
    }
    TokenRevocation.Answer answer;
    try {
      answer = asked(provider.get(), revocation);
    } catch (ProviderException e) {
      return new Try.Failed(revocation, e);
    }
    if (answer instanceof TokenRevocation.Answer.Renewed renewed) {
      GrantContent newer =
          revocation.content().refreshed(renewed.tokens(), parts.clock().instant());
      return new Try.Failed(revocation.with(newer), renewed.problem());
    }
    return new Try.Over(
        answer instanceof TokenRevocation.Answer.Unsupported unsupported
            ? new Ended.Unsupported(Optional.of(unsupported.page()))
            : new Ended.Revoked());
  }

  private TokenRevocation.Answer asked(Provider provider, GrantVault.Revocation revocation)
      throws ProviderException {
    if (revocation.content().personal().isPresent()) {
      return takenBack(provider, revocation.content().access().orElseThrow());
    }
    GrantContent.Tokens tokens = revocation.content().tokens().orElseThrow();
    return parts
        .exchange()
        .revoke(
            new TokenRevocation(
                provider,
                provider.client(revocation.purpose()),
                tokens.access(),
                tokens.refresh(),
                revocation.wholeGrant()));
  }

  /** The switch does not matter: what is here has to go. */
  private TokenRevocation.Answer takenBack(Provider provider, AccessToken token)
      throws ProviderException {
    return provider.kind().personalTokens().isPresent()
        ? parts.exchange().revokePersonal(provider, token)
        : new TokenRevocation.Answer.Unsupported(URI.create(provider.baseUrl()));
  }

  private void keep(String id, GrantVault.Revocation revocation, int tries) {
    Instant due = parts.clock().instant().plus(tries == 0 ? Duration.ZERO : wait(tries));
    parts.store().put(new SealedRevocation(id, due, tries, vault.seal(id, revocation)));
  }

  private static Duration wait(int tries) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(tries - 1, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /**
   * Tries what is due, a bounded number.
   *
   * @return how many were taken back or given up
   */
  int runDue() {
    int ended = 0;
    Instant now = parts.clock().instant();
    for (SealedRevocation due :
        parts.store().takeDue(now, now.plus(FOR_ONE.multipliedBy(AT_A_TIME)), AT_A_TIME)) {
      ended += isEnded(due) ? 1 : 0;
    }
    return ended;
  }

  private boolean isEnded(SealedRevocation due) {
    GrantVault.Revocation revocation;
    try {
      revocation = vault.openRevocation(due.id(), due.sealed());
    } catch (VaultException e) {
      // Kept: with the key it can be opened again.
      LOG.error("Tokens to be taken back cannot be opened: {}", e.getMessage());
      return false;
    }
    Try tried = tried(revocation);
    if (tried instanceof Try.Over) {
      parts.store().forgetRevocation(due.id());
      return true;
    }
    if (due.tries() + 1 < MOST_TRIES) {
      keep(
          due.id(),
          tried instanceof Try.Failed failed ? failed.left() : revocation,
          due.tries() + 1);
      return false;
    }
    String code =
        tried instanceof Try.Failed failed
            ? failed.problem().code().name()
            : Refusal.UNKNOWN_PROVIDER.code();
    giveUp(revocation, code);
    parts.store().forgetRevocation(due.id());
    return true;
  }

  private void giveUp(GrantVault.Revocation revocation, String code) {
    LOG.error(
        "{}: tokens could not be taken back in {} tries, and it is given up: {}",
        revocation.content().provider().value(),
        MOST_TRIES,
        code);
    parts.happened(
        Event.Kind.REVOCATION_GIVEN_UP,
        Optional.empty(),
        revocation.content().provider(),
        Optional.of(code));
  }
}
