package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.Fault;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes wrong at providers is said, and what to do. */
class ImportTroubleTest extends ImportScene {
  private final TurnedClock clock = new TurnedClock();

  @Override
  Clock clock() {
    return clock;
  }

  @Test
  void withoutAPermissionThePageSaysSoAndLeadsToIt() {
    register(carol, "carol");

    BrowserPage all = carol.open(address("/import"));
    assertThat(all.document().select("li strong").eachText())
        .containsExactly("Demo GitHub", "Demo Bitbucket", "Demo GitLab", "Demo Gitea");
    assertThat(all.text()).contains("You have not given a permission yet.");

    BrowserPage ask = carol.open(address("/import/gitlab")).click("Give permission");
    assertThat(ask.uri().getPath()).isEqualTo("/-/sso/gitlab/authorize");
    BrowserPage list =
        ask.formOf("Go on to Demo GitLab").submit().followAll().submit("Continue as Ada Lovelace");
    assertThat(list.uri().getPath()).isEqualTo("/import/gitlab");
    assertThat(list.text())
        .contains("SSH cannot be chosen: your permission does not let a repository be given a key");
    assertThat(list.click("Change the permission").uri().getPath())
        .isEqualTo("/-/sso/gitlab/authorize");
  }

  @Test
  void aTokenThatIsRefusedLeadsToThePermission() {
    BrowserPage list = permitted(carol, "carol", "github", "Ada Lovelace");
    fake("github").revokeTokens();

    choose(list, "ada/engine", "HTTPS");
    BrowserPage jobs = until(carol, "Give it once more, then try again");
    assertThat(jobs.click("Permission for Demo GitHub").uri().getPath())
        .isEqualTo("/-/sso/github/authorize");
    assertThat(jobs.text()).contains("It does not take your permission any more.");
    assertThat(jobs.document().select("a.button").get(0).text()).isEqualTo("Give it once more");
    assertThat(carol.open(address("/import/github")).text())
        .contains("It does not take your permission any more.");

    permit(carol, "github", "Ada Lovelace");
    press(carol, "Try again");
    until(carol, "Imported,");
  }

  @Test
  void anOrganizationThatWantsASignOnIsSaidWithItsPage() {
    BrowserPage list = permitted(carol, "carol", "github", "Ada Lovelace");
    FakeGitHub github = (FakeGitHub) fake("github");
    github.demandSignOn("ada");

    choose(list, "ada/engine", "HTTPS");
    BrowserPage jobs = until(carol, "lets this forge in only after you have authorised it there");
    assertThat(jobs.document().select("a:contains(Authorise at Demo GitHub)").attr("href"))
        .startsWith(github.baseUrl() + "/orgs/ada/sso?");
    assertThat(jobs.text()).doesNotContain("Permission for Demo GitHub");
    BrowserPage partial = carol.open(address("/import/github"));
    assertThat(partial.text()).contains("An organisation of yours at Demo GitHub shows its");
    assertThat(partial.click("give your permission once more").uri().getPath())
        .isEqualTo("/-/sso/github/authorize");

    github.signOn();
    press(carol, "Try again");
    until(carol, "Imported,");
    assertThat(carol.open(address("/import/github")).text()).doesNotContain("An organisation of");
  }

  @Test
  void tooManyCallsSayWhenToComeAgainAndImportsGoOnByThemselves() {
    BrowserPage list = permitted(carol, "carol", "github", "Ada Lovelace");
    fake("github").fault(Endpoint.REPOSITORIES, Fault.tooManyRequests(Duration.ofMinutes(7)));

    choose(list, "ada/engine", "HTTPS");
    assertThat(until(carol, "It goes on in").text())
        .containsPattern("It goes on in 7 minutes, at \\d\\d:\\d\\d UTC");
    assertThat(carol.open(address("/import/github")).text())
        .containsPattern("asks to be left alone for a while. Come again in 7 minutes, at");

    fake("github").clearFaults();
    clock.turnOn(Duration.ofMinutes(8));
    until(carol, "Imported,");
  }

  @Test
  void aProviderThatIsOutOfOrderIsTriedAgain() {
    BrowserPage list = permitted(carol, "carol", "gitea", "Ada Lovelace");
    fake("gitea").fault(Endpoint.REPOSITORIES, Fault.serverError());

    choose(list, "ada/engine", "HTTPS");
    until(carol, "Demo Gitea did not answer as it should");
    assertThat(carol.open(address("/import/gitea")).text()).contains("did not answer as it should");

    fake("gitea").clearFaults();
    clock.turnOn(Duration.ofMinutes(2));
    press(carol, "Try again");
    until(carol, "Imported,");
  }

  @Test
  @DisplayName("F02 redirects from provider: git follows none, and shows its token nowhere else")
  void gitIsNotSentElsewhere() {
    BrowserPage list = permitted(carol, "carol", "github", "Ada Lovelace");
    String elsewhere = fake("gitlab").baseUrl();
    fake("github")
        .repositories()
        .serveGit(
            (repository, path, exchange) -> {
              exchange
                  .getResponseHeaders()
                  .set(
                      "Location",
                      elsewhere + "/ada/notes.git/" + path + "?service=git-upload-pack");
              exchange.sendResponseHeaders(302, -1);
            });

    choose(list, "ada/engine", "HTTPS");
    until(carol, "sent the import to another address, and it did not go there");

    assertThat(fake("gitlab").count(Endpoint.GIT)).isZero();
  }

  @Test
  void gitThatIsNotLetInThoughTheRepositoryIsListedSaysSo() {
    BrowserPage list = permitted(carol, "carol", "github", "Ada Lovelace");
    fake("github")
        .repositories()
        .serveGit((repository, path, exchange) -> exchange.sendResponseHeaders(403, -1));

    choose(list, "ada/engine", "HTTPS");
    until(carol, "Git was not let in at Demo GitHub");

    fake("github").repositories().remove(1);
    press(carol, "Try again");
    until(carol, "Demo GitHub does not show you this repository any more");
  }
}
