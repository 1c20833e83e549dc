package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.model.Purpose;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeClient;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonEmail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Fake providers inside this process, so that the forge can be tried without registering it. */
final class DemoProviders implements AutoCloseable {

  /**
   * Who has an identity at each of them; the third has no e-mail address, and the fourth a name
   * that cannot be used here.
   */
  static final List<Person> PEOPLE =
      List.of(
          People.ada(),
          People.bob(),
          People.noEmail(),
          Person.of("100020", "zo\u00eb").withName("Zo\u00eb \u00c5kesson"),
          Person.of("100021", "emmy")
              .withName("Emmy Noether")
              .withEmails(PersonEmail.primary("emmy@example.org")));

  private static final int ALL = 3;

  private static final int HIGHEST_PORT = 65_535;

  private final DemoPorts ports;
  private final Clock clock;
  private final List<Demo> demos = new ArrayList<>();

  private DemoProviders(DemoPorts ports, Clock clock) {
    this.ports = ports;
    this.clock = clock;
  }

  private record Demo(FakeForge forge, Provider provider) {}

  /**
   * Starts one for each provider that is not real, at first on the ports after the forge's own, and
   * where none is real one more whose people staff has to approve.
   *
   * @throws BindException if the port of an earlier start is taken
   */
  static DemoProviders start(RealProviders real, DemoPorts ports, int forgePort, Clock clock)
      throws IOException {
    DemoProviders demos = new DemoProviders(ports, clock);
    try {
      if (real.gitHub().isEmpty()) {
        demos.startGitHub(forgePort + 1);
      }
      if (real.openId().isEmpty()) {
        demos.startOpenId(forgePort + 2);
      }
      if (real.all().isEmpty()) {
        demos.startSchool(forgePort + 3);
      }
      return demos;
    } catch (IOException | RuntimeException failure) {
      demos.close();
      throw failure;
    }
  }

  /** The providers to configure. */
  List<Provider> providers() {
    return demos.stream().map(Demo::provider).toList();
  }

  /** Does what one does at a real provider in its settings: names the callback address. */
  void register(AccountLinking linking) {
    for (Demo demo : demos) {
      Client client = demo.provider().client(Purpose.SIGN_IN);
      demo.forge()
          .register(
              FakeClient.of(
                      client.id(), client.secret().reveal(), linking.callbackOf(demo.provider()))
                  .withName("tiny-forge"));
    }
  }

  /** Whether no provider is a real one. */
  boolean standInForAll() {
    return demos.size() == ALL;
  }

  /** Each with its address, where its people sign out. */
  List<String> addresses() {
    return demos.stream()
        .map(demo -> demo.forge().title() + " is at " + demo.forge().baseUrl())
        .toList();
  }

  private void startGitHub(int wish) throws IOException {
    FakeGitHub fake = listen("github", wish, FakeGitHub::start);
    Provider provider = GitHub.provider("github", fake.title(), fake.baseUrl(), client());
    // here a taken name leads to signing in first; at the other one it is refused
    add(
        fake,
        provider
            .withRules(provider.rules().withConflict(Conflict.SIGN_IN_THEN_CONNECT))
            .withRegistration(Registration.ON));
  }

  private void startOpenId(int wish) throws IOException {
    FakeOpenIdProvider fake = listen("openid", wish, FakeOpenIdProvider::start);
    add(
        fake,
        OpenIdConnect.provider("openid", fake.title(), fake.issuer(), client())
            .withRegistration(Registration.ON));
  }

  private void startSchool(int wish) throws IOException {
    FakeOpenIdProvider fake = listen("school", wish, FakeOpenIdProvider::start);
    fake.callIt("Demo School");
    add(
        fake,
        OpenIdConnect.provider("school", fake.title(), fake.issuer(), client())
            .withRegistration(Registration.PENDING_APPROVAL));
  }

  private void add(FakeForge fake, Provider provider) {
    fake.onlyPeople(PEOPLE);
    fake.useClock(clock);
    demos.add(new Demo(fake, provider));
  }

  private static Client client() {
    return Client.of("tiny-forge", UUID.randomUUID().toString());
  }

  private <F extends FakeForge> F listen(String name, int wish, Function<FakeAddress, F> start)
      throws IOException {
    Optional<Integer> kept = ports.find(name);
    if (kept.isPresent()) {
      return listenAgain(name, kept.get(), start);
    }
    F fake = listenAnywhere(wish <= HIGHEST_PORT ? wish : 0, start);
    ports.keep(name, URI.create(fake.baseUrl()).getPort());
    return fake;
  }

  private static <F> F listenAnywhere(int wish, Function<FakeAddress, F> start) {
    try {
      return start.apply(FakeAddress.atPort(wish));
    } catch (UncheckedIOException taken) {
      return start.apply(FakeAddress.anyPort());
    }
  }

  private static <F> F listenAgain(String name, int port, Function<FakeAddress, F> start)
      throws BindException {
    try {
      return start.apply(FakeAddress.atPort(port));
    } catch (UncheckedIOException taken) {
      throw new BindException(
          "the demo provider '"
              + name
              + "' needs port "
              + port
              + ", because links in the data folder name this address; stop what listens there,"
              + " or choose another folder with --data");
    }
  }

  @Override
  public void close() {
    demos.forEach(demo -> demo.forge().close());
  }
}
