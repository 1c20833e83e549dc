package dev.accountlink.flow;

import static dev.accountlink.flow.Samples.CLAIM;
import static dev.accountlink.flow.Samples.DOMAIN;
import static dev.accountlink.flow.Samples.KEY;
import static dev.accountlink.flow.Samples.ME;
import static dev.accountlink.flow.Samples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.Link;
import dev.accountlink.model.Purpose;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.Lookup;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is asked of a provider before anything is decided, and what is not. */
class LookupsTest {
  @Test
  void nothingIsLookedUpForAReturningUser() {
    ProviderRules on = ProviderRules.DEFAULT.withRegistration(Registration.ON);
    Optional<Link> link = Optional.of(new Link(ME, KEY, Optional.empty()));
    assertThat(Decider.lookups(new Intent.SignIn(), on, Optional.empty()))
        .containsExactly(Lookup.DETAILS);
    assertThat(Decider.lookups(new Intent.SignIn(), on, link)).isEmpty();
    assertThat(Decider.lookups(new Intent.SignIn(), ProviderRules.DEFAULT, Optional.empty()))
        .isEmpty();
    assertThat(Decider.lookups(new Intent.SignIn(), on.withSignIn(false), Optional.empty()))
        .isEmpty();
    assertThat(Decider.lookups(new Intent.Connect(ME), on, Optional.empty()))
        .containsExactly(Lookup.NAME);
    assertThat(Decider.lookups(new Intent.Connect(ME), on, link)).isEmpty();
    ProviderRules explicit = ProviderRules.DEFAULT.withRegistration(Registration.EXPLICIT);
    assertThat(Decider.lookups(new Intent.SignIn(), explicit, Optional.empty())).isEmpty();
    assertThat(Decider.lookups(new Intent.SignUp(), explicit, Optional.empty()))
        .containsExactly(Lookup.DETAILS);
    ProviderRules offering = ProviderRules.DEFAULT.withConflict(Conflict.SIGN_IN_THEN_CONNECT);
    assertThat(Decider.lookups(new Intent.SignIn(), offering, Optional.empty()))
        .containsExactly(Lookup.NAME);
  }

  @Test
  void aGrantNeedsANameUnlessItsIdentityIsLinked() {
    Intent grant = new Intent.Authorize(ME, Purpose.IMPORT);
    ProviderRules off = ProviderRules.DEFAULT.withSignIn(false).withGates(List.of(CLAIM));
    Optional<Link> link = Optional.of(new Link(ME, KEY, Optional.empty()));
    assertThat(Decider.lookups(grant, off, link)).isEmpty();
    assertThat(Decider.lookups(grant, off, Optional.empty())).containsExactly(Lookup.NAME);
  }

  @Test
  void aRehearsalLooksUpAllThatASignInMayEverAskFor() {
    ProviderRules off = ProviderRules.DEFAULT.withSignIn(false);
    Optional<Link> link = Optional.of(new Link(ME, KEY, Optional.empty()));
    assertThat(Decider.lookups(new Intent.Rehearse(ME), off, link)).containsExactly(Lookup.DETAILS);
    assertThat(
            Decider.lookups(
                new Intent.Rehearse(ME), off.withGates(List.of(CLAIM, MEMBER)), Optional.empty()))
        .containsExactlyInAnyOrder(Lookup.DETAILS, Lookup.CLAIMS, Lookup.MEMBERSHIPS);
  }

  @Test
  void whatGatesLookAtIsLookedUpAlsoForAReturningUser() {
    ProviderRules gated =
        ProviderRules.DEFAULT
            .withRegistration(Registration.ON)
            .withGates(List.of(DOMAIN, CLAIM, MEMBER));
    Optional<Link> link = Optional.of(new Link(ME, KEY, Optional.empty()));
    Set<Lookup> needed = Set.of(Lookup.DETAILS, Lookup.CLAIMS, Lookup.MEMBERSHIPS);
    assertThat(Decider.lookups(new Intent.SignIn(), gated, link)).isEqualTo(needed);
    assertThat(Decider.lookups(new Intent.SignIn(), gated, Optional.empty())).isEqualTo(needed);
    assertThat(Decider.lookups(new Intent.Connect(ME), gated, Optional.empty()))
        .containsAll(needed)
        .contains(Lookup.NAME);
    assertThat(
            Decider.lookups(
                new Intent.SignIn(), gated.withRegistration(Registration.OFF), Optional.empty()))
        .as("a stranger where nobody is registered")
        .isEmpty();
    assertThat(Decider.lookups(new Intent.Reauthenticate(ME), gated, link)).isEmpty();
    assertThat(Decider.lookups(new Intent.SignIn(), gated.withSignIn(false), link)).isEmpty();
  }
}
