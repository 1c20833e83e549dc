package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Standing;
import dev.accountlink.provider.EmailTrust;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.Race;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Details that are sent twice, late, by somebody else, or that nobody asked for. */
class CompletionEdgesTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D23 a draft is registered once on a double click")
  void aDraftIsRegisteredOnceOnADoubleClick() {
    rules(rules -> rules.withEmailTrust(new EmailTrust.Never()));
    BrowserPage page = scene.begin(browser, "Work").followAll();
    List<BrowserPage> pages =
        Race.run(6, i -> page.formOf("Register").with("email", "typed@example.org").submit());
    assertThat(pages).allSatisfy(one -> assertThat(one.status()).isLessThan(500));
    assertThat(host.users().count()).isEqualTo(1);
    assertThat(host.sessionCount()).isEqualTo(1);
    assertThat(host.happened()).containsOnlyOnce(Event.Kind.USER_REGISTERED);
  }

  @Test
  @DisplayName("an address that is none is kept in the field")
  void anAddressThatIsNoneIsKeptInTheField() {
    rules(rules -> rules.withEmailTrust(new EmailTrust.Never()));
    BrowserPage page = scene.begin(browser, "Work").followAll();
    BrowserPage again =
        page.formOf("Register").with("username", "lovelace").with("email", "no address").submit();
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.formOf("Register").fields())
        .containsEntry("username", "lovelace")
        .containsEntry("email", "no address");
  }

  @Test
  @DisplayName("D23 an address nobody asked for does not take the place of the provider's")
  void anAddressNobodyAskedForChangesNothing() {
    Person odd = People.ada().withLogin("ada.l/..");
    scene.openId.put(odd);
    scene.approveAs(odd);
    BrowserPage page = scene.begin(browser, "Work").followAll();
    assertThat(page.formOf("Register").fields()).doesNotContainKey("email");
    page.formOf("Register").with("email", "typed@example.org").submit().followAll();
    assertThat(host.users().count()).isEqualTo(1);
    assertThat(host.users().withAddress(new EmailAddress("typed@example.org", false, true)))
        .isEmpty();
  }

  @Test
  @DisplayName("D23 whoever signs in meanwhile does not finish another's draft")
  void whoeverSignsInMeanwhileDoesNotFinishIt() {
    rules(rules -> rules.withEmailTrust(new EmailTrust.Never()));
    HostUser victim = host.users().register("victim", "victim@example.org");
    BrowserPage page = scene.begin(browser, "Work").followAll();
    host.signIn(browser, victim);
    page.formOf("Register").with("email", "typed@example.org").submit().followAll();
    assertThat(host.who(browser)).isEqualTo("victim");
    assertThat(host.users().count()).isEqualTo(1);
  }

  @Test
  @DisplayName("D23 a typed address that is taken discloses nothing and registers nobody")
  void aTypedAddressThatIsTaken() {
    rules(rules -> rules.withEmailTrust(new EmailTrust.Never()));
    host.users().register("victim", "victim@example.org");
    BrowserPage page = scene.begin(browser, "Work").followAll();
    BrowserPage end =
        page.formOf("Register").with("email", "victim@example.org").submit().followAll();
    assertThat(end.status()).isEqualTo(422);
    assertThat(host.users().count()).isEqualTo(1);
    assertThat(host.who(browser)).isEmpty();
  }

  @Test
  @DisplayName("D27 details asked first, then approval: no session")
  void detailsFirstThenApproval() {
    rules(
        rules ->
            rules
                .withEmailTrust(new EmailTrust.Never())
                .withRegistration(Registration.PENDING_APPROVAL));
    BrowserPage end =
        scene
            .begin(browser, "Work")
            .followAll()
            .formOf("Register")
            .with("email", "typed@example.org")
            .submit()
            .followAll();
    assertThat(end.text()).contains("AwaitingApproval");
    assertThat(host.sessionCount()).isZero();
    assertThat(host.users().named("ada").orElseThrow().standing())
        .isEqualTo(Standing.AWAITING_APPROVAL);
  }

  private void rules(UnaryOperator<ProviderRules> change) {
    host.with(scene.work().withRules(change.apply(scene.work().rules())));
  }
}
