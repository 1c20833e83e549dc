package dev.accountlink.grant;

import dev.accountlink.exchange.IssuedTokens;
import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Refusal;
import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Scope;
import dev.accountlink.model.Secret;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.PersonalTokens;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.TokenRules;
import dev.accountlink.seal.VaultException;
import dev.accountlink.spi.SealedGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The grants of an application's users. Thread-safe; any number of nodes may share a store.
 *
 * <p>Starts no thread: what is to be done later is done by {@link #maintain}, which the host calls
 * now and then.
 */
public final class Grants {
  /** How long before a personal access token runs out its user is told. */
  public static final Duration REMIND_BEFORE = Duration.ofDays(7);

  private static final int TRIES = 10;
  private static final Logger LOG = LoggerFactory.getLogger(Grants.class);

  private final GrantParts parts;
  private final GrantVault vault;
  private final Revocations revocations;
  private final SingleFlight refreshes;
  private final Resealing resealing;
  private final Reminders reminders;

  /** Grants over a store. */
  public Grants(GrantParts parts) {
    this.parts = parts;
    this.vault = new GrantVault(parts.keys());
    this.revocations = new Revocations(parts, vault);
    this.refreshes = new SingleFlight(new Refreshing(parts, vault, revocations));
    this.resealing = new Resealing(parts.store(), vault);
    this.reminders = new Reminders(parts, vault, held -> over(held, "RAN_OUT"));
  }

  /**
   * What was asked for and granted, to be kept.
   *
   * @param provider who issued the tokens
   * @param key user, identity and purpose
   * @param label what the identity is called
   * @param asked the scopes that were asked for
   * @param granted the scopes that were granted; empty when the provider does not say
   * @param tokens the tokens
   * @param commitIdentities as whom the person's commits may be written, as far as it is known
   */
  public record Offer(
      Provider provider,
      GrantKey key,
      String label,
      Set<Scope> asked,
      Optional<Set<Scope>> granted,
      IssuedTokens tokens,
      List<CommitIdentity> commitIdentities) {
    /** Copies the list. */
    public Offer {
      commitIdentities = List.copyOf(commitIdentities);
    }

    /** An offer of which nothing is known of commits. */
    public Offer(
        Provider provider,
        GrantKey key,
        String label,
        Set<Scope> asked,
        Optional<Set<Scope>> granted,
        IssuedTokens tokens) {
      this(provider, key, label, asked, granted, tokens, List.of());
    }

    /** The same with what the provider tells of the person's commits. */
    public Offer with(List<CommitIdentity> identities) {
      return new Offer(provider, key, label, asked, granted, tokens, identities);
    }

    /** Prints the provider only. */
    @Override
    public String toString() {
      return "Offer[" + provider.id().value() + "]";
    }
  }

  /**
   * A personal access token that a user entered, to be kept.
   *
   * @param provider whose token it is
   * @param key user, identity and purpose
   * @param label what the identity is called
   * @param token the token, and what it is shown with
   * @param facts what the provider says of it
   * @param replacing whether the user has said that it may take the place of a grant by OAuth
   */
  public record TokenOffer(
      Provider provider,
      GrantKey key,
      String label,
      AccessToken token,
      PersonalTokens.Facts facts,
      boolean replacing) {
    /** Prints the provider only. */
    @Override
    public String toString() {
      return "TokenOffer[" + provider.id().value() + "]";
    }
  }

  /** The grants of a user, the latest first. One that cannot be opened is left out and logged. */
  public List<Grant> of(UserId user) {
    return held(user).stream().map(Held::view).toList();
  }

  private List<Held> held(UserId user) {
    return parts.store().findAll(user).stream()
        .filter(row -> row.key().user().equals(user))
        .flatMap(row -> opened(row).stream())
        .sorted(Comparator.comparing((Held held) -> held.content().since()).reversed())
        .toList();
  }

  private Optional<Held> opened(SealedGrant row) {
    try {
      return Optional.of(vault.open(row));
    } catch (VaultException e) {
      LOG.error("Grant {} cannot be opened: {}", row.id().value(), e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * An access token for now, of the grant that the user gave last. Refreshed first when it would
   * not live long enough; never more than one refresh at a time, over all nodes. May wait for up to
   * 20 seconds while another refreshes, and 15 for the provider.
   *
   * @param atLeast how long the token is needed; a provider whose tokens live shorter gives one
   *     that is nearly new
   * @throws VaultException when there may be one, and it cannot be opened
   */
  public Access use(UserId user, ProviderId provider, Purpose purpose, Duration atLeast) {
    Optional<Held> last =
        held(user).stream()
            .filter(held -> held.content().provider().equals(provider))
            .filter(held -> held.row().key().purpose() == purpose)
            .findFirst();
    if (last.isEmpty()) {
      requireReadable(user, provider, purpose);
    }
    return last.map(held -> use(held, atLeast)).orElseGet(Access.NoGrant::new);
  }

  /** A grant whose key is missing is not one that the user never gave. */
  private void requireReadable(UserId user, ProviderId provider, Purpose purpose) {
    Optional<String> authority = parts.providers().find(provider).map(Provider::authority);
    parts.store().findAll(user).stream()
        .filter(row -> row.key().user().equals(user) && row.key().purpose() == purpose)
        .filter(row -> authority.equals(Optional.of(row.key().identity().authority())))
        .forEach(vault::open);
  }

  /**
   * The same for one grant of the user.
   *
   * @throws VaultException when it cannot be opened
   */
  public Access use(UserId user, GrantId grant, Duration atLeast) {
    return find(user, grant).map(held -> use(held, atLeast)).orElseGet(Access.NoGrant::new);
  }

  private Optional<Held> find(UserId user, GrantId grant) {
    return parts
        .store()
        .find(grant)
        .filter(row -> row.id().equals(grant) && row.key().user().equals(user))
        .map(vault::open);
  }

  private Access use(Held held, Duration atLeast) {
    Optional<Provider> provider = parts.providers().find(held.content().provider());
    if (provider.isEmpty() || !isOf(provider.get(), held)) {
      return new Access.Refused(Refusal.UNKNOWN_PROVIDER);
    }
    Optional<Refusal> refusal =
        Decider.refusalToUse(provider.get().rules(), parts.users().find(held.row().key().user()));
    if (refusal.isPresent()) {
      return new Access.Refused(refusal.get());
    }
    if (held.content().personal().isPresent() && provider.get().personalTokens().isEmpty()) {
      return new Access.Refused(Refusal.PERSONAL_TOKENS_OFF);
    }
    if (held.content().tokens().isEmpty()) {
      return new Access.ReconnectNeeded(held.view());
    }
    GrantContent.Tokens tokens = held.content().tokens().get();
    if (tokens.live(atLeast, parts.clock().instant())) {
      return Refreshing.given(held);
    }
    if (tokens.refresh().isPresent()) {
      return refreshes.refreshed(
          held, provider.get(), other -> other.live(atLeast, parts.clock().instant()));
    }
    return tokens.isUsable(parts.clock().instant())
        ? Refreshing.given(held)
        : over(held, "RAN_OUT");
  }

  /**
   * To be told when the provider refuses a token before its time, as it does once the person has
   * ended the grant there: refreshes it, or else marks the grant as ended. May wait as {@link #use}
   * does.
   *
   * @param token the one that was refused; where the grant has another by now, nothing is done
   * @return the token to use instead, or why there is none
   * @throws VaultException when the grant cannot be opened
   */
  public Access refused(UserId user, GrantId grant, Secret token) {
    Optional<Held> found = find(user, grant);
    Optional<Provider> provider =
        found.flatMap(held -> parts.providers().find(held.content().provider()));
    if (found.isEmpty() || provider.isEmpty() || !isOf(provider.get(), found.get())) {
      return use(user, grant, Duration.ZERO);
    }
    Held held = found.get();
    boolean current =
        held.content().tokens().filter(tokens -> tokens.access().equals(token)).isPresent();
    if (!current) {
      return use(held, Duration.ZERO);
    }
    return held.content().tokens().flatMap(GrantContent.Tokens::refresh).isPresent()
        ? refreshes.refreshed(held, provider.get(), other -> !other.access().equals(token))
        : over(held, "REFUSED");
  }

  /** A provider may have been pointed elsewhere: then these are not its tokens. */
  private static boolean isOf(Provider provider, Held held) {
    return provider.authority().equals(held.row().key().identity().authority());
  }

  private Access over(Held held, String why) {
    GrantContent dead = held.content().dead();
    if (parts.store().replace(vault.next(held.row(), dead))) {
      parts.happened(
          Event.Kind.RECONNECT_NEEDED,
          Optional.of(held.row().key().user()),
          dead.provider(),
          Optional.of(why));
      return new Access.ReconnectNeeded(new Held(held.row(), dead).view());
    }
    return parts
        .store()
        .find(held.row().id())
        .map(vault::open)
        .map(Refreshing::asIs)
        .orElseGet(Access.NoGrant::new);
  }

  /**
   * Keeps what a user gave, in the place of what the user gave for the same identity and purpose
   * before; not of a personal access token that can be used. The old tokens are taken back where
   * that cannot end the new ones.
   */
  public Stored put(Offer offer) {
    return stored(
        offer.key(),
        content(offer),
        old -> old.content().personal().isPresent(),
        old -> takeBackReplaced(old, offer.provider(), Optional.of(offer.tokens())));
  }

  /**
   * Keeps a personal access token that a user entered, in the place of another one, and of a grant
   * by OAuth only where the user has said so. An old token that the user made is left alone: it may
   * be used elsewhere.
   */
  public Stored put(TokenOffer offer) {
    return stored(
        offer.key(),
        content(offer),
        old -> !offer.replacing() && old.content().personal().isEmpty(),
        old -> takeBackReplaced(old, offer.provider(), Optional.empty()));
  }

  private Stored stored(
      GrantKey key, GrantContent content, Predicate<Held> inTheWay, Consumer<Held> replaced) {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<SealedGrant> before =
          parts.store().findAll(key.user()).stream()
              .filter(row -> row.key().equals(key))
              .findFirst();
      Optional<Held> old = before.flatMap(this::opened);
      if (old.filter(inTheWay).filter(held -> held.content().tokens().isPresent()).isPresent()) {
        return new Stored.InTheWay(old.get().view());
      }
      SealedGrant row =
          before
              .map(known -> vault.next(known, content))
              .orElseGet(() -> vault.first(key, content));
      boolean stored = before.isPresent() ? parts.store().replace(row) : parts.store().insert(row);
      if (stored) {
        parts.happened(
            Event.Kind.GRANT_ADDED, Optional.of(key.user()), content.provider(), Optional.empty());
        old.ifPresent(replaced);
        return new Stored.Kept(new Held(row, content).view());
      }
    }
    throw new IllegalStateException("A grant was changed by others again and again.");
  }

  /** Gives back what is not to be kept. */
  public void decline(Offer offer) {
    TokenRules rules = offer.provider().kind().tokens(offer.provider().baseUrl());
    if (rules.revocation().endsOne()) {
      revocations.later(
          new GrantVault.Revocation(
              content(offer), offer.key().identity().authority(), offer.key().purpose(), false));
    }
  }

  private GrantContent content(Offer offer) {
    Instant now = parts.clock().instant();
    return new GrantContent(
        offer.provider().id(),
        offer.label(),
        offer.asked(),
        offer.granted(),
        now,
        Optional.of(GrantContent.Tokens.of(offer.tokens(), now)),
        Optional.empty(),
        offer.commitIdentities());
  }

  /** Nobody asked for scopes: all that its kind knows may be there where nobody says it. */
  private GrantContent content(TokenOffer offer) {
    Instant now = parts.clock().instant();
    Set<Scope> all =
        offer
            .provider()
            .kind()
            .personalTokens()
            .orElseThrow()
            .scopes()
            .scopes(offer.provider().parts(offer.key().purpose()));
    return new GrantContent(
        offer.provider().id(),
        offer.label(),
        all,
        offer.facts().scopes(),
        now,
        Optional.of(
            new GrantContent.Tokens(
                offer.token().value(), now, offer.facts().expiresAt(), Optional.empty())),
        Optional.of(new GrantContent.Personal(offer.token().beside(), false)),
        List.of());
  }

  private void takeBackReplaced(Held old, Provider provider, Optional<IssuedTokens> next) {
    boolean endsOne = provider.kind().tokens(provider.baseUrl()).revocation().endsOne();
    boolean hadThem =
        next.flatMap(issued -> old.content().tokens().filter(had -> had.haveOneOf(issued)))
            .isPresent();
    boolean ours = old.content().personal().isEmpty();
    if (ours && endsOne && !hadThem && old.content().provider().equals(provider.id())) {
      revocations.later(GrantVault.Revocation.of(old, old.content(), false));
    }
  }

  /**
   * Ends a grant of the user: it is gone from here at once, and the provider is asked to take
   * everything back that the person gave this application's client.
   */
  public Ended end(UserId user, GrantId grant) {
    Optional<SealedGrant> mine =
        parts.store().find(grant).filter(row -> row.key().user().equals(user));
    Optional<SealedGrant> removed = mine.flatMap(row -> parts.store().remove(row.id()));
    if (removed.isEmpty()) {
      return new Ended.NotFound();
    }
    Optional<Held> held = opened(removed.get());
    if (held.isEmpty()) {
      return new Ended.Unsupported(Optional.empty());
    }
    tellRemoved(held.get());
    return revocations.revoke(wholeGrant(held.get()));
  }

  private void tellRemoved(Held held) {
    parts.happened(
        Event.Kind.GRANT_REMOVED,
        Optional.of(held.row().key().user()),
        held.content().provider(),
        Optional.empty());
  }

  private static GrantVault.Revocation wholeGrant(Held held) {
    return GrantVault.Revocation.of(held, held.content(), true);
  }

  /**
   * Ends all grants of a user who is gone. The providers are asked by {@link #maintain}.
   *
   * @return how many there were
   */
  public int endAll(UserId user) {
    int ended = 0;
    for (SealedGrant row : parts.store().findAll(user)) {
      Optional<SealedGrant> removed = parts.store().remove(row.id());
      removed
          .flatMap(this::opened)
          .ifPresent(
              held -> {
                tellRemoved(held);
                revocations.later(wholeGrant(held));
              });
      ended += removed.isPresent() ? 1 : 0;
    }
    return ended;
  }

  /**
   * Gives the grants of a user to the same user under a new key.
   *
   * @throws VaultException when one cannot be opened; the others have been given
   * @throws IllegalStateException when the new key has grants of its own
   */
  public void rename(UserId from, UserId to) {
    if (from.equals(to)) {
      return;
    }
    Optional<VaultException> problem = Optional.empty();
    for (SealedGrant row : parts.store().findAll(from)) {
      try {
        give(row, to);
      } catch (VaultException e) {
        problem = Optional.of(e);
      }
    }
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  private void give(SealedGrant first, UserId to) {
    Optional<SealedGrant> row = Optional.of(first);
    for (int attempt = 1; attempt <= TRIES && row.isPresent(); attempt++) {
      Held held = vault.open(row.get());
      GrantKey key = new GrantKey(to, first.key().identity(), first.key().purpose());
      if (resealing.isReplacedBetweenRefreshes(vault.next(held.row(), key, held.content()))) {
        return;
      }
      row = parts.store().find(first.id());
    }
    if (row.isPresent()) {
      throw new IllegalStateException(
          "Grants were not given to a renamed user, whose new key has grants of its own.");
    }
  }

  /**
   * What is due: tokens to be taken back, grants to be sealed anew under the vault's writer, and
   * users to be told that a personal access token runs out in {@link #REMIND_BEFORE}; a bounded
   * number of each. To be called every minute or so, on one node or on all.
   *
   * @return what was done
   */
  public Maintenance maintain() {
    return maintain(REMIND_BEFORE);
  }

  /**
   * The same with another time to tell users.
   *
   * @param remindBefore how long before a personal access token runs out
   */
  public Maintenance maintain(Duration remindBefore) {
    Resealing.Page page = resealing.next();
    return new Maintenance(
        revocations.runDue(), page.resealed(), page.unreadable(), reminders.next(remindBefore));
  }

  /**
   * What {@link #maintain} did.
   *
   * @param revocations how many revocations came to an end
   * @param resealed how many grants were sealed anew
   * @param unreadable how many could not be opened: their key is missing from the vault's ring
   * @param told how many personal access tokens were told of: they run out, or did
   */
  public record Maintenance(int revocations, int resealed, int unreadable, int told) {}
}
