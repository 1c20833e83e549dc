package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.ReplayGuard;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Choice;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.web.WebReply;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole flows with everything logged that can be: after each, no secret of it stands in a log line,
 * an exception, an event, a page or a header.
 */
class LogCanaryTest {
  private static final String HOSTILE =
      Canaries.PLANTED + "\r\nFAILED flow=forged \u001b[31m\u202E " + "x".repeat(3000);

  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private LogCapture log = LogCapture.open();

  @BeforeEach
  void wire() {
    scene.approveAs(Canaries.person());
  }

  @AfterEach
  void nothingLeaked() {
    log.close();
    Set<String> secrets = Canaries.secret(browser, scene.openId, scene.github);
    Set<String> notInLogs = new LinkedHashSet<>(secrets);
    notInLogs.addAll(Canaries.personal());
    assertThat(log.lines()).isNotEmpty().allSatisfy(line -> clean(line.whole(), notInLogs));
    assertThat(log.lines())
        .filteredOn(line -> line.logger().startsWith("dev.accountlink"))
        .allSatisfy(
            line ->
                assertThat(line.message()).hasSizeLessThan(1000).doesNotContainPattern("\\p{C}"));
    assertThat(host.events()).allSatisfy(event -> clean(Values.of(event), notInLogs));
    host.seen().forEach(seen -> shown(seen.reply(), secrets));
    scene.close();
  }

  /** Only a provider is told state and nonce, and nobody anything else. */
  private void shown(WebReply reply, Set<String> secrets) {
    assertThat(reply.toString()).doesNotContain(secrets.toArray(String[]::new));
    for (WebReply.Header header : reply.headers()) {
      boolean toProvider =
          header.value().startsWith(scene.openId.issuer())
              || header.value().startsWith(scene.github.baseUrl());
      String own =
          toProvider ? header.value().replaceAll("(state|nonce)=[^&]*", "") : header.value();
      if (!header.name().equals("Set-Cookie")) {
        clean(own, secrets);
      }
    }
    clean(Values.of(reply.body()), secrets);
  }

  private static void clean(String text, Set<String> canaries) {
    for (String canary : canaries) {
      assertThat(text).doesNotContain(canary);
    }
  }

  @ParameterizedTest(name = "G01 secrets in logs: a sign-in at {0}, form_post {1}")
  @CsvSource({"Work, false", "Work, true", "GitHub, false"})
  void aSignInLeavesNoTrace(String label, boolean formPost) {
    host.with(scene.github(), formPost ? scene.work().withFormPost() : scene.work());
    Steps.onward(scene.begin(browser, label));
    assertThat(host.who(browser)).isEqualTo("canarylogin");
    host.signOut(browser);
    Steps.onward(scene.begin(browser, label));
    assertThat(log.lines()).anyMatch(line -> line.message().startsWith("SIGNED_IN flow="));
  }

  @Test
  @DisplayName("G01 secrets in logs: connect, confirm, disconnect, replay")
  void connectingLeavesNoTrace() {
    HostUser local = host.users().register("lady", "lady@example.com");
    host.signIn(browser, local);
    BrowserPage answer = Scene.consent(scene.beginConnect(browser, "Work"));
    answer.followAll().submit("Confirm");
    assertThat(host.links().findAll(local.id())).hasSize(1);
    Steps.onward(browser.get(answer.location().toString()));
    host.linksPage(browser).submit("Disconnect canarylogin");
    assertThat(host.links().findAll(local.id())).isEmpty();
  }

  @Test
  @DisplayName("G01 secrets in logs: refusals carry flow, provider and code")
  void aRefusalLeavesItsCode() {
    host.with(scene.work().withRegistration(Registration.OFF));
    Steps.onward(scene.begin(browser, "Work"));
    scene.openId.decideWith(request -> Choice.fail("access_denied", HOSTILE));
    Steps.onward(scene.begin(browser, "Work"));
    assertThat(log.endings()).hasSize(2).allMatch(line -> line.matches(ending("REFUSED", "")));
    assertThat(log.endings().get(0)).endsWith("code=NotConnected");
    assertThat(log.endings().get(1)).endsWith("code=Cancelled");
  }

  @ParameterizedTest(name = "G02 log injection: {0} in the address")
  @ValueSource(strings = {"error", "error_description", "state", "code", "iss", "response", "x"})
  void whatAnybodyWritesIntoAnAddressIsNotLogged(String name) {
    String honest = scene.callback(browser, "Work");
    String text = Canaries.PLANTED + "%0D%0AFAILED%20flow=forged%1B%5B31m";
    browser.open(honest.replaceFirst("&" + name + "=[^&]*", "") + "&" + name + "=" + text);
    browser.open(host.sso("/" + Canaries.PLANTED + "/sign-in?x=" + text));
    browser
        .with("X-Forwarded-Host", Canaries.PLANTED)
        .with("User-Agent", Canaries.PLANTED)
        .get(host.sso("/pages/" + Canaries.PLANTED));
    browser.post(host.sso("/confirm"), Map.of("step", Canaries.PLANTED, "csrf", Canaries.PLANTED));
    assertThat(log.endings()).hasSizeGreaterThanOrEqualTo(2);
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
    failedOnceAt(stage);
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
    failedOnceAt("TOKEN");
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
    failedOnceAt("TOKEN");
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
    failedOnceAt(stage);
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
    failedOnceAt("STORE");
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

  private void failedOnceAt(String stage) {
    List<String> failed = log.endings().stream().filter(line -> line.startsWith("FAILED")).toList();
    assertThat(failed)
        .hasSize(1)
        .allMatch(line -> line.matches(ending("FAILED", " stage=(" + stage + ")")));
  }

  private static String ending(String what, String stage) {
    return what + " flow=[A-Za-z0-9_-]{22} provider=work" + stage + " code=\\w+.*";
  }
}
