package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.exchange.http.NameService;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.flow.Event;
import dev.accountlink.flows.TestClock;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.GrantParts;
import dev.accountlink.grant.Grants;
import dev.accountlink.grant.Stored;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Providers;
import dev.accountlink.seal.KeyRing;
import dev.accountlink.seal.VaultKeys;
import dev.accountlink.spi.GrantStore;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.People;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A fake provider at which Ada consents to everything, and the grants of an application. */
final class GrantScene implements AutoCloseable {
  static final UserId ADA = new UserId("ada");
  static final UserId BOB = new UserId("bob");
  static final ProviderId DEMO = new ProviderId("demo");
  static final Client CLIENT = Client.of("forge", "quiet-secret-of-the-client");

  /** Less than any token's life. */
  static final Duration SHORTLY = Duration.ofMinutes(1);

  final FakeForge fake;
  final Provider provider;
  final TestClock clock = new TestClock();
  final TroubledStore store = new TroubledStore(clock);
  final UsersOfTests users = new UsersOfTests();
  final List<Event> events = new CopyOnWriteArrayList<>();
  final ProviderExchange exchange;
  final Grants grants;

  GrantScene(FakeForge fake, Function<Client, Provider> provider) {
    this.fake = fake;
    this.provider = provider.apply(CLIENT);
    fake.useClock(clock);
    fake.register(CLIENT.id(), CLIENT.secret().reveal(), CodeFlow.CALLBACK.toString());
    fake.approveAs(People.ada());
    // As usual, but for the races: everybody may ask at once.
    HttpLimits limits =
        new HttpLimits(
            HttpLimits.DEFAULT.connect(),
            HttpLimits.DEFAULT.answer(),
            HttpLimits.DEFAULT.bodyBytes(),
            128);
    this.exchange =
        new NimbusExchange(new OutboundHttp(limits, clock, NameService.OF_THE_JVM), clock);
    this.grants = node();
  }

  static GrantScene openId() {
    FakeOpenIdProvider fake = FakeOpenIdProvider.start();
    return new GrantScene(
        fake, client -> OpenIdConnect.provider("demo", "Demo", fake.issuer(), client));
  }

  static GrantScene gitLab() {
    FakeGitLab fake = FakeGitLab.start();
    return new GrantScene(fake, client -> GitLab.provider("demo", "Demo", fake.baseUrl(), client));
  }

  static GrantScene gitHub() {
    FakeGitHub fake = FakeGitHub.start();
    return new GrantScene(fake, client -> GitHub.provider("demo", "Demo", fake.baseUrl(), client));
  }

  /** The fake as what it is. */
  FakeOpenIdProvider openIdFake() {
    return (FakeOpenIdProvider) fake;
  }

  /** One more node over the same store. */
  Grants node() {
    return with(store, keys(1), provider);
  }

  /** A node that ends before this call to the provider, as one that is killed. */
  Grants dyingAt(String call) {
    ProviderExchange dying =
        (ProviderExchange)
            Proxy.newProxyInstance(
                ProviderExchange.class.getClassLoader(),
                new Class<?>[] {ProviderExchange.class},
                (self, method, arguments) -> {
                  if (method.getName().equals(call)) {
                    throw new Error("killed on purpose");
                  }
                  return method.invoke(exchange, arguments);
                });
    return new Grants(
        new GrantParts(
            store, keys(1), Providers.of(List.of(provider)), users, dying, events::add, clock));
  }

  /** A node that is configured otherwise. */
  Grants with(GrantStore other, VaultKeys keys, Provider... providers) {
    return new Grants(
        new GrantParts(
            other,
            keys,
            Providers.of(Arrays.asList(providers)),
            users,
            exchange,
            events::add,
            clock));
  }

  /** A ring: the first writes, the others can be read. */
  static VaultKeys keys(int writer, int... readers) {
    return new VaultKeys(
        KeyRing.of(
            key(writer),
            Arrays.stream(readers).mapToObj(GrantScene::key).toArray(KeyRing.Key[]::new)));
  }

  private static KeyRing.Key key(int id) {
    byte[] bytes = new byte[KeyRing.Key.LENGTH];
    new Random(id).nextBytes(bytes);
    return new KeyRing.Key(id, bytes);
  }

  /** What a code flow gives. */
  Grants.Offer offer() {
    return new CodeFlow(exchange).offer(provider, ADA);
  }

  /** Ada gives a grant. */
  Grant give() {
    return ((Stored.Kept) grants.put(offer())).grant();
  }

  /** A grant whose access token has run out. */
  Grant giveOneThatRanOut() {
    Grant grant = give();
    runOut();
    return grant;
  }

  /** Lets every access token of now run out, and no refresh token. */
  void runOut() {
    Duration life = fake.tokens().accessLife().orElse(Duration.ofHours(9)).plusMinutes(1);
    clock.pass(life);
  }

  Access use() {
    return use(grants);
  }

  Access use(Grants node) {
    return node.use(ADA, DEMO, Purpose.IMPORT, SHORTLY);
  }

  /** The token in an answer that must have one. */
  static String token(Access access) {
    assertThat(access).isInstanceOf(Access.Given.class);
    return ((Access.Given) access).token().reveal();
  }

  /** The codes of events of this kind. */
  List<String> told(Event.Kind kind) {
    return events.stream()
        .filter(event -> event.kind() == kind)
        .map(event -> event.code().orElse(""))
        .toList();
  }

  int refreshCalls() {
    return fake.tokens().refreshCalls();
  }

  int revokeCalls() {
    return fake.count(Endpoint.REVOKE);
  }

  @Override
  public void close() {
    fake.close();
  }
}
