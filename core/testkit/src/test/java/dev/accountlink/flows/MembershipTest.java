package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.provider.Gate;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Choice;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonGroup;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A provider that only members of an organisation may come through. */
class MembershipTest {
  private static final Gate ACME = new Gate.MemberOf(Set.of("107424"), "Acme");

  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  MembershipTest() {
    host.with(
        scene
            .github()
            .withRules(
                ProviderRules.DEFAULT.withRegistration(Registration.ON).withGates(List.of(ACME))));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aMemberComesInAndTheScopeForItWasAskedFor() {
    BrowserPage begun = beginAs(ada(PersonGroup.of("107424", "acme")));

    assertThat(begun.location().getRawQuery()).contains("read%3Aorg");
    begun.followAll();
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("D33 an organisation is known by its number: one that took its name opens nothing")
  void aNameOpensNothing() {
    assertRefused(ada(PersonGroup.of("5", "acme"), PersonGroup.of("6", "107424")));
  }

  @Test
  @DisplayName("D33 somebody invited who has not joined is no member")
  void anInvitationOpensNothing() {
    assertRefused(ada(PersonGroup.invited("107424", "acme")));
  }

  @Test
  @DisplayName("D33 who does not let us see the organisations counts as a member of none")
  void aDeniedScopeOpensNothing() {
    Person member = ada(PersonGroup.of("107424", "acme"));
    scene.github.put(member);
    scene.github.decideWith(request -> Choice.approve(member, "read:user", "user:email"));

    assertThat(scene.begin(browser, "GitHub").followAll().text()).contains("MembershipRequired");
    assertThat(host.sessionCount()).isZero();
  }

  @Test
  @DisplayName("D33 the gate holds for somebody who was linked while he was a member")
  void theGateHoldsForThoseWhoLeft() {
    beginAs(ada(PersonGroup.of("107424", "acme"))).followAll();
    host.signOut(browser);

    assertRefused(ada());
  }

  @Test
  void organisationsOnLaterPagesCountAndTheirNumberIsBounded() {
    PersonGroup[] many =
        IntStream.range(0, 1_250)
            .mapToObj(i -> PersonGroup.of(String.valueOf(107_424 - 150 + i), "org" + i))
            .toArray(PersonGroup[]::new);

    beginAs(ada(many)).followAll();

    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(scene.github.count(Endpoint.MEMBERSHIPS)).isEqualTo(5);
  }

  @Test
  void aFailingLookupIsAFailureAndNoSession() {
    scene.github.fault(Endpoint.MEMBERSHIPS, Fault.serverError());

    BrowserPage page = beginAs(ada(PersonGroup.of("107424", "acme"))).followAll();

    assertThat(page.status()).isEqualTo(502);
    assertThat(host.sessionCount()).isZero();
  }

  @Test
  void withoutSuchAGateNeitherTheScopeNorTheOrganisationsAreAskedFor() {
    host.with(scene.github());

    BrowserPage begun = beginAs(ada(PersonGroup.of("107424", "acme")));

    assertThat(begun.location().getRawQuery()).doesNotContain("org");
    begun.followAll();
    assertThat(scene.github.count(Endpoint.MEMBERSHIPS)).isZero();
  }

  private static Person ada(PersonGroup... groups) {
    return People.ada().withGroups(groups);
  }

  private BrowserPage beginAs(Person person) {
    scene.approveAs(person);
    return scene.begin(browser, "GitHub");
  }

  private void assertRefused(Person person) {
    BrowserPage page = beginAs(person).followAll();
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("MembershipRequired").contains("Acme");
    assertThat(host.sessionCount()).isZero();
  }
}
