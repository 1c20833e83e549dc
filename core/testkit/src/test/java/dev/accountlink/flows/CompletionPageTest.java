package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.HostUser;
import dev.accountlink.provider.EmailTrust;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the provider did not tell, or what cannot be had here, is asked of the person. */
class CompletionPageTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D23 an address is asked for, and what is typed proves nothing")
  void anAddressIsAskedFor() {
    trustNobody();
    BrowserPage page = scene.begin(browser, "Work").followAll();
    assertThat(page.text()).contains("Details");
    assertThat(page.formOf("Register").fields()).containsEntry("username", "ada");
    assertThat(host.users().count()).isZero();

    page.formOf("Register").with("email", "typed@example.org").submit().followAll();

    assertThat(host.who(browser)).isEqualTo("ada");
    HostUser made =
        host.users().withAddress(new EmailAddress("typed@example.org", false, true)).orElseThrow();
    assertThat(host.links().findAll(made.id())).hasSize(1);
  }

  @Test
  @DisplayName(
      "D24 a name that is taken or not allowed is asked for again, and nothing typed is lost")
  void nothingTypedIsLost() {
    trustNobody();
    host.users().register("taken", "else@example.org");
    BrowserPage page = scene.begin(browser, "Work").followAll();
    for (String name : new String[] {"taken", "../etc", ""}) {
      page = page.formOf("Register").with("username", name).with("email", "a@example.org").submit();
      assertThat(page.status()).isEqualTo(422);
      assertThat(page.formOf("Register").fields())
          .containsEntry("username", name)
          .containsEntry("email", "a@example.org");
    }
    page.formOf("Register").with("username", "lovelace").submit().followAll();
    assertThat(host.who(browser)).isEqualTo("lovelace");
    assertThat(host.users().count()).isEqualTo(2);
  }

  @Test
  @DisplayName("D23 another browser can neither see nor finish the draft")
  void anotherBrowserCannotFinishIt() {
    trustNobody();
    BrowserPage page = scene.begin(browser, "Work").followAll();
    TestBrowser attacker = TestBrowser.fresh();
    attacker.get(host.sso("/sign-in"));

    BrowserPage seen = attacker.get(page.uri().toString()).followAll();
    BrowserPage sent =
        attacker
            .post(
                host.sso("/steps"),
                Map.of(
                    "step",
                    page.formOf("Register").fields().get("step"),
                    "csrf",
                    page.formOf("Register").fields().get("csrf"),
                    "username",
                    "mallory",
                    "email",
                    "m@example.org"))
            .followAll();

    assertThat(seen.text()).contains("OtherBrowser").doesNotContain("ada");
    assertThat(sent.text()).contains("OtherBrowser");
    assertThat(host.users().count()).isZero();
  }

  @Test
  @DisplayName("D23 the identity is not in the form: fields of that name change nothing")
  void fieldsOfThatNameChangeNothing() {
    trustNobody();
    BrowserPage page = scene.begin(browser, "Work").followAll();

    page.formOf("Register")
        .with("email", "typed@example.org")
        .with("subject", People.bob().subject())
        .with("identity", People.bob().subject())
        .submit()
        .followAll();

    assertThat(host.links().find(scene.identity(People.ada()))).isPresent();
    assertThat(host.links().find(scene.identity(People.bob()))).isEmpty();
  }

  @Test
  @DisplayName("D23 a draft is finished once, in whichever tab")
  void aDraftIsFinishedOnce() {
    trustNobody();
    BrowserPage one = scene.begin(browser, "Work").followAll();
    BrowserPage two = scene.begin(browser, "Work").followAll();
    one.formOf("Register").with("email", "typed@example.org").submit().followAll();

    BrowserPage late =
        two.formOf("Register").with("username", "second").with("email", "b@example.org").submit();
    late.followAll();

    assertThat(host.users().count()).isEqualTo(1);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("D24 the suggestion is a name that is free and can be used here")
  void theSuggestionCanBeUsed() {
    Person odd = People.ada().withLogin("ada.l\u00f6velace/..");
    scene.openId.put(odd);
    scene.approveAs(odd);

    BrowserPage page = scene.begin(browser, "Work").followAll();

    assertThat(page.text()).contains("Details");
    String suggested = page.formOf("Register").fields().get("username");
    assertThat(suggested).matches("[a-z0-9][a-z0-9-]*");
    page.submit("Register").followAll();
    assertThat(host.who(browser)).isEqualTo(suggested);
  }

  /** The host wants an address, and the provider's word counts for none. */
  private void trustNobody() {
    host.with(scene.work().withRules(scene.work().rules().withEmailTrust(new EmailTrust.Never())));
  }
}
