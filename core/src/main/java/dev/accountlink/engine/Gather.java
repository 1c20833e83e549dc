package dev.accountlink.engine;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Facts;
import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.flow.Facts.Owner;
import dev.accountlink.flow.Intent;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.Evidence;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.Lookup;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks provider, store and host for the facts of one decision, and for no more than it needs. */
final class Gather {
  /** How much of what a user's identities are called is told, in characters. */
  private static final int MAX_SHOWN = 300;

  private final Parts parts;

  Gather(Parts parts) {
    this.parts = parts;
  }

  /**
   * An identity, with just what the decision will look at.
   *
   * @param identity who it is
   * @param closed the gate that it does not pass
   */
  record Seen(ExternalIdentity identity, Optional<Gate> closed) {}

  /**
   * What somebody typed on the page that asks for details.
   *
   * @param username the wished user name
   * @param email what stands in the field for the address, where one was asked for
   */
  record Typed(String username, Optional<String> email) {
    /** Proves nothing. Text that is no address is left to the host's check, which misses one. */
    Optional<EmailAddress> address() {
      try {
        return email
            .filter(text -> !text.isEmpty())
            .map(text -> new EmailAddress(text, false, true));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    /** Prints nothing of the person. */
    @Override
    public String toString() {
      return "Typed[hidden]";
    }
  }

  /**
   * What a sign-in asks, apart from who it is.
   *
   * @param signUp whether the person asked to sign up
   * @param signedIn who was signed in by another tab meanwhile
   * @param typed what was filled in
   */
  record Question(boolean signUp, Optional<UserId> signedIn, Optional<Typed> typed) {}

  /** What came in between while a first decision was applied. */
  record Between(Optional<ApplyProblem> problem, Set<UserProblem> rejected) {
    static final Between NOTHING = new Between(Optional.empty(), Set.of());
  }

  /**
   * An identity, and all that it showed.
   *
   * @param identity who it is
   * @param evidence what the gates look at
   */
  record Shown(ExternalIdentity identity, Evidence evidence) {
    Seen to(Provider provider) {
      return new Seen(
          identity,
          provider.rules().gates().stream().filter(gate -> !gate.admits(evidence)).findFirst());
    }

    /** Prints nothing of the person. */
    @Override
    public String toString() {
      return "Shown[hidden]";
    }
  }

  /** The identity that came back, and no more of it than is needed. */
  Seen seen(Intent intent, Provider provider, Arrival arrival) throws ProviderException {
    return shown(intent, provider, arrival).to(provider);
  }

  /** The same with what the gates look at. */
  Shown shown(Intent intent, Provider provider, Arrival arrival) throws ProviderException {
    ExternalIdentity identity = arrival.identity();
    Optional<Link> link = parts.links().find(identity.key());
    Set<Lookup> lookups = Decider.lookups(intent, provider.rules(), link);
    if (lookups.contains(Lookup.DETAILS)) {
      identity = arrival.withDetails(identity);
    } else if (lookups.contains(Lookup.NAME)) {
      identity = arrival.withName(identity);
    }
    Evidence evidence =
        new Evidence(
            trusted(provider, identity),
            lookups.contains(Lookup.CLAIMS) ? arrival.claims() : Claims.NONE,
            lookups.contains(Lookup.MEMBERSHIPS) ? arrival.memberships() : Set.of());
    return new Shown(identity, evidence);
  }

  /** Whether the provider's login was another identity's: it may have a new owner. */
  boolean isRecycled(ExternalIdentity identity) {
    return parts.links().find(identity.key()).isEmpty()
        && identity
            .login()
            .filter(login -> parts.links().isLabelOfAnother(identity.key(), login))
            .isPresent();
  }

  Facts.SignIn signIn(Provider provider, Seen seen, Question question, Between between) {
    ProviderRules rules = provider.rules();
    Optional<Owner> owner = owner(seen.identity().key());
    NewUser draft = draft(provider, seen.identity(), question.typed());
    boolean mayRegister =
        owner.isEmpty()
            && question.signedIn().isEmpty()
            && seen.closed().isEmpty()
            && rules.signIn()
            && rules.registration().registers(question.signUp());
    Set<UserProblem> problems = mayRegister ? problems(draft, between) : Set.of();
    return new Facts.SignIn(
        seen.identity(),
        rules,
        question.signUp(),
        owner,
        question.signedIn(),
        draft,
        question.typed().isPresent(),
        problems,
        seen.closed(),
        objection(provider, seen, owner.map(known -> known.link().user())),
        between.problem());
  }

  private Set<UserProblem> problems(NewUser draft, Between between) {
    return between.rejected().isEmpty() ? parts.users().check(draft) : between.rejected();
  }

  private Optional<String> objection(Provider provider, Seen seen, Optional<UserId> user) {
    return seen.closed().isPresent()
        ? Optional.empty()
        : parts.users().objection(provider.id(), seen.identity(), user);
  }

  /** Empty when the user is gone by now. */
  Optional<Facts.Connect> connect(
      CurrentUser current,
      Provider provider,
      Seen seen,
      boolean recent,
      boolean confirmed,
      Between between) {
    int connectedHere =
        (int)
            parts.links().findAll(current.id()).stream()
                .filter(link -> link.identity().authority().equals(provider.authority()))
                .count();
    return parts
        .users()
        .find(current.id())
        .map(
            user ->
                new Facts.Connect(
                    user,
                    seen.identity(),
                    provider.rules(),
                    owner(seen.identity().key()),
                    connectedHere,
                    recent,
                    confirmed,
                    seen.closed(),
                    objection(provider, seen, Optional.of(user.id())),
                    between.problem()));
  }

  /** Empty when there is no such user. */
  Optional<Facts.ConnectFor> connectFor(UserId user, IdentityKey identity, Between between) {
    return parts
        .users()
        .find(user)
        .map(found -> new Facts.ConnectFor(found, owner(identity), between.problem()));
  }

  /**
   * Empty when the administrator is gone by now. Decides as for somebody who is not signed in, as
   * whoever presses the logo is not.
   */
  Optional<Facts.Rehearse> rehearse(
      Visit visit, UserId administrator, Provider provider, Shown shown) {
    Provider switchedOn = provider.withRules(provider.rules().withSignIn(true));
    Question question = new Question(false, Optional.empty(), Optional.empty());
    return parts
        .users()
        .find(administrator)
        .map(
            found ->
                new Facts.Rehearse(
                    found,
                    visit.mayAdminister(),
                    provider.rules().signIn(),
                    signIn(switchedOn, shown.to(provider), question, Between.NOTHING)));
  }

  /** Empty when the user is gone by now. */
  Optional<Facts.Authorize> authorize(
      CurrentUser current, Provider provider, ExternalIdentity identity, boolean tokenInTheWay) {
    return parts
        .users()
        .find(current.id())
        .map(
            user ->
                new Facts.Authorize(
                    user,
                    provider.rules(),
                    owner(identity.key()),
                    connected(current, provider),
                    tokenInTheWay));
  }

  /** What the user's identities of a provider are called; empty when there are none. */
  Optional<String> connected(CurrentUser current, Provider provider) {
    String labels =
        parts.links().findAll(current.id()).stream()
            .filter(link -> link.identity().authority().equals(provider.authority()))
            .map(link -> link.note().map(LinkNote::label).orElse(link.identity().subject()))
            .collect(Collectors.joining(", "));
    return Optional.of(labels).filter(text -> !text.isEmpty()).map(Gather::shown);
  }

  /** It travels in the address of a page, and is for nothing but to be read there. */
  private static String shown(String labels) {
    return labels.codePointCount(0, labels.length()) <= MAX_SHOWN
        ? labels
        : labels.substring(0, labels.offsetByCodePoints(0, MAX_SHOWN)) + "…";
  }

  /**
   * Empty when the user is gone by now.
   *
   * @param owner whose the token is
   * @param missing what it lacks, in the kind's words
   */
  Optional<Facts.EnterToken> enterToken(
      CurrentUser current,
      Provider provider,
      IdentityKey owner,
      Optional<String> missing,
      boolean grantInTheWay,
      boolean replacing) {
    return parts
        .users()
        .find(current.id())
        .map(
            user ->
                new Facts.EnterToken(
                    user,
                    provider.rules(),
                    owner(owner),
                    connected(current, provider),
                    missing,
                    grantInTheWay,
                    replacing));
  }

  /** Empty when the user is gone by now. */
  Optional<Facts.Reauthenticate> reauthenticate(
      UserId user, Provider provider, Arrival arrival, Instant begunAt, Instant now)
      throws ProviderException {
    Optional<Owner> owner = owner(arrival.identity().key());
    Optional<Instant> askedAt = arrival.authenticatedAt();
    return parts
        .users()
        .find(user)
        .map(
            found ->
                new Facts.Reauthenticate(found, provider.rules(), owner, begunAt, askedAt, now));
  }

  /** Empty when the user is gone by now. */
  Optional<Facts.Disconnect> disconnect(
      CurrentUser current, String linkId, boolean recent, Between between) {
    Optional<HostUser> user = parts.users().find(current.id());
    Optional<IdentityKey> identity =
        parts.links().findAll(current.id()).stream()
            .map(Link::identity)
            .filter(key -> LinkIds.of(parts, key).contains(linkId))
            .findFirst();
    return user.map(
        known ->
            new Facts.Disconnect(
                known,
                identity,
                recent,
                parts.users().otherWaysIn(known.id()),
                parts.providers().authoritiesForSignIn(),
                between.problem()));
  }

  private Optional<Owner> owner(IdentityKey key) {
    return parts.links().find(key).map(link -> new Owner(link, parts.users().find(link.user())));
  }

  /** The addresses that count by the provider's rule, the person's main one first. */
  static List<EmailAddress> trusted(Provider provider, ExternalIdentity identity) {
    return identity.emails().stream()
        .filter(provider.rules().emailTrust()::trusts)
        // What counts is proven to the host, also where an administrator vouches for it.
        .map(email -> new EmailAddress(email.address(), true, email.primary()))
        .sorted(Comparator.comparing(EmailAddress::primary).reversed())
        .toList();
  }

  /** The address that counts, if there is one. */
  static Optional<EmailAddress> trustedEmail(Provider provider, ExternalIdentity identity) {
    return trusted(provider, identity).stream().findFirst();
  }

  /** Of the provider's addresses only one that counts is even shown to the host. */
  NewUser draft(Provider provider, ExternalIdentity identity, Optional<Typed> typed) {
    String username = typed.map(Typed::username).or(identity::login).orElse("");
    return new NewUser(
        username,
        identity.displayName().orElse(username),
        typed.flatMap(Typed::address).or(() -> trustedEmail(provider, identity)),
        identity.picture(),
        provider.rules().registration() == Registration.PENDING_APPROVAL
            ? Standing.AWAITING_APPROVAL
            : Standing.ACTIVE);
  }
}
