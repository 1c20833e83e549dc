package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.memory.InMemoryGrantStore;
import dev.accountlink.spi.GrantStore;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Signing in where grants are kept as well. */
class SignInKeepsNoTokenTest {
  private final Scene scene = new Scene();
  private final TestBrowser browser = TestBrowser.fresh();
  private final GrantStore rows = new InMemoryGrantStore();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** Notes every question, whatever it is. */
  private final GrantStore store =
      (GrantStore)
          Proxy.newProxyInstance(
              GrantStore.class.getClassLoader(),
              new Class<?>[] {GrantStore.class},
              (self, method, arguments) -> {
                asked.add(method.getName());
                return method.invoke(rows, arguments);
              });

  @BeforeEach
  void keepGrants() {
    scene.host.configure(
        builder ->
            builder
                .provider(scene.github())
                .provider(scene.work())
                .grants(store, TestKeys.vault()));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName(
      "G08 tokens kept though not needed: registering, signing in and connecting write no"
          + " grant")
  void aSignInWritesNoGrant() {
    scene.host.beginSignIn(browser, "Work").followAll();
    scene.host.signOut(browser);
    scene.host.beginSignIn(browser, "Work").followAll();
    scene.beginConnect(browser, "GitHub").followAll();

    assertThat(scene.host.who(browser)).isEqualTo("ada");
    assertThat(scene.tokenCalls()).isEqualTo(3);
    assertThat(asked).doesNotContain("insert", "replace", "put");
  }

  @Test
  @DisplayName("G09 scope creep: signing in asks for the scopes of signing in and no others")
  void aSignInAsksForItsOwnScopesOnly() {
    scene.host.beginSignIn(browser, "GitHub").followAll();
    scene.host.beginSignIn(TestBrowser.fresh(), "Work").followAll();

    String github = scene.github.requests(Endpoint.AUTHORIZE).get(0).queryParam("scope").get();
    String openId = scene.openId.requests(Endpoint.AUTHORIZE).get(0).queryParam("scope").get();
    assertThat(Set.copyOf(Arrays.asList(github.split(" "))))
        .isEqualTo(Set.of("read:user", "user:email"));
    assertThat(Set.copyOf(Arrays.asList(openId.split(" "))))
        .isEqualTo(Set.of("openid", "profile", "email"));
  }
}
