package dev.accountlink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.AuthorizationRequest;
import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.exchange.Redemption;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.jdbc.GrantNode.Death;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.RefreshTokens;
import dev.accountlink.web.Parameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes with 64 threads share grants of a provider that ends everything when a refresh
 * token comes twice, and one of them is killed again and again.
 */
class KilledNodesTest {
  private static final URI CALLBACK = URI.create("http://localhost:9/-/sso/demo/callback");
  private static final String VERIFIER = "0123456789-abcdefghijklmnopqrstuvwxyz_ABCDE";
  private static final int USERS = 12;

  /** Seconds, as many as a busy machine may take for a new process. */
  private static final int PATIENCE = 180;

  @TempDir Path folder;
  private final FakeOpenIdProvider openId = FakeOpenIdProvider.start();
  private final ProviderExchange exchange = GrantNode.exchange();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<String> found = new ArrayList<>();
  private final List<Process> nodes = new ArrayList<>();
  private SharedDatabase server;
  private Grants grants;
  private DataSource database;

  @BeforeEach
  void everybodyGivesAGrant() throws ProviderException {
    server = database(folder);
    database = SharedDatabase.pool(url());
    Schema.migrate(database);
    openId.register(GrantNode.CLIENT.id(), GrantNode.CLIENT.secret().reveal(), CALLBACK.toString());
    openId.tokens().refreshTokens(RefreshTokens.ROTATE_AND_PUNISH);
    openId.tokens().live(Duration.ofSeconds(1));
    grants =
        GrantNode.grants(
            openId.issuer(), new JdbcGrantStore(database), keys(), exchange, said::add);
    for (int number = 1; number <= USERS; number++) {
      grants.put(offer(number));
    }
  }

  @AfterEach
  void close() {
    nodes.forEach(Process::destroyForcibly);
    openId.close();
    if (server != null) {
      server.close();
    }
  }

  SharedDatabase database(Path files) {
    return SharedDatabase.h2(files);
  }

  private String url() {
    return server.url();
  }

  private Path keys() {
    return folder.resolve("vault-keys");
  }

  private static Person person(int number) {
    return Person.of(GrantNode.subject(number), "person" + number);
  }

  private Grants.Offer offer(int number) throws ProviderException {
    Provider provider = GrantNode.provider(openId.issuer());
    openId.approveAs(person(number));
    URI address =
        exchange.authorizationAddress(
            new AuthorizationRequest(
                provider,
                GrantNode.CLIENT.id(),
                provider.signInScopes(),
                CALLBACK,
                "state",
                VERIFIER,
                "nonce-of-this-flow",
                Map.of()));
    String answer = TestBrowser.fresh().get(address.toString()).location().getRawQuery();
    Arrival arrival =
        exchange.redeem(
            new Redemption(
                provider,
                GrantNode.CLIENT,
                CALLBACK,
                Secret.of(Parameters.parse(answer).single("code").orElseThrow()),
                Secret.of(VERIFIER),
                "nonce-of-this-flow"));
    return new Grants.Offer(
        provider,
        new GrantKey(GrantNode.user(number), arrival.identity().key(), Purpose.IMPORT),
        "person" + number,
        provider.signInScopes(),
        arrival.grantedScopes(),
        arrival.tokens());
  }

  private record Node(Process process, BlockingQueue<String> ready) {}

  private Node start(Death death) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                GrantNode.class.getName(),
                openId.issuer(),
                url(),
                keys().toString(),
                death.name(),
                String.valueOf(USERS))
            .redirectErrorStream(true)
            .start();
    nodes.add(process);
    BlockingQueue<String> ready = new LinkedBlockingQueue<>();
    Thread listener = new Thread(() -> listen(process, ready), "listener");
    listener.setDaemon(true);
    listener.start();
    return new Node(process, ready);
  }

  private void listen(Process process, BlockingQueue<String> ready) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.equals(GrantNode.READY)) {
          ready.add(line);
        }
      }
    } catch (IOException killed) {
      said.add("killed");
    }
  }

  private static void await(Node node) throws InterruptedException {
    assertThat(node.ready().poll(PATIENCE, TimeUnit.SECONDS)).as("the node works").isNotNull();
  }

  /** As if the minute of a lease had gone by. */
  private void aMinutePasses() {
    H2.execute(database, "UPDATE accountlink_grant SET lease_until = lease_until - 61000");
  }

  private List<String> lost() {
    return said.stream().filter(line -> line.startsWith(GrantNode.LOST)).toList();
  }

  @Test
  @Timeout(600)
  @DisplayName(
      "F10, F11 two processes, 64 threads, killed at every step: no grant is lost but what the"
          + " provider has ended, and nobody gets another's token")
  void noGrantIsLostThatTheProviderHasNotEnded() throws Exception {
    Node steady = start(Death.NEVER);
    Node other = start(Death.NEVER);
    await(steady);
    await(other);
    assertThat(lost()).as("before anybody is killed").isEmpty();

    letRefresh(20 + new Random().nextInt(20));
    kill(other);
    for (Death death : List.of(Death.LEASED, Death.ANSWERED, Death.STORED)) {
      Node mortal = start(death);
      assertThat(mortal.process().waitFor(PATIENCE, TimeUnit.SECONDS))
          .as("it died: " + death)
          .isTrue();
      everyGrantIsAsTheProviderHasIt();
    }
    letRefresh(20);
    kill(steady);

    assertThat(said).doesNotContain(GrantNode.WRONG);
    assertThat(said).filteredOn(line -> line.startsWith(GrantNode.FAILED)).isEmpty();
    assertThat(lost()).as("each is told once").containsExactlyInAnyOrderElementsOf(found);
  }

  /** Until the nodes have refreshed that often, however busy the machine is. */
  private void letRefresh(int times) {
    int before = openId.tokens().refreshCalls();
    while (openId.tokens().refreshCalls() < before + times) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private void kill(Node node) throws Exception {
    node.process().destroyForcibly();
    assertThat(node.process().waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
    everyGrantIsAsTheProviderHasIt();
  }

  /** Whoever has lost a grant gives it once more. */
  private void everyGrantIsAsTheProviderHasIt() throws ProviderException {
    aMinutePasses();
    for (int number = 1; number <= USERS; number++) {
      Grant grant = grants.of(GrantNode.user(number)).get(0);
      if (!isGoodForItsPerson(number, grant.id())) {
        assertThat(openId.tokens().canRefreshFor(person(number)))
            .as("ended by the provider")
            .isFalse();
        found.add(GrantNode.LOST + GrantNode.user(number).value());
        grants.put(offer(number));
      }
    }
  }

  /**
   * Once more where a node is just refreshing it, or where the provider has ended the grant by
   * itself: whoever held a lease when its minute was made to pass came too late, and its stored
   * token is found out when it runs out.
   */
  private boolean isGoodForItsPerson(int number, GrantId id) {
    while (true) {
      Access access = grants.use(GrantNode.user(number), id, Duration.ofMillis(100));
      if (access instanceof Access.ReconnectNeeded) {
        return false;
      }
      if (access instanceof Access.Given given) {
        Optional<String> subject = openId.tokens().subjectOf(given.token().reveal());
        if (subject.isPresent()) {
          assertThat(subject).contains(GrantNode.subject(number));
          return true;
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}
