package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.memory.InMemoryLinkStore;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Standing;
import dev.accountlink.provider.Registration;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written when somebody new comes, and what is told about it. */
class RegistrationTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D29 registration closed: a stranger leaves no trace, and connecting still works")
  void aStrangerLeavesNoTrace() {
    host.with(scene.work().withRegistration(Registration.OFF));

    BrowserPage page = scene.begin(browser, "Work").followAll();

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.text()).contains("NotConnected");
    assertThat(host.who(browser)).isEmpty();
    assertThat(host.users().count()).isZero();
    assertThat(host.links().find(scene.identity(People.ada()))).isEmpty();
    assertThat(host.happened()).doesNotContain(Event.Kind.USER_REGISTERED);
    HostUser lady = host.users().register("lady", "lady@example.org");
    host.signIn(browser, lady);
    scene.beginConnect(browser, "Work").followAll().submit("Confirm").followAll();
    host.signOut(browser);
    scene.begin(browser, "Work").followAll();
    assertThat(host.who(browser)).isEqualTo("lady");
  }

  @Test
  @DisplayName("D27 disabled user: whoever has to wait for approval is made, and gets no session")
  void whoeverHasToWaitGetsNoSession() {
    LinkStore links = new InMemoryLinkStore();
    HostUsersInMemory users = new HostUsersInMemory(links).over(links, Standing.AWAITING_APPROVAL);
    try (TestHost strict = TestHost.start(links, users, "")) {
      scene.openId.register("oid-client", "oid-secret", strict.callback("work"));
      strict.with(scene.work());
      for (int i = 0; i < 2; i++) {
        BrowserPage page = strict.beginSignIn(browser, "Work").followAll();
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("AwaitingApproval");
        assertThat(strict.who(browser)).isEmpty();
        assertThat(strict.sessionCount()).isZero();
      }
      HostUser made = users.named("ada").orElseThrow();
      assertThat(users.count()).isEqualTo(1);
      assertThat(strict.happened()).containsOnlyOnce(Event.Kind.USER_REGISTERED);

      users.standing(made.id(), Standing.ACTIVE);
      strict.beginSignIn(browser, "Work").followAll();
      assertThat(strict.who(browser)).isEqualTo("ada");
    }
  }

  @Test
  @DisplayName("D30 half-created account: the store fails at the link, and neither user is left")
  void theStoreFailsAtTheLink() {
    for (boolean wrote : new boolean[] {false, true}) {
      LinkStore real = new InMemoryLinkStore();
      AtomicBoolean broken = new AtomicBoolean(true);
      LinkStore links = failing(real, broken, wrote);
      HostUsersInMemory users = new HostUsersInMemory(links);
      try (TestHost frail = TestHost.start(links, users, "")) {
        scene.openId.register("oid-client", "oid-secret", frail.callback("work"));
        frail.with(scene.work());
        TestBrowser visitor = TestBrowser.fresh();
        BrowserPage page = frail.beginSignIn(visitor, "Work").followAll();
        assertThat(page.text()).contains("Failed");
        assertThat(frail.who(visitor)).isEmpty();
        assertThat(users.count()).isZero();
        assertThat(real.find(scene.identity(People.ada()))).isEmpty();
        assertThat(frail.happened()).doesNotContain(Event.Kind.USER_REGISTERED);

        broken.set(false);
        frail.beginSignIn(visitor, "Work").followAll();
        assertThat(frail.who(visitor)).isEqualTo("ada");
        assertThat(users.count()).isEqualTo(1);
      }
    }
  }

  @Test
  @DisplayName("D30 half-created account: a link without its user lets nobody in, and says so")
  void aLinkWithoutItsUserLetsNobodyIn() {
    HostUser lady = scene.linked("lady", People.ada());
    host.users().delete(lady.id());

    BrowserPage page = scene.begin(browser, "Work").followAll();

    assertThat(page.text()).contains("LinkOutdated");
    assertThat(host.who(browser)).isEmpty();
    assertThat(host.users().count()).isZero();
    assertThat(host.events())
        .filteredOn(event -> event.kind() == Event.Kind.REFUSED)
        .extracting(Event::code)
        .isNotEmpty()
        .allSatisfy(code -> assertThat(code).contains("LinkOutdated"));
  }

  @Test
  @DisplayName("D21 notify: each link made or removed is told, with user and provider")
  void eachLinkIsTold() {
    HostUser lady = host.users().register("lady", "lady@example.org");
    host.signIn(browser, lady);
    scene.beginConnect(browser, "Work").followAll().submit("Confirm").followAll();
    assertTold(Event.Kind.LINK_ADDED, lady);
    host.linksPage(browser).submit("Disconnect ada").followAll();
    assertTold(Event.Kind.LINK_REMOVED, lady);

    TestBrowser visitor = TestBrowser.fresh();
    scene.begin(visitor, "Work").followAll();
    assertTold(Event.Kind.USER_REGISTERED, host.users().named("ada").orElseThrow());
  }

  private void assertTold(Event.Kind kind, HostUser user) {
    assertThat(host.events())
        .filteredOn(event -> event.kind() == kind)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.user()).contains(user.id());
              assertThat(event.provider().orElseThrow().value()).isEqualTo("work");
              assertThat(event.at()).isBeforeOrEqualTo(host.clock().instant());
            });
  }

  @Test
  @DisplayName("D26 no-password account: whoever a provider registers has nothing but the link")
  void whoeverAProviderRegistersHasNothingButTheLink() {
    scene.begin(browser, "Work").followAll();

    HostUser ada = host.users().named("ada").orElseThrow();
    assertThat(host.users().otherWaysIn(ada.id())).isEmpty();
    assertThat(host.linksPage(browser).text()).contains("Set a password to push.");
    BrowserPage kept = host.linksPage(browser).submit("Disconnect ada").followAll();
    assertThat(kept.text()).contains("LastWayIn");
    assertThat(host.links().findAll(ada.id())).hasSize(1);
  }

  /** A store whose insertions fail, before or after the link was written. */
  private static LinkStore failing(LinkStore real, AtomicBoolean broken, boolean wrote) {
    return (LinkStore)
        Proxy.newProxyInstance(
            LinkStore.class.getClassLoader(),
            new Class<?>[] {LinkStore.class},
            (proxy, method, arguments) -> {
              boolean fails = broken.get() && method.getName().equals("insert");
              if (fails && !wrote) {
                throw new IllegalStateException("The store failed on purpose.");
              }
              try {
                Object answer = method.invoke(real, arguments);
                if (fails) {
                  throw new IllegalStateException("The store failed on purpose, afterwards.");
                }
                return answer;
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
