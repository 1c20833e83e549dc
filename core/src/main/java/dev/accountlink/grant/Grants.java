package dev.accountlink.grant;

import dev.accountlink.exchange.IssuedTokens;
import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Scope;
import dev.accountlink.model.Secret;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.PersonalTokens;
import dev.accountlink.provider.Provider;
import dev.accountlink.seal.VaultException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The grants of an application's users. Thread-safe; any number of nodes may share a store.
 *
 * <p>Starts no thread: what is to be done later is done by {@link #maintain}, which the host calls
 * now and then.
 */
public final class Grants {
  /** How long before a personal access token runs out its user is told. */
  public static final Duration REMIND_BEFORE = Duration.ofDays(7);

  private final GrantRows rows;
  private final Using using;
  private final Keeping keeping;
  private final Ending ending;
  private final Renaming renaming;
  private final Revocations revocations;
  private final Resealing resealing;
  private final Reminders reminders;

  /** Grants over a store. */
  public Grants(GrantParts parts) {
    GrantVault vault = new GrantVault(parts.keys());
    this.revocations = new Revocations(parts, vault);
    this.resealing = new Resealing(parts.store(), vault);
    this.rows = new GrantRows(parts, vault);
    this.using =
        new Using(parts, vault, rows, new SingleFlight(new Refreshing(parts, vault, revocations)));
    this.keeping = new Keeping(parts, vault, rows, revocations);
    this.ending = new Ending(parts, rows, revocations);
    this.renaming = new Renaming(parts, vault, resealing);
    this.reminders = new Reminders(parts, vault, held -> using.over(held, "RAN_OUT"));
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
    return rows.held(user).stream().map(Held::view).toList();
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
    return using.use(user, provider, purpose, atLeast);
  }

  /**
   * The same for one grant of the user.
   *
   * @throws VaultException when it cannot be opened
   */
  public Access use(UserId user, GrantId grant, Duration atLeast) {
    return using.use(user, grant, atLeast);
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
    return using.refused(user, grant, token);
  }

  /**
   * Keeps what a user gave, in the place of what the user gave for the same identity and purpose
   * before; not of a personal access token that can be used. The old tokens are taken back where
   * that cannot end the new ones.
   */
  public Stored put(Offer offer) {
    return keeping.put(offer);
  }

  /**
   * Keeps a personal access token that a user entered, in the place of another one, and of a grant
   * by OAuth only where the user has said so. An old token that the user made is left alone: it may
   * be used elsewhere.
   */
  public Stored put(TokenOffer offer) {
    return keeping.put(offer);
  }

  /** Gives back what is not to be kept. */
  public void decline(Offer offer) {
    keeping.decline(offer);
  }

  /**
   * Ends a grant of the user: it is gone from here at once, and the provider is asked to take
   * everything back that the person gave this application's client.
   */
  public Ended end(UserId user, GrantId grant) {
    return ending.end(user, grant);
  }

  /**
   * Ends all grants of a user who is gone. The providers are asked by {@link #maintain}.
   *
   * @return how many there were
   */
  public int endAll(UserId user) {
    return ending.endAll(user);
  }

  /**
   * Ends all grants that a user gave as one identity, as when it is disconnected. The providers are
   * asked by {@link #maintain}.
   *
   * @return how many there were
   */
  public int endAll(UserId user, IdentityKey identity) {
    return ending.endAll(user, identity);
  }

  /**
   * Goes through all grants, a page at a time, and ends those of users whom the host does not find,
   * or whose key was somebody else's when they were given. The providers are asked by {@link
   * #maintain}.
   *
   * @return how many there were
   */
  public int endAllOfMissingUsers() {
    return ending.endAllOfMissingUsers();
  }

  /**
   * Gives the grants of a user to the same user under a new key.
   *
   * @throws VaultException when one cannot be opened; the others have been given
   * @throws IllegalStateException when the new key has grants of its own
   */
  public void rename(UserId from, UserId to) {
    renaming.rename(from, to);
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
