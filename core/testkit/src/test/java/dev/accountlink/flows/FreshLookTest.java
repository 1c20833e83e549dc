package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.AccountLinking;
import dev.accountlink.memory.InMemoryLinkStore;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that a fresh reader of the code found. */
class FreshLookTest {
  private static final Client CLIENT = Client.of("id", "secret");

  private final Scene scene = new Scene();
  private final TestHost host = scene.host;

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void anInsertionThatFailsAfterItWasDoneLeavesNoLinkBehind() {
    InMemoryLinkStore links = new InMemoryLinkStore();
    LinkStore dropsTheLine =
        (LinkStore)
            Proxy.newProxyInstance(
                LinkStore.class.getClassLoader(),
                new Class<?>[] {LinkStore.class},
                (proxy, method, arguments) -> {
                  Object answer = method.invoke(links, arguments);
                  if (method.getName().equals("insert")) {
                    throw new IllegalStateException("The line dropped.");
                  }
                  return answer;
                });
    UserId bob = new UserId("bob");
    HostUser made = new HostUser(bob, "bob", "Bob", Standing.ACTIVE, Optional.empty());
    LinkDraft first =
        new LinkDraft(
            new IdentityKey("https://id.example", "1"),
            new LinkNote("bob", Instant.EPOCH, Optional.empty()));
    List<UserId> undone = new ArrayList<>();
    assertThatThrownBy(
            () ->
                HostUsers.createThenLink(
                    new NewUser("bob", "Bob", Optional.empty(), Standing.ACTIVE),
                    first,
                    dropsTheLine,
                    draft -> new HostUsers.Creation.Created(made),
                    undone::add))
        .hasMessage("The line dropped.");
    assertThat(undone).containsExactly(bob);
    assertThat(links.findAll(bob)).isEmpty();
  }

  @Test
  void aPageMadeForAnotherBrowserOffersNothingOfIt() {
    TestBrowser attacker = TestBrowser.fresh();
    BrowserPage page = attacker.open(scene.callback(attacker, "Work").replace("code=", "error="));
    assertThat(page.text()).contains("Again with Work");
    BrowserPage foreign = TestBrowser.fresh().open(page.uri().toString());
    assertThat(foreign.status()).isEqualTo(400);
    assertThat(foreign.text()).contains("OtherBrowser").doesNotContain("Work");
  }

  @Test
  void aBlankCodeIsAMalformedAnswer() {
    TestBrowser browser = TestBrowser.fresh();
    String callback = scene.callback(browser, "Work").replaceFirst("code=[^&]*", "code=%20");
    BrowserPage page = browser.open(callback);
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.text()).contains("MalformedAnswer");
    assertThat(scene.openId.tokenCalls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://Forge.example", "https://forge.example:443", "http://localhost:80"})
  void aBaseUrlThatBrowsersWriteOtherwiseIsRefused(String baseUrl) {
    assertThatThrownBy(() -> build(baseUrl, "github", "https://github.com"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("small letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pages", "steps", "links", "assets", "sign-in"})
  void aProviderIsNotNamedAsAnAddressOfOurs(String id) {
    assertThatThrownBy(() -> build("https://forge.example", id, "https://github.com"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://GitHub.com", "https://github.com:443", "https://ghe.example/a/../b"})
  void aProvidersAddressHasOneSpelling(String address) {
    assertThatThrownBy(() -> build("https://forge.example", "github", address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("small letters");
  }

  private AccountLinking build(String baseUrl, String id, String address) {
    return AccountLinking.builder(baseUrl)
        .provider(GitHub.provider(id, "GitHub", address, CLIENT))
        .users(host.users())
        .sessions(new NoSessions())
        .links(host.links())
        .build();
  }
}
