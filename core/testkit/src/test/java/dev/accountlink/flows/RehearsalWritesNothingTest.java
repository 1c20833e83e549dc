package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a rehearsal leaves behind: a page, and nothing else. */
class RehearsalWritesNothingTest {
  private static final Set<String> READS =
      Set.of(
          "find",
          "findAll",
          "isLabelOfAnother",
          "check",
          "objection",
          "otherWaysIn",
          "current",
          "mayAdminister",
          "reauthenticate");

  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final HostUser root = host.users().register("root", "root@forge.example");
  private final List<String> calls = new CopyOnWriteArrayList<>();

  @BeforeEach
  void watched() {
    host.administers(root);
    host.signIn(browser, root);
    host.configure(
        builder ->
            builder
                .provider(scene.github())
                .provider(scene.work())
                .links(watched(LinkStore.class, host.links()))
                .users(watched(HostUsers.class, host.users()))
                .sessions(watched(HostSessions.class, host.sessions())));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("a rehearsal writes nothing: no link, no user, no session, for whomever it is")
  void aRehearsalOnlyReads() {
    HostUser lady = scene.linked("lady", People.ada());
    calls.clear();
    String before = kept(lady);
    String session = host.mark(browser);
    int sessions = host.sessionCount();

    assertThat(tryIt("Work").text()).contains("now SIGN_IN lady");
    assertThat(tryIt("GitHub").text()).contains("now REGISTER ada");

    assertThat(calls).contains("find", "check", "mayAdminister");
    assertThat(Set.copyOf(calls)).isSubsetOf(READS);
    assertThat(kept(lady)).isEqualTo(before);
    assertThat(host.users().count()).isEqualTo(2);
    assertThat(host.sessionCount()).isEqualTo(sessions);
    assertThat(host.mark(browser)).isEqualTo(session);
    assertThat(host.who(browser)).isEqualTo("root");
  }

  /** What the test above would see of a sign-in. */
  @Test
  void aSignInIsSeenToWrite() {
    host.beginSignIn(TestBrowser.fresh(), "GitHub").followAll();

    assertThat(calls).contains("createLinked", "start");
  }

  @Test
  @DisplayName(
      "G01 the tokens of a rehearsal are thrown away: in no page, address, cookie or event")
  void itsTokensAreThrownAway() {
    BrowserPage page = tryIt("Work");

    assertThat(scene.openId.issuedSecrets()).hasSizeGreaterThan(2);
    for (String secret : scene.openId.issuedSecrets()) {
      assertThat(page.body()).doesNotContain(secret);
      assertThat(page.uri().toString()).doesNotContain(secret);
      assertThat(browser.cookies().toString()).doesNotContain(secret);
      assertThat(Values.of(host.events())).doesNotContain(secret);
    }
  }

  @Test
  @DisplayName("a provider that is switched off signs nobody in because it can be tried")
  void whatIsSwitchedOffStaysOff() {
    host.with(
        scene
            .github()
            .withRules(ProviderRules.DEFAULT.withRegistration(Registration.ON).withSignIn(false)));
    TestBrowser stranger = TestBrowser.fresh();

    assertThat(tryIt("GitHub").text()).contains("once REGISTER ada");
    assertThat(
            stranger
                .with("Sec-Fetch-Site", "same-origin")
                .post(host.sso("/github/sign-in"), Map.of())
                .followAll()
                .text())
        .contains("SignInOff");
    assertThat(host.who(stranger)).isEmpty();
  }

  private String kept(HostUser user) {
    return Values.of(host.links().findAll(user.id()))
        + Values.of(host.links().findAll(root.id()))
        + Values.of(host.users().find(user.id()));
  }

  private BrowserPage tryIt(String label) {
    return host.beginRehearsal(browser, label).followAll();
  }

  private <T> T watched(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              calls.add(method.getName());
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
