package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.AccountLinking;
import dev.accountlink.memory.InMemoryReplayGuard;
import dev.accountlink.model.HostUser;
import dev.accountlink.seal.FlowKeys;
import dev.accountlink.seal.KeyRing;
import dev.accountlink.spi.ReplayGuard;
import dev.accountlink.testkit.Race;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that share a key ring and a guard, and rings whose keys change under open flows. */
class SeveralNodesTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final ReplayGuard shared = new InMemoryReplayGuard(host.clock(), 1000);
  private final byte[] first = random();
  private final byte[] second = random();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("F3 a ring that outlives the process needs a guard that does: build() refuses")
  void aConfiguredRingNeedsAGuard(@TempDir Path folder) {
    for (FlowKeys keys :
        List.of(
            new FlowKeys(KeyRing.of(new KeyRing.Key(1, first))),
            FlowKeys.inFile(folder.resolve("flow-keys")))) {
      assertThatThrownBy(
              () ->
                  AccountLinking.builder("https://forge.example")
                      .users(host.users())
                      .sessions(new NoSessions())
                      .links(host.links())
                      .flowKeys(keys)
                      .build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("replayGuard")
          .hasMessageContaining("JdbcReplayGuard");
    }
    AccountLinking.builder("https://forge.example")
        .users(host.users())
        .sessions(new NoSessions())
        .links(host.links())
        .flowKeys(FlowKeys.processBorn())
        .replayGuard(new InMemoryReplayGuard())
        .build();
  }

  @Test
  @DisplayName("two nodes that share a ring and a guard finish each other's flows")
  void twoNodesFinishEachOthersFlows() {
    host.nodes(node(keys(1, first)), node(keys(1, first)));
    for (int i = 0; i < 5; i++) {
      String label = i % 2 == 0 ? "Work" : "GitHub";
      TestBrowser one = TestBrowser.fresh();
      scene.approveAs(People.numbered(i));
      assertThat(host.beginSignIn(one, label).status()).isEqualTo(200);
      assertThat(host.who(one)).isEqualTo("person" + i);
    }
    scene.approveAs(People.ada());
    HostUser user = host.users().register("lady", "lady@example.org");
    host.signIn(browser, user);
    assertThat(scene.beginConnect(browser, "Work").followAll().submit("Confirm").text())
        .contains("Links");
    assertThat(host.links().findAll(user.id())).hasSize(1);
  }

  @Test
  @DisplayName("A07 a double click that reaches both nodes is one token call and one session")
  void aDoubleClickOnBothNodesIsOneTokenCall() {
    host.nodes(node(keys(1, first)), node(keys(1, first)));
    String callback = scene.callback(browser, "Work");
    List<BrowserPage> pages = Race.run(8, i -> Scene.comeTo(browser, callback));
    assertThat(pages).allSatisfy(page -> assertThat(page.status()).isLessThan(500));
    assertThat(scene.tokenCalls()).isEqualTo(1);
    assertThat(host.sessionCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("F2 a key that rotates between begin and callback costs no open flow")
  void aRotationCostsNoOpenFlow() {
    scene.openId.requirePkce(true);
    FlowKeys before = keys(1, first);
    FlowKeys announced = ring(new KeyRing.Key(1, first), new KeyRing.Key(2, second));
    FlowKeys after = ring(new KeyRing.Key(2, second), new KeyRing.Key(1, first));
    host.nodes(node(before));
    String old = scene.callback(browser, "Work");
    host.nodes(node(announced));
    String middle = scene.callback(browser, "Work");
    BrowserPage shown = browser.get(host.sso("/sign-in"));
    host.nodes(node(after), node(announced));
    assertThat(Scene.comeTo(browser, old).status()).isEqualTo(200);
    assertThat(host.who(browser)).isEqualTo("ada");
    host.signOut(browser);
    assertThat(Scene.comeTo(browser, middle).status()).isEqualTo(200);
    host.signOut(browser);
    assertThat(Scene.consent(shown.formOf("Work").submit()).followAll().status())
        .as("a button shown before the change")
        .isEqualTo(200);
    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(scene.tokenCalls()).isEqualTo(3);
  }

  @Test
  @DisplayName("F2 a key that is gone: start again, never an error, and the new key works at once")
  void aKeyThatIsGoneMeansStartAgain() {
    HostUser user = host.users().register("lady", "lady@example.org");
    host.signIn(browser, user);
    host.nodes(node(keys(1, first)));
    String callback = scene.connectCallback(browser, "Work");
    BrowserForm confirm = scene.beginConnect(browser, "GitHub").followAll().formOf("Confirm");
    int calls = scene.tokenCalls();
    host.nodes(node(keys(2, second)));
    BrowserPage page = Scene.comeTo(browser, callback);
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.text()).contains("StartAgain");
    assertThat(confirm.submit().followAll().text()).contains("StartAgain");
    assertThat(scene.tokenCalls()).isEqualTo(calls);
    assertThat(scene.beginConnect(browser, "Work").followAll().submit("Confirm").text())
        .contains("Links");
  }

  @Test
  @DisplayName("F2 the same key id with other bytes: start again, never an error")
  void theSameKeyIdWithOtherBytesMeansStartAgain() {
    host.nodes(node(keys(1, first)));
    String callback = scene.callback(browser, "Work");
    host.nodes(node(keys(1, second)));
    assertThat(Scene.comeTo(browser, callback).text()).contains("StartAgain");
    assertThat(scene.tokenCalls()).isZero();
  }

  private AccountLinking node(FlowKeys keys) {
    return host.build(
        builder ->
            builder
                .provider(scene.github())
                .provider(scene.work())
                .flowKeys(keys)
                .replayGuard(shared));
  }

  private static FlowKeys keys(int id, byte[] bytes) {
    return new FlowKeys(KeyRing.of(new KeyRing.Key(id, bytes)));
  }

  private static FlowKeys ring(KeyRing.Key writer, KeyRing.Key reader) {
    return new FlowKeys(KeyRing.of(writer, reader));
  }

  private static byte[] random() {
    byte[] bytes = new byte[KeyRing.Key.LENGTH];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
