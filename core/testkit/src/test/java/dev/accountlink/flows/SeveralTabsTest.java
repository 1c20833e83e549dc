package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.testkit.Race;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flows side by side: tabs of one browser, and the browsers of many. */
class SeveralTabsTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Work, Work, false",
    "Work, Work, true",
    "GitHub, Work, false",
    "GitHub, Work, true",
    "GitHub, GitHub, true"
  })
  @DisplayName("A08 two tabs: two sign-ins begun side by side both end well, in either order")
  void twoSignInsBothEndWell(String first, String second, boolean turned) {
    HostUser user = scene.linked("lady", People.ada());
    scene.link(user, atGitHub());
    List<String> callbacks = new ArrayList<>();
    callbacks.add(scene.callback(browser, first));
    callbacks.add(scene.callback(browser, second));
    if (turned) {
      Collections.reverse(callbacks);
    }
    for (String callback : callbacks) {
      BrowserPage page = Scene.comeTo(browser, callback);
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      assertThat(host.who(browser)).isEqualTo("lady");
    }
    assertThat(host.sessionCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("A08 two tabs: each leads to the page that it was begun for")
  void eachTabLeadsToItsOwnPage() {
    List<String> callbacks = new ArrayList<>();
    for (String page : List.of("/one", "/two", "/three")) {
      BrowserPage signIn = browser.get(host.sso("/sign-in?return-to=" + page));
      callbacks.add(Scene.consent(signIn.formOf("Work").submit()).location().toString());
    }
    assertThat(Scene.comeTo(browser, callbacks.get(2)).uri().getPath()).isEqualTo("/three");
    assertThat(Scene.comeTo(browser, callbacks.get(0)).uri().getPath()).isEqualTo("/one");
    assertThat(Scene.comeTo(browser, callbacks.get(1)).uri().getPath()).isEqualTo("/two");
    assertThat(host.happened()).containsOnlyOnce(Event.Kind.SIGNED_IN);
  }

  @Test
  @DisplayName("A08 a second tab never replaces the session of another user")
  void aSecondTabNeverReplacesASession() {
    scene.linked("lady", People.ada());
    scene.linked("guest", People.bob());
    String asAda = scene.callback(browser, "Work");
    scene.approveAs(People.bob());
    String asBob = scene.callback(browser, "Work");
    Scene.comeTo(browser, asAda);

    BrowserPage page = Scene.comeTo(browser, asBob);
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("SignedInMeanwhile");
    assertThat(host.who(browser)).isEqualTo("lady");
  }

  @Test
  @DisplayName("A08 a second tab registers nobody for somebody who is signed in")
  void aSecondTabRegistersNobody() {
    HostUser user = host.users().register("lady", "lady@example.org");
    String callback = scene.callback(browser, "Work");
    host.signIn(browser, user);
    BrowserPage page = Scene.comeTo(browser, callback);
    assertThat(page.text()).contains("SignedInMeanwhile");
    assertThat(host.who(browser)).isEqualTo("lady");
    assertThat(host.users().count()).isEqualTo(1);
    assertThat(host.links().findAll(user.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("A08 a tab that signs in and a tab that connects both end well")
  void aSignInTabAndAConnectTabBothEndWell(boolean signInFirst) {
    HostUser user = scene.linked("lady", People.ada());
    String signIn = scene.callback(browser, "Work");
    host.signIn(browser, user);
    String connect = scene.connectCallback(browser, "GitHub");
    if (signInFirst) {
      assertThat(Scene.comeTo(browser, signIn).status()).isEqualTo(200);
    }
    assertThat(Scene.comeTo(browser, connect).submit("Confirm").text()).contains("Links");
    if (!signInFirst) {
      assertThat(Scene.comeTo(browser, signIn).status()).isEqualTo(200);
    }
    assertThat(host.links().findAll(user.id())).hasSize(2);
    assertThat(host.who(browser)).isEqualTo("lady");
  }

  @Test
  @DisplayName("A08 a cookie that changed at a sign-in is good for flows begun before, for a while")
  void flowsBegunBeforeTheCookieChangedCanBeFinished() {
    HostUser user = scene.linked("lady", People.ada());
    String soon = scene.callback(browser, "Work");
    String late = scene.callback(browser, "Work");
    host.clock().pass(Duration.ofMinutes(2));
    host.signIn(browser, user);
    String before = browser.cookies().get(0).value();
    host.linksPage(browser);
    assertThat(browser.cookies().get(0).value()).isNotEqualTo(before);
    assertThat(Scene.comeTo(browser, soon).status()).isEqualTo(200);
    host.clock().pass(Duration.ofMinutes(16));
    assertThat(Scene.comeTo(browser, late).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("A03 who is signed in is asked again after the token call")
  void whoIsSignedInIsAskedAgainAfterTheTokenCall() throws Exception {
    HostUser user = host.users().register("lady", "lady@example.org");
    host.signIn(browser, user);
    String callback = scene.connectCallback(browser, "Work");
    scene.openId.faultOnce(Endpoint.TOKEN, Fault.slow(Duration.ofSeconds(2)));
    CompletableFuture<BrowserPage> page =
        CompletableFuture.supplyAsync(() -> Scene.comeTo(browser, callback));
    while (scene.openId.tokenCalls() == 0 && !page.isDone()) {
      Thread.onSpinWait();
    }
    host.signOut(browser);
    assertThat(page.get().status()).isEqualTo(403);
    assertThat(page.get().text()).contains("SignedInMeanwhile");
    assertThat(host.links().findAll(user.id())).isEmpty();
  }

  @Test
  @DisplayName("A24 shared state: of 200 users at once each gets the identity that is his own")
  void of200UsersAtOnceEachGetsHisOwnIdentity() {
    int users = 200;
    List<TestBrowser> browsers = new ArrayList<>();
    List<String> callbacks = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      scene.approveAs(People.numbered(i));
      browsers.add(TestBrowser.fresh());
      callbacks.add(scene.callback(browsers.get(i), i % 2 == 0 ? "Work" : "GitHub"));
    }
    AtomicInteger next = new AtomicInteger();
    Race.run(
        40,
        thread -> {
          for (int i = next.getAndIncrement(); i < users; i = next.getAndIncrement()) {
            assertThat(Scene.comeTo(browsers.get(i), callbacks.get(i)).status()).isEqualTo(200);
          }
          return thread;
        });
    for (int i = 0; i < users; i++) {
      assertThat(host.who(browsers.get(i))).isEqualTo("person" + i);
      HostUser user = host.users().named("person" + i).orElseThrow();
      assertThat(host.links().findAll(user.id()))
          .extracting(link -> link.identity().subject())
          .containsExactly(People.numbered(i).subject());
    }
    assertThat(host.sessionCount()).isEqualTo(users);
  }

  private IdentityKey atGitHub() {
    return new IdentityKey(scene.github().authority(), People.ada().subject());
  }
}
