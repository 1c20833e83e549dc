package dev.accountlink.flow;

import dev.accountlink.flow.Decision.OnAuthorize;
import dev.accountlink.flow.Decision.OnConnect;
import dev.accountlink.flow.Decision.OnConnectFor;
import dev.accountlink.flow.Decision.OnDisconnect;
import dev.accountlink.flow.Decision.OnEnterToken;
import dev.accountlink.flow.Decision.OnReauthenticate;
import dev.accountlink.flow.Decision.OnRehearse;
import dev.accountlink.flow.Decision.OnSignIn;
import dev.accountlink.flow.Decision.Refuse;
import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.flow.Facts.Owner;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.Lookup;
import dev.accountlink.provider.ProviderRules;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Every rule of linking, and nothing else: facts in, decision out. Pure; the table that its test
 * prints ({@code docs/decision-table.md}) is its documentation.
 *
 * <p>What no rule here can do: find a user by e-mail address or name, add a link to a user in a
 * sign-in, sign in or register in a connect, move a link from one user to another.
 */
public final class Decider {
  private Decider() {}

  /** How long a link must stand before it proves who is at the keyboard. */
  public static final Duration PROVES_AFTER = Duration.ofHours(24);

  /** A user and what is its first are made in one go, and nodes' clocks differ a little. */
  private static final Duration MADE_TOGETHER = Duration.ofSeconds(60);

  /** How far the clocks of provider and host may differ. */
  static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  /**
   * What must be fetched before anything is decided, which for a returning user is nothing but what
   * the gates look at: details for somebody who could be registered or has a conflict, a name for
   * an identity that could be connected. A rehearsal shows whatever a sign-in may ever ask for. A
   * grant is called like the link, if there is one.
   */
  public static Set<Lookup> lookups(Intent intent, ProviderRules rules, Optional<Link> link) {
    if (intent instanceof Intent.Rehearse) {
      Set<Lookup> all = EnumSet.of(Lookup.DETAILS);
      rules.gates().forEach(gate -> all.add(gate.lookup()));
      return all;
    }
    if (intent instanceof Intent.Authorize) {
      return link.isPresent() ? Set.of() : EnumSet.of(Lookup.NAME);
    }
    if (!rules.signIn() || intent instanceof Intent.Reauthenticate) {
      return Set.of();
    }
    Set<Lookup> lookups = EnumSet.noneOf(Lookup.class);
    rules.gates().forEach(gate -> lookups.add(gate.lookup()));
    if (link.isPresent()) {
      return lookups;
    }
    if (intent instanceof Intent.Connect) {
      lookups.add(Lookup.NAME);
    } else if (rules.registration().registers(intent instanceof Intent.SignUp)) {
      lookups.add(Lookup.DETAILS);
    } else if (rules.conflict() == Conflict.SIGN_IN_THEN_CONNECT) {
      lookups.add(Lookup.NAME);
    } else {
      // Nobody is registered and nothing is offered, whatever the gates say.
      lookups.clear();
    }
    return lookups;
  }

  /** Who is signed in, or registered, or why not. */
  public static OnSignIn decide(Facts.SignIn facts) {
    if (!facts.rules().signIn()) {
      return refuse(Refusal.SIGN_IN_OFF);
    }
    if (facts.signedIn().isPresent() && !facts.signedIn().equals(owning(facts))) {
      return refuse(Refusal.SIGNED_IN_MEANWHILE);
    }
    return facts.owner().isPresent() ? returning(facts, facts.owner().get()) : stranger(facts);
  }

  private static Optional<UserId> owning(Facts.SignIn facts) {
    return facts.owner().map(owner -> owner.link().user());
  }

  private static OnSignIn returning(Facts.SignIn facts, Owner owner) {
    if (owner.isOutdated()) {
      return refuse(Refusal.LINK_OUTDATED);
    }
    HostUser user = owner.user().orElseThrow();
    Optional<Refuse> no =
        standing(user).map(Refuse::new).or(() -> gate(facts.closed(), facts.objection()));
    if (no.isPresent()) {
      return no.get();
    }
    return facts.signedIn().isPresent()
        ? new Decision.StaySignedIn(user)
        : new Decision.SignInAs(user);
  }

  private static OnSignIn stranger(Facts.SignIn facts) {
    boolean registers = facts.rules().registration().registers(facts.signUp());
    OnSignIn conflict =
        facts.rules().conflict() == Conflict.SIGN_IN_THEN_CONNECT
            ? new Decision.OfferConnect()
            : refuse(Refusal.NOT_CONNECTED);
    if (facts.refused().equals(Optional.of(ApplyProblem.IDENTITY_TAKEN))) {
      return refuse(Refusal.IDENTITY_TAKEN);
    }
    if (!registers && conflict instanceof Refuse) {
      return conflict;
    }
    Optional<Refuse> closed = gate(facts.closed(), facts.objection());
    if (closed.isPresent()) {
      return closed.get();
    }
    // One answer for a stranger, a taken name and a taken address: which of them is nobody's
    // business. A name that was typed may be taken, as in every form that asks for one.
    boolean collides =
        facts.problems().contains(UserProblem.EMAIL_TAKEN)
            || (facts.problems().contains(UserProblem.USERNAME_TAKEN) && !facts.completed());
    if (!registers || collides) {
      return conflict;
    }
    return facts.problems().isEmpty()
        ? new Decision.Register(facts.draft())
        : new Decision.AskDetails(facts.draft(), facts.problems());
  }

  /** Whether the identity becomes a way in for the user who asked. */
  public static OnConnect decide(Facts.Connect facts) {
    if (!facts.rules().signIn()) {
      return refuse(Refusal.SIGN_IN_OFF);
    }
    Optional<Refusal> standing = standing(facts.user());
    if (standing.isPresent()) {
      return refuse(standing.get());
    }
    if (facts.owner().isPresent()) {
      Optional<Link> own = own(facts.user(), facts.owner().get());
      return own.<OnConnect>map(Decision.KeepLink::new)
          .orElseGet(() -> refuse(Refusal.IDENTITY_TAKEN));
    }
    Optional<Refuse> no =
        facts
            .refused()
            .map(problem -> refuse(reason(problem)))
            .or(() -> gate(facts.closed(), facts.objection()));
    if (no.isPresent()) {
      return no.get();
    }
    if (facts.connectedHere() >= facts.rules().identitiesPerUser()) {
      return refuse(Refusal.TOO_MANY_LINKS);
    }
    if (!facts.recent()) {
      return new Decision.AskReauthentication();
    }
    return facts.rules().confirmConnect() && !facts.confirmed()
        ? new Decision.AskConfirmation()
        : new Decision.AddLink(facts.user().id());
  }

  /**
   * The link, if it is this user's own. A dead or outdated one is another's: it is never taken
   * over, only removed by the host.
   */
  private static Optional<Link> own(HostUser user, Owner owner) {
    return Optional.of(owner.link())
        .filter(link -> link.user().equals(user.id()) && !owner.isOutdated());
  }

  /** Whether an administrator's word makes an identity a way in for a user. */
  public static OnConnectFor decide(Facts.ConnectFor facts) {
    if (facts.user().standing() == Standing.NOT_A_PERSON) {
      return refuse(Refusal.NOT_A_PERSON);
    }
    if (facts.owner().isPresent()) {
      Optional<Link> own = own(facts.user(), facts.owner().get());
      return own.<OnConnectFor>map(Decision.KeepLink::new)
          .orElseGet(() -> refuse(Refusal.IDENTITY_TAKEN));
    }
    return facts
        .refused()
        .<OnConnectFor>map(problem -> refuse(reason(problem)))
        .orElseGet(() -> new Decision.AddLink(facts.user().id()));
  }

  /** Whether the identity that came back proves that the user is at the keyboard. */
  public static OnReauthenticate decide(Facts.Reauthenticate facts) {
    if (!facts.rules().signIn()) {
      return refuse(Refusal.SIGN_IN_OFF);
    }
    Optional<Refusal> standing = standing(facts.user());
    if (standing.isPresent()) {
      return refuse(standing.get());
    }
    Optional<Link> link = facts.owner().flatMap(owner -> own(facts.user(), owner));
    if (link.isEmpty()) {
      return refuse(Refusal.OTHER_IDENTITY);
    }
    // A link whose age nobody knows counts as new.
    boolean old =
        link.get()
            .note()
            .filter(note -> note.linkedAt().plus(PROVES_AFTER).isBefore(facts.now()))
            .isPresent();
    if (!old) {
      return refuse(Refusal.LINK_TOO_NEW);
    }
    boolean askedAgain =
        facts
            .askedAt()
            .map(
                at ->
                    !at.isBefore(facts.begunAt().minus(CLOCK_TOLERANCE))
                        && !at.isAfter(facts.now().plus(CLOCK_TOLERANCE)))
            .orElse(facts.rules().withoutAuthTime());
    return askedAgain
        ? new Decision.AcceptReauthentication(facts.user().id())
        : refuse(Refusal.NOT_ASKED_AGAIN);
  }

  /** What a sign-in would come to, for an administrator; none of it is done. */
  public static OnRehearse decide(Facts.Rehearse facts) {
    Optional<Refusal> standing = standing(facts.administrator());
    if (standing.isPresent()) {
      return refuse(standing.get());
    }
    if (!facts.mayAdminister()) {
      return refuse(Refusal.ADMINISTRATORS_ONLY);
    }
    OnSignIn switchedOn = decide(facts.signIn());
    return facts.switchedOn()
        ? new Decision.ShowRehearsal(switchedOn, Optional.empty())
        : new Decision.ShowRehearsal(refuse(Refusal.SIGN_IN_OFF), Optional.of(switchedOn));
  }

  /**
   * Whether a link or a grant is older than its user, whose key must then have belonged to somebody
   * else.
   */
  public static boolean wasMadeForAnother(Instant made, HostUser user) {
    return user.since().filter(since -> made.plus(MADE_TOGETHER).isBefore(since)).isPresent();
  }

  /**
   * Why a user is not asked for a grant, before anybody is sent to the provider.
   *
   * @param tokenInTheWay whether the user has a personal access token of the provider that can be
   *     used
   */
  public static Optional<Refusal> refusalToAsk(
      ProviderRules rules, HostUser user, boolean tokenInTheWay) {
    return refusalToUse(rules, Optional.of(user))
        .or(() -> tokenInTheWay ? Optional.of(Refusal.TOKEN_IN_THE_WAY) : Optional.empty());
  }

  /**
   * Whether tokens are kept. The identity need not be connected; one that is must be this user's,
   * and where the user has connected one, it must be that one. A personal access token is never
   * replaced: its user ends it.
   */
  public static OnAuthorize decide(Facts.Authorize facts) {
    Optional<Refusal> refusal = refusalToUse(facts.rules(), Optional.of(facts.user()));
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    if (facts.owner().isPresent()) {
      Facts.Owner owner = facts.owner().get();
      if (!owner.link().user().equals(facts.user().id())) {
        return refuse(Refusal.IDENTITY_TAKEN);
      }
      if (owner.isOutdated()) {
        return refuse(Refusal.LINK_OUTDATED);
      }
    } else if (facts.connected().isPresent()) {
      return new Refuse(Refusal.OTHER_THAN_CONNECTED, facts.connected());
    }
    return facts.tokenInTheWay()
        ? refuse(Refusal.TOKEN_IN_THE_WAY)
        : new Decision.StoreGrant(facts.user().id());
  }

  /**
   * Why a user cannot enter a personal access token, before the provider is shown one.
   *
   * @param connected what the user's identities of this provider are called
   */
  public static Optional<Refusal> refusalToEnter(
      ProviderRules rules, HostUser user, Optional<String> connected) {
    Optional<Refusal> refusal = refusalToUse(rules, Optional.of(user));
    if (refusal.isPresent()) {
      return refusal;
    }
    if (!rules.personalTokens()) {
      return Optional.of(Refusal.PERSONAL_TOKENS_OFF);
    }
    return connected.isEmpty() ? Optional.of(Refusal.CONNECT_FIRST) : Optional.empty();
  }

  /**
   * Whether a personal access token is kept. Its owner must be an identity that this user has
   * connected; whose else it is, is told to nobody.
   */
  public static OnEnterToken decide(Facts.EnterToken facts) {
    Optional<Refusal> refusal = refusalToEnter(facts.rules(), facts.user(), facts.connected());
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    Optional<Owner> owner =
        facts.owner().filter(found -> found.link().user().equals(facts.user().id()));
    if (owner.isEmpty()) {
      return new Refuse(Refusal.TOKEN_OF_ANOTHER, facts.connected());
    }
    if (owner.get().isOutdated()) {
      return refuse(Refusal.LINK_OUTDATED);
    }
    if (facts.missing().isPresent()) {
      return new Refuse(Refusal.TOKEN_LACKS_PERMISSION, facts.missing());
    }
    return facts.grantInTheWay() && !facts.replacing()
        ? refuse(Refusal.GRANT_IN_THE_WAY)
        : new Decision.StoreGrant(facts.user().id());
  }

  /** Whether a link may go. What would remain is judged by the guard, inside the store. */
  public static OnDisconnect decide(Facts.Disconnect facts) {
    if (facts.refused().isPresent()) {
      return refuse(reason(facts.refused().get()));
    }
    Optional<Refusal> standing = standing(facts.user());
    if (standing.isPresent()) {
      return refuse(standing.get());
    }
    if (facts.identity().isEmpty()) {
      return refuse(Refusal.LINK_NOT_FOUND);
    }
    return facts.recent()
        ? new Decision.RemoveLink(
            facts.user().id(),
            facts.identity().get(),
            new Decision.Guard(facts.otherWaysIn(), facts.authoritiesForSignIn(), facts.user()))
        : new Decision.AskReauthentication();
  }

  /** Why somebody of this standing gets no session and no link, if so. */
  public static Optional<Refusal> standing(HostUser user) {
    return switch (user.standing()) {
      case ACTIVE -> Optional.empty();
      case DISABLED -> Optional.of(Refusal.USER_DISABLED);
      case AWAITING_APPROVAL -> Optional.of(Refusal.AWAITING_APPROVAL);
      case NOT_A_PERSON -> Optional.of(Refusal.NOT_A_PERSON);
    };
  }

  /**
   * Why a grant of this user must not be used now, if so. Unknown means no.
   *
   * @param user the user, if the host finds it
   */
  public static Optional<Refusal> refusalToUse(ProviderRules rules, Optional<HostUser> user) {
    if (!rules.importing()) {
      return Optional.of(Refusal.IMPORT_OFF);
    }
    return user.isEmpty() ? Optional.of(Refusal.USER_DISABLED) : standing(user.get());
  }

  private static Optional<Refuse> gate(Optional<Gate> closed, Optional<String> objection) {
    return closed
        .map(gate -> new Refuse(reason(gate), Optional.of(gate.required())))
        .or(() -> objection.map(key -> new Refuse(Refusal.REFUSED_BY_HOST, Optional.of(key))));
  }

  private static Refusal reason(Gate gate) {
    if (gate instanceof Gate.EmailDomain) {
      return Refusal.EMAIL_DOMAIN_REQUIRED;
    }
    return gate instanceof Gate.ClaimEquals ? Refusal.CLAIM_REQUIRED : Refusal.MEMBERSHIP_REQUIRED;
  }

  private static Refusal reason(ApplyProblem problem) {
    return switch (problem) {
      case IDENTITY_TAKEN -> Refusal.IDENTITY_TAKEN;
      case TOO_MANY_LINKS -> Refusal.TOO_MANY_LINKS;
      case LAST_WAY_IN -> Refusal.LAST_WAY_IN;
      case LINK_GONE -> Refusal.LINK_NOT_FOUND;
    };
  }

  private static Refuse refuse(Refusal refusal) {
    return new Refuse(refusal);
  }
}
