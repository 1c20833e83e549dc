package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.AccountLinking;
import dev.accountlink.memory.InMemoryLinkStore;
import dev.accountlink.memory.InMemoryReplayGuard;
import dev.accountlink.model.HostUser;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.WebReply;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What anybody can make a host remember by asking often. */
class NothingStoredTest {
  private static final int MANY = 100_000;
  private static final List<String> SIGN_IN =
      List.of("/-/sso/work/sign-in", "/-/sso/github/sign-in");
  private static final long MEGABYTE = 1024 * 1024;

  private final Scene scene = new Scene();
  private final TestHost host = scene.host;

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName(
      "A12 unbounded memory: 100,000 begins store nothing, not in any store, not in memory")
  void manyBeginsStoreNothing() {
    AtomicInteger uses = new AtomicInteger();
    InMemoryLinkStore links = new InMemoryLinkStore();
    AccountLinking linking =
        AccountLinking.builder("https://forge.example")
            .provider(scene.work())
            .provider(scene.github())
            .users(new HostUsersInMemory(links))
            .sessions(new NoSessions())
            .links(links)
            .replayGuard((key, until) -> uses.incrementAndGet() == 1)
            .build();
    // One first, alone: what providers say of themselves is kept from then on.
    assertThat(location(linking, 0)).startsWith(scene.openId.issuer());
    begin(linking, 2000);
    long before = usedAfterCollection();
    begin(linking, MANY);
    long grown = usedAfterCollection() - before;
    assertThat(grown).as("bytes kept after %s begins", MANY).isLessThan(8 * MEGABYTE);
    assertThat(uses).hasValue(0);
    assertThat(scene.tokenCalls() + scene.github.authorizeCalls()).isZero();
  }

  @Test
  @DisplayName("D19 unlink keeps tokens: there are none to keep, neither before nor after")
  void aDisconnectLeavesNoToken() {
    HostUser lady = host.users().register("lady", "lady@example.org");
    TestBrowser browser = TestBrowser.fresh();
    host.signIn(browser, lady);
    scene.beginConnect(browser, "Work").followAll().submit("Confirm").followAll();
    String linked = kept(lady);
    host.linksPage(browser).submit("Disconnect ada").followAll();

    assertThat(scene.openId.issuedSecrets()).hasSizeGreaterThan(2);
    for (String secret : scene.openId.issuedSecrets()) {
      assertThat(linked).doesNotContain(secret);
      assertThat(kept(lady)).doesNotContain(secret);
      assertThat(browser.cookies().toString()).doesNotContain(secret);
    }
    assertThat(host.links().findAll(lady.id())).isEmpty();
  }

  private String kept(HostUser user) {
    return Values.of(host.links().findAll(user.id())) + Values.of(host.events());
  }

  @Test
  @DisplayName("A12 callbacks without a state of ours, or in another browser, are not remembered")
  void badCallbacksAreNotRemembered() {
    InMemoryReplayGuard guard = new InMemoryReplayGuard(host.clock(), 100);
    host.configure(
        builder -> builder.provider(scene.work()).provider(scene.github()).replayGuard(guard));
    String foreign = scene.callback(TestBrowser.fresh(), "Work");
    TestBrowser browser = TestBrowser.fresh();
    for (int i = 0; i < 50; i++) {
      browser.get(host.callback("work") + "?code=x&state=" + "A".repeat(200 + i));
      browser.get(foreign);
      browser.get(foreign.replace("/work/", "/github/"));
      browser.get(foreign + "&iss=twice");
    }
    assertThat(guard.toString()).contains("[0 uses, 0 forgotten]");
  }

  @Test
  @DisplayName("A12 what a callback makes us remember is bounded, and forgets what expires first")
  void whatACallbackStoresIsBounded() {
    InMemoryReplayGuard guard = new InMemoryReplayGuard(host.clock(), 20);
    host.configure(builder -> builder.provider(scene.work()).replayGuard(guard));
    TestBrowser browser = TestBrowser.fresh();
    for (int i = 0; i < 50; i++) {
      String state = Scene.state(scene.begin(browser, "Work").location());
      BrowserPage page =
          browser.get(
              host.callback("work")
                  + "?error=access_denied&iss="
                  + scene.openId.issuer()
                  + "&state="
                  + state);
      assertThat(page.followAll().text()).contains("Cancelled");
    }
    assertThat(guard.toString()).contains("[20 uses, 30 forgotten]");
    host.beginSignIn(browser, "Work");
    assertThat(host.who(browser)).as("a full guard lets people in").isEqualTo("ada");
  }

  /** A begin that fails answers with a redirect as well, but not to a provider. */
  private void begin(AccountLinking linking, int times) {
    List<String> providers = List.of(scene.openId.baseUrl(), scene.github.baseUrl());
    long begun =
        IntStream.range(0, times)
            .parallel()
            .mapToObj(i -> location(linking, i))
            .filter(location -> providers.stream().anyMatch(location::startsWith))
            .count();
    assertThat(begun).isEqualTo(times);
  }

  private static String location(AccountLinking linking, int number) {
    Map<String, List<String>> headers =
        Map.of("Host", List.of("forge.example"), "Sec-Fetch-Site", List.of("same-origin"));
    WebReply reply =
        linking.handle(
            ValueRequest.post(SIGN_IN.get(number % 2), "return-to=/p/" + number, headers));
    assertThat(reply.status()).isEqualTo(303);
    return reply.headers().stream()
        .filter(header -> header.name().equals("Location"))
        .findFirst()
        .map(WebReply.Header::value)
        .orElseThrow();
  }

  private static long usedAfterCollection() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
