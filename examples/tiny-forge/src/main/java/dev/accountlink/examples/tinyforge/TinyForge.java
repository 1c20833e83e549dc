package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.provider.Provider;
import dev.accountlink.servlet.AccountLinkFilter;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A small forge one can use, with social sign-in by Accountlink. */
public final class TinyForge implements AutoCloseable {

  private final Database database;
  private final WebServer web;
  private final DemoProviders demos;
  private final ForgeUsers users;
  private final ForgeRepositories repositories;

  private TinyForge(
      Database database,
      WebServer web,
      DemoProviders demos,
      ForgeUsers users,
      ForgeRepositories repositories) {
    this.database = database;
    this.web = web;
    this.demos = demos;
    this.users = users;
    this.repositories = repositories;
  }

  /**
   * Starts a forge until the process is told to stop.
   *
   * @param arguments see {@code --help}
   * @throws Exception if the forge cannot start
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    if (words.contains("--help")) {
      System.out.print(Config.USAGE);
      return;
    }
    try {
      TinyForge forge = start(Config.parse(words, System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(forge::close, "tiny-forge-stop"));
      System.out.println(forge.instructions());
    } catch (IllegalArgumentException | BindException wrongChoice) {
      System.err.println("tiny-forge did not start: " + wrongChoice.getMessage());
      System.err.print(Config.USAGE);
      System.exit(2);
    }
  }

  /**
   * Starts a forge.
   *
   * @param config its port and data folder
   * @return the running forge; close it to stop it
   * @throws IOException if the port is taken or the folder cannot be written
   */
  public static TinyForge start(Config config) throws IOException {
    return start(config, Clock.systemUTC());
  }

  static TinyForge start(Config config, Clock clock) throws IOException {
    makePrivate(config.data());
    WebServer web = new WebServer(config.port());
    DemoProviders demos = startDemos(config, web, clock);
    Database database = Database.open(config.data());
    ForgeUsers users = new ForgeUsers(database.jdbi(), new Passwords(), clock);
    ForgeSessions sessions = new ForgeSessions(users, clock);
    ForgeRepositories repositories =
        new ForgeRepositories(database.jdbi(), config.data().resolve("repositories"), clock);
    List<Provider> providers = new ArrayList<>(config.providers().all());
    providers.addAll(demos.providers());
    AccountLinking linking =
        ForgeLinking.build(
            web.baseUrl(), providers, users, sessions, database, config.data(), clock);
    demos.register(linking);
    assemble(web, linking, users, repositories, sessions);
    web.start();
    return new TinyForge(database, web, demos, users, repositories);
  }

  private static DemoProviders startDemos(Config config, WebServer web, Clock clock)
      throws IOException {
    try {
      DemoPorts ports = new DemoPorts(config.data().resolve("demo-ports.properties"));
      return DemoProviders.start(config.providers(), ports, web.baseUrl().getPort(), clock);
    } catch (IOException failure) {
      web.close();
      throw failure;
    }
  }

  /** Password hashes are in there: other users of this machine have no business with them. */
  private static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void assemble(
      WebServer web,
      AccountLinking linking,
      ForgeUsers users,
      ForgeRepositories repositories,
      ForgeSessions sessions) {
    SocialSignIn social = new SocialSignIn(linking);
    CsrfTokens csrfTokens = new CsrfTokens();
    Pages pages = new Pages(sessions, csrfTokens);
    web.filter(new OneAddress(web.baseUrl()), "/*")
        // before whatever reads a form: a provider may answer by one
        .filter(new AccountLinkFilter(linking), "/*")
        .filter(new SecurityHeaders(), "/*")
        .filter(csrfTokens, "/*")
        .filter(new GitAuthentication(users, web.baseUrl()), GitServer.PATH + "/*")
        .servlet(new GitServer(repositories).servlet(), GitServer.PATH + "/*")
        .servlet(new Assets(), "/assets/*")
        .servlet(new Assets(), Assets.ICON)
        .servlet(new HomeServlet(users, repositories, pages), "")
        .servlet(new SignInServlet(users, sessions, social, pages), SignInServlet.PATH)
        .servlet(new SignOutServlet(sessions), "/sign-out")
        .servlet(new RegisterServlet(users, sessions, pages), "/register")
        .servlet(new SettingsServlet(users, sessions, social, pages), SettingsServlet.PATH)
        .servlet(new UserServlet(users, sessions, repositories, pages), "/u/*")
        .servlet(new NewRepositoryServlet(sessions, repositories, pages), NewRepositoryServlet.PATH)
        .servlet(new RepositoryServlet(sessions, repositories, pages, web.baseUrl()), "/r/*")
        .servlet(new ErrorServlet(pages), ErrorServlet.PATH);
  }

  /**
   * The address of the home page, without a slash at its end.
   *
   * @return for example {@code http://localhost:8080}
   */
  public URI baseUrl() {
    return web.baseUrl();
  }

  /** The users, for tests that need one nobody can register in a form. */
  ForgeUsers users() {
    return users;
  }

  /** The repositories, for tests that set one up without a browser. */
  ForgeRepositories repositories() {
    return repositories;
  }

  private String instructions() {
    return Instructions.text(baseUrl(), demos);
  }

  @Override
  public void close() {
    web.close();
    demos.close();
    database.close();
  }
}
