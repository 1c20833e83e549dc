package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.spi.HostSessions.Reauthentication;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.BadCase;
import dev.accountlink.testkit.fake.BadOp;
import dev.accountlink.testkit.fake.FakeClient;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider says about when it asked the person, and what that proves. */
class AuthTimeTest {
  private final TestHost host = TestHost.start();
  private final TestBrowser browser = TestBrowser.fresh();
  private final HostUser lady = host.users().register("lady", "lady@example.org");

  @BeforeEach
  void onlyProvidersProve() {
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
  }

  @AfterEach
  void close() {
    host.close();
  }

  @ParameterizedTest(name = "C29 {0}, silence counts {1}: ends at {2}")
  @CsvSource({
    "CLIENT_TEST, false, Proceed",
    "CLIENT_TEST, true, Proceed",
    "AUTH_TIME_MISSING, false, NotAskedAgain",
    "AUTH_TIME_MISSING, true, Proceed",
    "AUTH_TIME_TEXT, false, Failed",
    "AUTH_TIME_TEXT, true, Failed",
    "AUTH_TIME_OLD, false, NotAskedAgain",
    "AUTH_TIME_OLD, true, NotAskedAgain",
    "AUTH_TIME_FUTURE, false, NotAskedAgain",
    "AUTH_TIME_FUTURE, true, NotAskedAgain",
  })
  void onlyAPersonWhoWasAskedInThisFlowIsProven(
      BadCase badCase, boolean silenceCounts, String heading) {
    try (BadOp bad = BadOp.start(badCase)) {
      bad.register(FakeClient.of("client", "secret", host.callback("work")));
      bad.provider().useClock(host.clock());
      bad.provider().approveAs(People.ada());
      Provider work =
          OpenIdConnect.provider("work", "Work", bad.issuer(), Client.of("client", "secret"));
      host.with(work.withRules(work.rules().withoutAuthTime(silenceCounts)));
      linkedForADay(bad.issuer());

      BrowserPage end = askToDisconnect().submit("Prove with Work").followAll();

      assertThat(end.text()).contains(heading);
      RecordedRequest asked =
          bad.provider().requests().stream()
              .filter(request -> request.path().endsWith("/authorize"))
              .findFirst()
              .orElseThrow();
      assertThat(asked.queryParam("max_age")).contains("0");
      assertThat(asked.queryParam("prompt")).contains("login");
      assertThat(host.happened().contains(Event.Kind.REAUTHENTICATED))
          .isEqualTo(heading.equals("Proceed"));
      assertThat(host.links().findAll(lady.id())).as("to prove it does nothing yet").hasSize(1);
      assertThat(host.who(browser)).isEqualTo("lady");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName(
      "C29 auth_time: a kind that never says when it asked proves only where silence counts")
  void aKindThatNeverSaysProvesOnlyWhereSilenceCounts(boolean silenceCounts) {
    try (FakeGitHub github = FakeGitHub.start()) {
      github.register("client", "secret", host.callback("github"));
      github.approveAs(People.ada());
      Provider provider =
          GitHub.provider("github", "GitHub", github.baseUrl(), Client.of("client", "secret"));
      host.with(provider.withRules(provider.rules().withoutAuthTime(silenceCounts)));
      linkedForADay(provider.authority());

      BrowserPage page = askToDisconnect();

      if (silenceCounts) {
        assertThat(page.submit("Prove with GitHub").followAll().text()).contains("Proceed");
      } else {
        assertThat(page.text()).contains("SignInAgain");
        assertThat(page.body()).doesNotContain("Prove with GitHub");
      }
      assertThat(host.links().findAll(lady.id())).hasSize(1);
    }
  }

  @Test
  @DisplayName("C29 a session that the host says was proven in the future is not recent")
  void aSessionFromTheFutureIsNotRecent() {
    linkedForADay("https://gone.example");
    host.signIn(browser, lady);
    host.clock().pass(Duration.ofMinutes(-2));

    assertThat(host.linksPage(browser).submit("Disconnect linked").followAll().text())
        .contains("SignInAgain");
    assertThat(host.links().findAll(lady.id())).hasSize(1);
    host.clock().pass(Duration.ofSeconds(90));
    host.linksPage(browser).submit("Disconnect linked").followAll();
    assertThat(host.links().findAll(lady.id())).as("clocks differ a little").isEmpty();
  }

  private BrowserPage askToDisconnect() {
    host.signIn(browser, lady);
    host.clock().pass(Duration.ofMinutes(16));
    return host.linksPage(browser).submit("Disconnect linked").followAll();
  }

  private void linkedForADay(String authority) {
    Instant at = host.clock().instant().minus(Duration.ofHours(25));
    host.users().since(lady.id(), at.minusSeconds(3600));
    host.links()
        .insert(
            new Link(
                lady.id(),
                new IdentityKey(authority, People.ada().subject()),
                Optional.of(new LinkNote("linked", at, Optional.empty()))));
  }
}
