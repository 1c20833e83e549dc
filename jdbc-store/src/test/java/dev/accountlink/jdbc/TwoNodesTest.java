package dev.accountlink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.AccountLinking;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Registration;
import dev.accountlink.seal.FlowKeys;
import dev.accountlink.seal.KeyRing;
import dev.accountlink.testkit.Race;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.People;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes behind one address that share a key ring in a file and a database. */
class TwoNodesTest {
  @TempDir Path folder;
  private final FakeOpenIdProvider openId = FakeOpenIdProvider.start();
  private final FakeOpenIdProvider other = FakeOpenIdProvider.start();
  private final NodeHost host = new NodeHost();
  private final TestBrowser browser = TestBrowser.fresh();
  private SharedDatabase database;

  @BeforeEach
  void startTwoNodes() {
    database = database(folder);
    openId.register("client", "secret", host.baseUrl() + "/-/sso/work/callback");
    other.register("client", "secret", host.baseUrl() + "/-/sso/home/callback");
    openId.requirePkce(true);
    openId.approveAs(People.ada());
    other.approveAs(People.ada());
    host.nodes(node(), node());
  }

  @AfterEach
  void close() {
    host.close();
    openId.close();
    other.close();
    if (database != null) {
      database.close();
    }
  }

  @Test
  @DisplayName(
      "F3 what one node begins another one finishes: register, sign in, connect, disconnect")
  void whatOneNodeBeginsAnotherOneFinishes() {
    for (int i = 0; i < 4; i++) {
      TestBrowser again = TestBrowser.fresh();
      signIn(again);
      assertThat(again.get(host.baseUrl() + "/").body()).isEqualTo("ada");
    }
    assertThat(host.userCount()).isEqualTo(1);

    signIn(browser);
    BrowserPage confirm = links(browser).submit("Connect Home");
    assertThat(confirm.submit("Confirm").text()).contains("Links");
    JdbcLinkStore store = new JdbcLinkStore(pool());
    IdentityKey atWork = new IdentityKey(openId.issuer(), People.ada().subject());
    IdentityKey atHome = new IdentityKey(other.issuer(), People.ada().subject());
    assertThat(store.find(atHome).orElseThrow().user())
        .isEqualTo(store.find(atWork).orElseThrow().user());

    links(browser).submit("Disconnect");
    assertThat(links(browser).submit("Disconnect").text()).contains("LastWayIn");
    assertThat(store.findAll(store.find(atHome).or(() -> store.find(atWork)).orElseThrow().user()))
        .hasSize(1);
  }

  @Test
  @DisplayName(
      "A07 a callback that reaches both nodes many times is one token call and one session")
  void aCallbackAtBothNodesIsOneTokenCall() {
    String callback =
        browser
            .get(host.baseUrl() + "/-/sso/sign-in")
            .formOf("Work")
            .submit()
            .followUntil(next -> next.getPath().endsWith("/callback"))
            .location()
            .toString();
    List<BrowserPage> pages =
        Race.run(16, i -> browser.at(openId.baseUrl()).go(callback).followAll());
    assertThat(pages).allSatisfy(page -> assertThat(page.status()).isLessThan(500));
    assertThat(openId.tokenCalls()).isEqualTo(1);
    assertThat(host.sessionCount()).isEqualTo(1);
    assertThat(browser.get(host.baseUrl() + "/").body()).isEqualTo("ada");
  }

  @Test
  @DisplayName("F3 a node that was restarted still knows which flows were used")
  void aRestartedNodeKnowsWhichFlowsWereUsed() {
    String callback =
        browser
            .get(host.baseUrl() + "/-/sso/sign-in")
            .formOf("Work")
            .submit()
            .followUntil(next -> next.getPath().endsWith("/callback"))
            .location()
            .toString();
    browser.at(openId.baseUrl()).go(callback).followAll();
    host.nodes(node());
    browser.at(openId.baseUrl()).go(callback).followAll();
    assertThat(openId.tokenCalls()).isEqualTo(1);
  }

  private void signIn(TestBrowser who) {
    who.get(host.baseUrl() + "/-/sso/sign-in").submit("Work");
  }

  private BrowserPage links(TestBrowser who) {
    return who.get(host.baseUrl() + "/-/sso/links");
  }

  /** A node as it comes up: its own pool, its own reading of the key file. */
  private AccountLinking node() {
    DataSource pool = pool();
    Schema.migrate(pool);
    JdbcLinkStore links = new JdbcLinkStore(pool);
    Client client = Client.of("client", "secret");
    return AccountLinking.builder(host.baseUrl())
        .provider(
            OpenIdConnect.provider("work", "Work", openId.issuer(), client)
                .withRegistration(Registration.ON))
        .provider(OpenIdConnect.provider("home", "Home", other.issuer(), client))
        .users(host.users(links))
        .sessions(host.sessions())
        .links(links)
        .replayGuard(new JdbcReplayGuard(pool))
        .flowKeys(new FlowKeys(KeyRing.inFile(folder.resolve("flow-keys"))))
        .build();
  }

  private DataSource pool() {
    return SharedDatabase.pool(database.url());
  }

  SharedDatabase database(Path files) {
    return SharedDatabase.h2(files);
  }
}
