package dev.accountlink.flow;

import dev.accountlink.flow.Decision.OnConnect;
import dev.accountlink.flow.Decision.OnDisconnect;
import dev.accountlink.flow.Decision.OnSignIn;
import dev.accountlink.flow.Decision.Refuse;
import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.flow.Facts.Owner;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.provider.Lookup;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
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

  /**
   * What must be fetched before anything is decided, which for a returning user is nothing: details
   * for somebody who could be registered, a name for an identity that could be connected.
   */
  public static Set<Lookup> lookups(Intent intent, ProviderRules rules, Optional<Link> link) {
    if (link.isPresent() || !rules.signIn()) {
      return Set.of();
    }
    if (intent instanceof Intent.Connect) {
      return Set.of(Lookup.NAME);
    }
    return rules.registration() == Registration.ON ? Set.of(Lookup.DETAILS) : Set.of();
  }

  /** Who is signed in, or registered, or why not. */
  public static OnSignIn decide(Facts.SignIn facts) {
    if (!facts.rules().signIn()) {
      return refuse(Refusal.SIGN_IN_OFF);
    }
    if (facts.signedIn().isPresent() && !facts.signedIn().equals(owning(facts))) {
      return refuse(Refusal.SIGNED_IN_MEANWHILE);
    }
    if (facts.owner().isPresent()) {
      return returning(facts.owner().get(), facts.signedIn().isPresent());
    }
    if (facts.refused().isPresent()) {
      return refuse(reason(facts.refused().get()));
    }
    // One code for a stranger, a taken name and a taken address: which of them is nobody's
    // business.
    if (facts.rules().registration() == Registration.OFF
        || facts.problems().stream().anyMatch(UserProblem::isCollision)) {
      return refuse(Refusal.NOT_CONNECTED);
    }
    return facts.problems().isEmpty()
        ? new Decision.Register(facts.draft())
        : refuse(Refusal.DETAILS_MISSING);
  }

  private static Optional<UserId> owning(Facts.SignIn facts) {
    return facts.owner().map(owner -> owner.link().user());
  }

  private static OnSignIn returning(Owner owner, boolean signedInAlready) {
    if (owner.isOutdated()) {
      return refuse(Refusal.LINK_OUTDATED);
    }
    HostUser user = owner.user().orElseThrow();
    OnSignIn let = signedInAlready ? new Decision.StaySignedIn(user) : new Decision.SignInAs(user);
    return standing(user).<OnSignIn>map(Refuse::new).orElse(let);
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
      Link link = facts.owner().get().link();
      // Also a dead or outdated link is another's: it is never taken over, only removed by the
      // host.
      return link.user().equals(facts.user().id()) && !facts.owner().get().isOutdated()
          ? new Decision.KeepLink(link)
          : refuse(Refusal.IDENTITY_TAKEN);
    }
    if (facts.refused().isPresent()) {
      return refuse(reason(facts.refused().get()));
    }
    return facts.rules().confirmConnect() && !facts.confirmed()
        ? new Decision.AskConfirmation()
        : new Decision.AddLink(facts.user().id());
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
    return facts
        .identity()
        .<OnDisconnect>map(
            identity ->
                new Decision.RemoveLink(
                    facts.user().id(),
                    identity,
                    new Decision.Guard(
                        facts.otherWaysIn(), facts.authoritiesForSignIn(), facts.user())))
        .orElseGet(() -> refuse(Refusal.LINK_NOT_FOUND));
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

  private static Refusal reason(ApplyProblem problem) {
    return switch (problem) {
      case IDENTITY_TAKEN -> Refusal.IDENTITY_TAKEN;
      case TOO_MANY_LINKS -> Refusal.TOO_MANY_LINKS;
      case LAST_WAY_IN -> Refusal.LAST_WAY_IN;
      case LINK_GONE -> Refusal.LINK_NOT_FOUND;
      case COLLISION -> Refusal.NOT_CONNECTED;
      case DETAILS -> Refusal.DETAILS_MISSING;
    };
  }

  private static Refuse refuse(Refusal refusal) {
    return new Refuse(refusal);
  }
}
