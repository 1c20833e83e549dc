package dev.accountlink.engine;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Decision;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Facts;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.Scope;
import dev.accountlink.model.Standing;
import dev.accountlink.provider.Lookup;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.web.RehearsalPage;
import dev.accountlink.web.RehearsalPage.Prospect;
import dev.accountlink.web.RehearsalPage.SeenEmail;
import dev.accountlink.web.RehearsalPage.Some;
import dev.accountlink.web.WebReply;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An administrator tries a provider: everything is looked up and decided as in a sign-in, and
 * nothing is applied. There is no {@link Apply} here, and none of what is decided can be done.
 */
final class Rehearse {
  /** How many bytes of addresses, and of every other list, go into the address of the page. */
  private static final int BYTES = 480;

  private final Parts parts;
  private final Replies replies;
  private final Gather gather;

  Rehearse(Parts parts, Replies replies, Gather gather) {
    this.parts = parts;
    this.replies = replies;
    this.gather = gather;
  }

  /** Somebody came back for an administrator who is still here. */
  WebReply show(
      Visit visit,
      Provider provider,
      Arrival arrival,
      CurrentUser administrator,
      Note.Context context,
      Report.Trace flow)
      throws ProviderException {
    Report.Trace trace = flow.with(administrator.id()).by(administrator.id());
    Gather.Shown shown = gather.shown(new Intent.Rehearse(administrator.id()), provider, arrival);
    Optional<Set<Scope>> granted = granted(arrival);
    Outcome outcome =
        gather
            .rehearse(visit, administrator.id(), provider, shown)
            .map(facts -> outcome(facts, shown.identity()))
            .orElseGet(() -> new Outcome.Refused(Refusal.SIGN_IN_FIRST));
    if (!(outcome instanceof Outcome.Rehearsed rehearsed)) {
      Refusal refusal = ((Outcome.Refused) outcome).refusal();
      return replies.refused(refusal, context, trace, visit);
    }
    parts.report().happened(Event.Kind.REHEARSED, trace);
    return replies.rehearsed(
        seen(provider, rehearsed, granted, shown), context, administrator, visit);
  }

  private static Outcome outcome(Facts.Rehearse facts, ExternalIdentity identity) {
    Decision.OnRehearse decision = Decider.decide(facts);
    return decision instanceof Decision.ShowRehearsal shown
        ? new Outcome.Rehearsed(identity, shown.now(), shown.onceSwitchedOn())
        : new Outcome.Refused(((Decision.Refuse) decision).refusal());
  }

  /** No sign-in asks for it, so a provider that fails to tell keeps nobody out. */
  private static Optional<Set<Scope>> granted(Arrival arrival) {
    try {
      return arrival.grantedScopes();
    } catch (ProviderException e) {
      return Optional.empty();
    }
  }

  private static RehearsalPage.Rehearsal seen(
      Provider provider,
      Outcome.Rehearsed rehearsed,
      Optional<Set<Scope>> granted,
      Gather.Shown shown) {
    ExternalIdentity identity = rehearsed.identity();
    boolean members =
        provider.rules().gates().stream().anyMatch(gate -> gate.lookup() == Lookup.MEMBERSHIPS);
    return new RehearsalPage.Rehearsal(
        identity.key().authority(),
        identity.key().subject(),
        identity.login(),
        identity.displayName(),
        emails(provider, identity),
        scopes(provider.signInScopes()),
        granted.map(Rehearse::scopes),
        scopes(granted.map(given -> missing(provider, given)).orElse(Set.of())),
        Optional.of(shown.evidence().memberships())
            .filter(any -> members)
            .map(any -> some(any.stream().sorted().toList(), text -> text)),
        prospect(rehearsed.now()),
        rehearsed.onceSwitchedOn().map(Rehearse::prospect));
  }

  private static Some<SeenEmail> emails(Provider provider, ExternalIdentity identity) {
    List<SeenEmail> all =
        identity.emails().stream()
            .sorted(Comparator.comparing(EmailAddress::primary).reversed())
            .map(
                email ->
                    new SeenEmail(
                        email.address(),
                        email.verified(),
                        provider.rules().emailTrust().trusts(email)))
            .toList();
    return some(all, SeenEmail::address);
  }

  private static Some<String> scopes(Collection<Scope> scopes) {
    return some(scopes.stream().map(Scope::value).sorted().toList(), text -> text);
  }

  private static Set<Scope> missing(Provider provider, Set<Scope> granted) {
    return provider.kind().scopes().missing(Set.copyOf(provider.signInScopes()), granted);
  }

  /** As many as fit into an address, and at least how many there are besides. */
  private static <T> Some<T> some(List<T> all, Function<T, String> text) {
    int left = BYTES;
    int count = 0;
    while (count < all.size()) {
      left -= text.apply(all.get(count)).getBytes(StandardCharsets.UTF_8).length + 1;
      if (left < 0) {
        break;
      }
      count++;
    }
    return new Some<>(all.subList(0, count), Math.min(all.size() - count, 0xffff));
  }

  private static Prospect prospect(Decision.OnSignIn decision) {
    if (decision instanceof Decision.Refuse refuse) {
      return new Prospect(
          Prospect.Kind.REFUSE, Optional.empty(), Optional.of(refuse.refusal()), refuse.detail());
    }
    if (decision instanceof Decision.SignInAs as) {
      return of(Prospect.Kind.SIGN_IN, as.user());
    }
    if (decision instanceof Decision.StaySignedIn stay) {
      return of(Prospect.Kind.SIGN_IN, stay.user());
    }
    if (decision instanceof Decision.Register register) {
      NewUser draft = register.draft();
      return of(
          draft.standing() == Standing.AWAITING_APPROVAL
              ? Prospect.Kind.REGISTER_AND_WAIT
              : Prospect.Kind.REGISTER,
          Optional.of(draft.username()));
    }
    return of(
        decision instanceof Decision.AskDetails
            ? Prospect.Kind.ASK_DETAILS
            : Prospect.Kind.OFFER_CONNECT,
        Optional.empty());
  }

  private static Prospect of(Prospect.Kind kind, HostUser user) {
    return of(kind, Optional.of(user.username()));
  }

  private static Prospect of(Prospect.Kind kind, Optional<String> username) {
    return new Prospect(kind, username, Optional.empty(), Optional.empty());
  }
}
