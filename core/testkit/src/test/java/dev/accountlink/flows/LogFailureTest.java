package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.provider.Provider;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.ReplayGuard;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers, stores and hosts that fail with words of their own: none of them is logged. */
class LogFailureTest {
  private static final String HOSTILE =
      Canaries.PLANTED + "\r\nFAILED flow=forged \u001b[31m\u202E " + "x".repeat(3000);

  private final LoggedScene logged = new LoggedScene();
  private final Scene scene = logged.scene;
  private final TestHost host = logged.host;
  private final TestBrowser browser = logged.browser;
  private final LogCapture log = logged.log;

  @AfterEach
  void nothingLeaked() {
    logged.endsWithoutLeak();
  }

  @ParameterizedTest(name = "G01 secrets in logs: {0} answers {1} with a canary")
  @CsvSource({
    "TOKEN, 200, TOKEN",
    "TOKEN, 400, TOKEN",
    "TOKEN, 401, TOKEN",
    "TOKEN, 500, TOKEN",
    "TOKEN, 302, TOKEN",
    "USERINFO, 200, IDENTITY",
    "USERINFO, 403, IDENTITY",
    "USERINFO, 503, IDENTITY",
    "JWKS, 200, ID_TOKEN|TOKEN",
    "JWKS, 500, TOKEN",
    "DISCOVERY, 200, BEGIN",
    "DISCOVERY, 404, BEGIN",
    "DISCOVERY, 307, BEGIN"
  })
  void aProvidersWordsAreNotLogged(Endpoint endpoint, int status, String stage) {
    String body =
        "{\"error\":\""
            + Canaries.PLANTED
            + "\\n\",\"error_description\":\""
            + Canaries.PLANTED
            + "\",\"access_token\":\""
            + Canaries.PLANTED
            + "\",\"id_token\":\""
            + Canaries.PLANTED
            + ".e30.x\",\"sub\":\""
            + Canaries.PLANTED
            + "\"}";
    Fault.Answer answer =
        new Fault.Answer(
            status,
            Map.of("Content-Type", "application/json", "Location", "/" + Canaries.PLANTED),
            body);
    scene.openId.fault(endpoint, answer);
    Steps.onward(host.beginSignIn(browser, "Work"));
    logged.failedOnceAt(stage);
  }

  @Test
  @DisplayName("G02 log injection: an endless address in the metadata is cut")
  void whatAProviderCallsItsEndpointsIsCut() {
    String issuer = scene.openId.issuer();
    String keys = issuer + "/" + "k".repeat(5000);
    String metadata =
        """
        {"issuer":"%s","authorization_endpoint":"%s/authorize","token_endpoint":"%s/token",
        "jwks_uri":"%s"}"""
            .formatted(issuer, issuer, issuer, keys);
    scene.openId.fault(Endpoint.DISCOVERY, Fault.answer(200, "application/json", metadata));
    Steps.onward(scene.begin(browser, "Work"));
    logged.failedOnceAt("TOKEN");
  }

  @ParameterizedTest(name = "G01 secrets in logs: {0} is broken in its bytes")
  @ValueSource(strings = {"garbage", "html", "drop", "huge", "deep", "mark"})
  void brokenAnswersAreNotQuoted(String how) {
    Fault fault =
        switch (how) {
          case "garbage" -> Fault.answer(200, "application/json", "{\"a\":" + HOSTILE);
          case "html" -> Fault.answer(200, "text/html", "<p>" + HOSTILE);
          case "drop" -> Fault.dropConnection();
          case "huge" -> Fault.oversized(400_000);
          case "deep" -> Fault.deepJson(2000);
          default -> Fault.answer(200, "application/json", "\uFEFF[\"" + Canaries.PLANTED + "\"]");
        };
    scene.openId.fault(Endpoint.TOKEN, fault);
    Steps.onward(scene.begin(browser, "Work"));
    logged.failedOnceAt("TOKEN");
  }

  @ParameterizedTest(name = "G01 secrets in logs: {0}.{1} throws a canary")
  @CsvSource({
    "users, find, HOST_USERS",
    "users, check, HOST_USERS",
    "users, createLinked, HOST_USERS",
    "sessions, start, HOST_SESSIONS",
    "links, find, STORE",
    "guard, firstUse, STORE"
  })
  void whatTheHostThrowsIsNotQuoted(String part, String method, String stage) {
    Provider work = scene.work();
    if (!method.equals("check") && !method.equals("createLinked") && !part.equals("guard")) {
      scene.linked("lady", Canaries.person());
    }
    String text = Canaries.PLANTED + " canary-mail@example.org";
    BrowserPage begun = scene.begin(browser, "Work");
    host.configure(
        builder ->
            switch (part) {
              case "users" ->
                  builder
                      .provider(work)
                      .users(Failing.at(HostUsers.class, host.users(), method, text));
              case "sessions" ->
                  builder
                      .provider(work)
                      .sessions(Failing.at(HostSessions.class, host.sessions(), method, text));
              case "links" ->
                  builder
                      .provider(work)
                      .links(Failing.at(LinkStore.class, host.links(), method, text));
              default ->
                  builder
                      .provider(work)
                      .replayGuard(
                          Failing.at(ReplayGuard.class, (key, until) -> true, method, text));
            });
    BrowserPage page = Steps.onward(begun);
    assertThat(page.status()).isEqualTo(500);
    assertThat(page.text()).doesNotContain("Exception").doesNotContain("Thrown");
    assertThat(host.who(browser)).isEmpty();
    logged.failedOnceAt(stage);
    assertThat(log.lines()).anyMatch(line -> line.problem().contains("IllegalStateException"));
  }

  @Test
  @DisplayName("G01 secrets in logs: a store that cannot note a sign-in is not quoted either")
  void whatTheStoreThrowsWhileNotingIsNotQuoted() {
    scene.linked("lady", Canaries.person());
    host.configure(
        builder ->
            builder
                .provider(scene.work())
                .links(Failing.at(LinkStore.class, host.links(), "seen", Canaries.PLANTED)));
    Steps.onward(scene.begin(browser, "Work"));
    assertThat(host.who(browser)).isEqualTo("lady");
    logged.failedOnceAt("STORE");
  }

  @Test
  @DisplayName("G01 secrets in logs: an event sink that throws a canary changes nothing")
  void whatAnEventSinkThrowsIsNotQuoted() {
    host.configure(
        builder ->
            builder
                .provider(scene.work())
                .events(
                    event -> {
                      throw new IllegalStateException(Canaries.PLANTED);
                    }));
    Steps.onward(scene.begin(browser, "Work"));
    assertThat(host.who(browser)).isEqualTo("canarylogin");
  }
}
