package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.testkit.Race;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whoever has no password keeps a link that works today, whatever is clicked and how fast. */
class LastWayInTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private HostUser ada;

  @BeforeEach
  void adaHasNothingButALink() {
    scene.begin(browser, "Work").followAll();
    ada = host.users().named("ada").orElseThrow();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName(
      "D17 unlink last credential: of two links, disconnected in two tabs at once, one is kept")
  void ofTwoDisconnectedAtOnceOneIsKept() {
    for (int round = 0; round < 5; round++) {
      connect("Work", People.numbered(round));
      BrowserPage page = host.linksPage(browser);
      List<BrowserForm> forms =
          page.document().select("button").eachText().stream()
              .filter(button -> button.startsWith("Disconnect "))
              .map(page::formOf)
              .toList();
      assertThat(forms).hasSize(2);

      List<BrowserPage> pages = Race.run(2, i -> forms.get(i).submit().followAll());

      assertThat(host.links().findAll(ada.id())).hasSize(1);
      assertThat(pages).extracting(BrowserPage::status).containsExactlyInAnyOrder(200, 422);
      assertThat(pages)
          .filteredOn(answer -> answer.status() == 422)
          .allSatisfy(kept -> assertThat(kept.text()).contains("LastWayIn"));
    }
  }

  @Test
  @DisplayName(
      "D17 unlink last credential: a link whose provider lets nobody in today does not count")
  void aLinkThatLetsNobodyInTodayDoesNotCount() {
    connect("GitHub", People.bob());
    host.with(scene.work(), scene.github().withRules(scene.github().rules().withSignIn(false)));
    assertKept("ada", 2);
    host.with(scene.work());
    assertKept("ada", 2);

    host.with(scene.work(), scene.github());
    host.linksPage(browser).submit("Disconnect ada").followAll();

    assertThat(host.links().findAll(ada.id())).hasSize(1);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  private void connect(String provider, Person person) {
    scene.approveAs(person);
    scene.beginConnect(browser, provider).followAll().submit("Confirm").followAll();
  }

  private void assertKept(String label, int links) {
    BrowserPage page = host.linksPage(browser).submit("Disconnect " + label).followAll();
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.text()).contains("LastWayIn");
    assertThat(host.links().findAll(ada.id())).hasSize(links);
  }
}
