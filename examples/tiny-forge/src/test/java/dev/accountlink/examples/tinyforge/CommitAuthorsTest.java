package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Users choose which of their verified addresses stand in commits. */
class CommitAuthorsTest extends ImportScene {
  private static final String ADAS = "ada@example.org";
  private final TestBrowser ada = TestBrowser.fresh();

  private BrowserPage commits(TestBrowser who) {
    return who.open(address("/settings/commits"));
  }

  private static String id(BrowserPage page, String field, String email) {
    Element input =
        page.document().select("label:contains(" + email + ") input[name=" + field + "]").first();
    assertThat(input).as(email + " on " + page.text()).isNotNull();
    return input.attr("value");
  }

  /** Ticks an address, and writes commits with it. */
  private BrowserPage choose(TestBrowser who, String email) {
    BrowserPage page = commits(who);
    BrowserForm form =
        page.formOf("Save")
            .with("matching", id(page, "matching", email))
            .with("author", id(page, "author", email));
    return form.submit().followAll();
  }

  private void adaWithPermission() {
    signInByLogo(ada, "Demo GitLab", "Ada");
    permit(ada, "gitlab", "Ada");
  }

  private String authors(TestBrowser who, String repository) {
    return who.open(address(repository)).document().select("a[href=/u/ada]").text();
  }

  private BrowserPage createWithReadme(TestBrowser who, String name) {
    return who.open(address("/new"))
        .formOf("Create repository")
        .with("name", name)
        .with("readme", "on")
        .submit()
        .followAll();
  }

  @Test
  void aVerifiedAddressOfALinkIsOfferedAndChosen() {
    adaWithPermission();
    assertThat(commits(ada).text()).contains(ADAS, "from ada");

    BrowserPage saved = choose(ada, ADAS);

    assertThat(saved.text()).contains("Your choice was saved", "by " + ADAS);
    assertThat(saved.document().select("input[checked]")).hasSize(2);
    BrowserPage repository = createWithReadme(ada, "begun");
    assertThat(repository.text()).contains("README.md", "Begin with a README");
    assertThat(repository.document().select(".list a[href=/u/ada]").text())
        .isEqualTo("Ada Lovelace");
  }

  @Test
  void importedCommitsAreShownAsTheirAuthorsWhileTheLinkStands() {
    adaWithPermission();
    choose(ada, "gitlab", "ada/engine", "HTTPS");
    until(ada, "ada/engine");
    until(ada, "Imported");
    String before = authors(carol, "/r/ada/engine");

    choose(ada, ADAS);
    String chosen = authors(carol, "/r/ada/engine");
    forge.users().setPassword(user("ada"), PASSWORD);
    signIn(ada, "ada", PASSWORD);
    settings(ada).submit("Disconnect");

    assertThat(chosen).isNotEqualTo(before).contains("Ada Lovelace");
    assertThat(authors(carol, "/r/ada/engine")).isEqualTo(before);
    assertThat(commits(ada).text()).contains("Nothing connected offers a verified address");
  }

  @Test
  void aLinkOffersItsAddressesWithoutAnyPermission() {
    signInByLogo(ada, "Demo GitLab", "Ada");
    assertThat(commits(ada).text()).contains(ADAS, "from ada");

    choose(ada, ADAS);

    createWithReadme(ada, "begun");
    assertThat(authors(carol, "/r/ada/begun")).contains("Ada Lovelace");
  }

  @Test
  void whoConnectsIsOfferedTheAddressAsWell() {
    register(carol, "carol");
    assertThat(commits(carol).text()).contains("Nothing connected offers a verified address");

    settings(carol).submit("Connect Demo OpenID").submit("Continue as Ada").submit("Connect");

    assertThat(commits(carol).text()).contains(ADAS);
  }

  @Test
  void anAddressOfTwoIsNobodys() {
    adaWithPermission();
    choose(ada, ADAS);
    createWithReadme(ada, "begun");
    assertThat(authors(carol, "/r/ada/begun")).contains("Ada Lovelace");

    register(carol, "carol");
    settings(carol).submit("Connect Demo GitHub").submit("Continue as Ada").submit("Connect");
    permit(carol, "github", "Ada");
    choose(carol, ADAS);

    assertThat(authors(TestBrowser.fresh(), "/r/ada/begun")).doesNotContain("Ada Lovelace");
  }

  @Test
  void whatWasNotOfferedIsNotTaken() {
    adaWithPermission();

    commits(ada)
        .formOf("Save")
        .with("matching", "11111111-1111-1111-1111-111111111111")
        .with("author", "11111111-1111-1111-1111-111111111111")
        .submit()
        .followAll();

    assertThat(commits(ada).document().select("input[type=checkbox][checked]")).isEmpty();
  }

  @Test
  void nobodyButTheUserSeesThePage() {
    assertThat(commits(TestBrowser.fresh()).uri().getPath()).isEqualTo("/sign-in");
  }
}
