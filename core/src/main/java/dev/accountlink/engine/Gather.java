package dev.accountlink.engine;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Facts;
import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.flow.Facts.Owner;
import dev.accountlink.flow.Intent;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.provider.Lookup;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks provider, store and host for the facts of one decision, and for no more than it needs. */
final class Gather {
  private final Parts parts;

  Gather(Parts parts) {
    this.parts = parts;
  }

  /** The identity with just what the decision will look at. */
  ExternalIdentity identity(Intent intent, Provider provider, Arrival arrival)
      throws ProviderException {
    ExternalIdentity identity = arrival.identity();
    Optional<Link> link = parts.links().find(identity.key());
    Set<Lookup> lookups = Decider.lookups(intent, provider.rules(), link);
    if (lookups.contains(Lookup.DETAILS)) {
      return arrival.withDetails(identity);
    }
    return lookups.contains(Lookup.NAME) ? arrival.withName(identity) : identity;
  }

  Facts.SignIn signIn(
      Provider provider,
      ExternalIdentity identity,
      Optional<UserId> signedIn,
      Optional<ApplyProblem> refused) {
    ProviderRules rules = provider.rules();
    Optional<Owner> owner = owner(identity.key());
    NewUser draft = draft(identity);
    boolean mayRegister =
        owner.isEmpty()
            && signedIn.isEmpty()
            && rules.signIn()
            && rules.registration() == Registration.ON;
    Set<UserProblem> problems = mayRegister ? parts.users().check(draft) : Set.of();
    return new Facts.SignIn(identity, rules, owner, signedIn, draft, problems, refused);
  }

  /** Empty when the user is gone by now. */
  Optional<Facts.Connect> connect(
      CurrentUser current,
      Provider provider,
      ExternalIdentity identity,
      boolean confirmed,
      Optional<ApplyProblem> refused) {
    return parts
        .users()
        .find(current.id())
        .map(
            user ->
                new Facts.Connect(
                    user, identity, provider.rules(), owner(identity.key()), confirmed, refused));
  }

  /** Empty when the user is gone by now. */
  Optional<Facts.Disconnect> disconnect(
      CurrentUser current, String linkId, Optional<ApplyProblem> refused) {
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
                parts.users().otherWaysIn(known.id()),
                signInAuthorities(),
                refused));
  }

  private Set<String> signInAuthorities() {
    List<Provider> all = parts.providers().all();
    return all.stream()
        .filter(provider -> provider.rules().signIn())
        .map(Provider::authority)
        .collect(Collectors.toSet());
  }

  private Optional<Owner> owner(IdentityKey key) {
    return parts.links().find(key).map(link -> new Owner(link, parts.users().find(link.user())));
  }

  /** Only an address that the provider has verified is even shown to the host. */
  private static NewUser draft(ExternalIdentity identity) {
    String username = identity.login().orElse("");
    return new NewUser(username, identity.displayName().orElse(username), identity.verifiedEmail());
  }
}
