package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.examples.tinyforge.demo.DemoGit;
import dev.accountlink.examples.tinyforge.demo.DemoRepositories;
import dev.accountlink.examples.tinyforge.demo.DemoSsh;
import dev.accountlink.model.Purpose;
import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Gitea;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderKind;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeBitbucket;
import dev.accountlink.testkit.fake.FakeClient;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.FakeGitea;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.GiteaFlavour;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonEmail;
import dev.accountlink.testkit.fake.PersonGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Fake providers inside this process, so that the forge can be tried without registering it. */
final class DemoProviders implements AutoCloseable {

  /**
   * Who has an identity at each of them; the third has no e-mail address, and the fourth a name
   * that cannot be used here.
   */
  static final List<Person> PEOPLE =
      List.of(
          // the groups are where their repositories are at Bitbucket
          People.ada().withGroups(PersonGroup.of("7001", "ada")),
          People.bob().withGroups(PersonGroup.of("7001", "ada"), PersonGroup.of("7002", "bob")),
          People.noEmail(),
          Person.of("100020", "zo\u00eb").withName("Zo\u00eb \u00c5kesson"),
          Person.of("100021", "emmy")
              .withName("Emmy Noether")
              .withEmails(PersonEmail.primary("emmy@example.org")));

  /**
   * In the order people see them. A place is never given to another: it says on which port, counted
   * from the forge's own, each listens if that is free.
   */
  private static final List<Demo> ALL =
      List.of(
          // here a taken name leads to signing in first; at the others it is refused
          Demo.of("github", 1, "Demo GitHub", GitHub.KIND, FakeGitHub::start)
              .with(rules -> rules.withConflict(Conflict.SIGN_IN_THEN_CONNECT)),
          Demo.of("bitbucket", 6, "Demo Bitbucket", Bitbucket.KIND, FakeBitbucket::start),
          Demo.of("gitlab", 4, "Demo GitLab", GitLab.KIND, FakeGitLab::start),
          Demo.of("gitea", 5, "Demo Gitea", Gitea.KIND, DemoProviders::startGitea),
          Demo.of("openid", 2, "Demo OpenID", OpenIdConnect.KIND, FakeOpenIdProvider::start),
          Demo.of("school", 3, "Demo School", OpenIdConnect.KIND, FakeOpenIdProvider::start)
              .with(rules -> rules.withRegistration(Registration.PENDING_APPROVAL)));

  /** What one ticks at Bitbucket for all its uses: nobody can be asked for less there. */
  private static final String[] BITBUCKET_PERMISSIONS = {
    "email", "account", "team", "project", "repository", "repository:admin"
  };

  private static final int HIGHEST_PORT = 65_535;

  private final List<Running> running = new ArrayList<>();
  private Optional<DemoSsh> ssh = Optional.empty();

  private DemoProviders() {}

  /** What to start, and as which provider to configure it. */
  private record Demo(
      String id,
      int place,
      String title,
      ProviderKind kind,
      Function<FakeAddress, FakeForge> start,
      ProviderRules rules) {

    static Demo of(
        String id,
        int place,
        String title,
        ProviderKind kind,
        Function<FakeAddress, FakeForge> start) {
      return new Demo(
          id,
          place,
          title,
          kind,
          start,
          ProviderRules.DEFAULT
              .withRegistration(Registration.ON)
              .withPersonalTokens(kind.personalTokens().isPresent()));
    }

    Provider provider(String baseUrl) {
      Client client = Client.of("tiny-forge", UUID.randomUUID().toString());
      return Provider.of(id, title, kind, baseUrl, client).withRules(rules);
    }

    Demo with(UnaryOperator<ProviderRules> change) {
      return new Demo(id, place, title, kind, start, change.apply(rules));
    }
  }

  private record Running(FakeForge forge, Provider provider, DemoGit git) {
    void serveGit(DemoSsh ssh) {
      DemoRepositories.put(forge, git);
      if (forge instanceof FakeGitHub) {
        DemoRepositories.putSeries(forge, git);
      }
      forge.repositories().serveGit(git);
      ssh.serve(provider.id().value(), forge, git);
    }

    boolean hasRepositories() {
      return provider.kind().repositories().isPresent();
    }
  }

  private static FakeForge startGitea(FakeAddress address) {
    return FakeGitea.start(address, GiteaFlavour.GITEA);
  }

  /** None, for a forge with real providers. */
  static DemoProviders none() {
    return new DemoProviders();
  }

  /**
   * Starts all of them, at first on the ports after the forge's own.
   *
   * @throws BindException if the port of an earlier start is taken
   */
  static DemoProviders start(Path data, int forgePort, Clock clock) throws IOException {
    DemoPorts ports = new DemoPorts(data.resolve("demo-ports.properties"));
    DemoProviders demos = new DemoProviders();
    try {
      DemoSsh ssh = DemoSsh.start();
      demos.ssh = Optional.of(ssh);
      for (Demo demo : ALL) {
        FakeForge fake = listen(demo, forgePort + demo.place(), ports);
        fake.callIt(demo.title());
        fake.onlyPeople(PEOPLE);
        fake.useClock(clock);
        DemoGit git = new DemoGit(data.resolve("demo-git").resolve(demo.id()));
        Running running = new Running(fake, demo.provider(fake.baseUrl()), git);
        demos.running.add(running);
        if (running.hasRepositories()) {
          running.serveGit(ssh);
        }
      }
      return demos;
    } catch (IOException | RuntimeException failure) {
      demos.close();
      throw failure;
    }
  }

  /** The providers to configure. */
  List<Provider> providers() {
    return running.stream().map(Running::provider).toList();
  }

  /** Does what one does at a real provider in its settings: names the callback address. */
  void register(AccountLinking linking) {
    for (Running demo : running) {
      Client client = demo.provider().client(Purpose.SIGN_IN);
      demo.forge()
          .register(
              FakeClient.of(
                      client.id(), client.secret().reveal(), linking.callbackOf(demo.provider()))
                  .withName("tiny-forge"));
      if (demo.forge() instanceof FakeBitbucket bitbucket) {
        bitbucket.tick(client.id(), BITBUCKET_PERMISSIONS);
      }
    }
  }

  /** The demo provider of this id, for tests that change what is there. */
  FakeForge forge(String id) {
    return find(id).forge();
  }

  /** Its Git repositories. */
  DemoGit git(String id) {
    return find(id).git();
  }

  private Running find(String id) {
    return running.stream()
        .filter(demo -> demo.provider().id().value().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The keys by which their SSH server is known. */
  List<String> knownHosts() {
    return ssh.map(DemoSsh::knownHost).stream().toList();
  }

  /** Each with its address, where its people sign out. */
  List<String> addresses() {
    return running.stream()
        .map(demo -> demo.forge().title() + " is at " + demo.forge().baseUrl())
        .toList();
  }

  private static FakeForge listen(Demo demo, int wish, DemoPorts ports) throws IOException {
    Optional<Integer> kept = ports.find(demo.id());
    if (kept.isPresent()) {
      return listenAgain(demo, kept.get());
    }
    FakeForge fake = listenAnywhere(wish <= HIGHEST_PORT ? wish : 0, demo.start());
    ports.keep(demo.id(), URI.create(fake.baseUrl()).getPort());
    return fake;
  }

  private static FakeForge listenAnywhere(int wish, Function<FakeAddress, FakeForge> start) {
    try {
      return start.apply(FakeAddress.atPort(wish));
    } catch (UncheckedIOException taken) {
      return start.apply(FakeAddress.anyPort());
    }
  }

  private static FakeForge listenAgain(Demo demo, int port) throws BindException {
    try {
      return demo.start().apply(FakeAddress.atPort(port));
    } catch (UncheckedIOException taken) {
      throw new BindException(
          "the demo provider '"
              + demo.id()
              + "' needs port "
              + port
              + ", because links in the data folder name this address; stop what listens there,"
              + " or choose another folder with --data");
    }
  }

  @Override
  public void close() {
    running.forEach(demo -> demo.forge().close());
    ssh.ifPresent(DemoSsh::close);
  }
}
