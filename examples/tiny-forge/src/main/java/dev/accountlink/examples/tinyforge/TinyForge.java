package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.examples.tinyforge.imports.Imports;
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
  private final ForgeServices services;
  private final Imports imports;

  private TinyForge(
      Database database,
      WebServer web,
      DemoProviders demos,
      ForgeServices services,
      Imports imports) {
    this.database = database;
    this.web = web;
    this.demos = demos;
    this.services = services;
    this.imports = imports;
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

  /** The same with another clock. */
  public static TinyForge start(Config config, Clock clock) throws IOException {
    makePrivate(config.data());
    WebServer web = new WebServer(config.port());
    DemoProviders demos = startDemos(config, web, clock);
    Database database = Database.open(config.data());
    ForgeServices services = ForgeServices.in(database, config.data(), clock);
    List<Provider> providers = new ArrayList<>(config.providers());
    providers.addAll(demos.providers());
    AccountLinking linking =
        ForgeLinking.build(web.baseUrl(), providers, services, database, config, clock);
    demos.register(linking);
    Imports imports = ForgeImports.build(database, services, linking, demos, config, clock);
    Pages pages = assemble(web, linking, config.providers().isEmpty(), services, database, clock);
    ForgeImports.addPages(web, services.sessions(), imports, linking, pages, clock);
    imports.start();
    web.start();
    return new TinyForge(database, web, demos, services, imports);
  }

  private static DemoProviders startDemos(Config config, WebServer web, Clock clock)
      throws IOException {
    if (!config.providers().isEmpty()) {
      return DemoProviders.none();
    }
    try {
      return DemoProviders.start(config.data(), web.baseUrl().getPort(), clock);
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

  private static Pages assemble(
      WebServer web,
      AccountLinking linking,
      boolean demo,
      ForgeServices forge,
      Database database,
      Clock clock) {
    CsrfTokens csrfTokens = new CsrfTokens();
    Pages pages = new Pages(forge.sessions(), csrfTokens);
    web.filter(new OneAddress(web.baseUrl()), "/*")
        // before whatever reads a form: a provider may answer by one
        .filter(new AccountLinkFilter(linking), "/*")
        .filter(new SecurityHeaders(), "/*")
        .filter(csrfTokens, "/*")
        .filter(
            new GitAuthentication(forge.passwordTries(), forge.secondFactors(), web.baseUrl()),
            GitServer.PATH + "/*")
        .servlet(new GitServer(forge.repositories()).servlet(), GitServer.PATH + "/*")
        .servlet(new Assets(), "/assets/*")
        .servlet(new Assets(), Assets.ICON)
        .servlet(new ErrorServlet(pages), ErrorServlet.PATH);
    CommitAuthors authors = new CommitAuthors(database.jdbi(), forge.links(), linking.grants());
    addRepositoryPages(web, forge, authors, pages, clock);
    addUserPages(web, forge, pages, linking);
    web.servlet(
        new CommitSettingsServlet(forge.sessions(), authors, pages), CommitSettingsServlet.PATH);
    Staff staff =
        new Staff(
            forge.users(), forge.repositories(), forge.secondFactors(), linking, database.jdbi());
    StaffDoor door = new StaffDoor(forge.sessions(), pages);
    StaffPage staffPage = new StaffPage(forge.users(), forge.secondFactors(), linking, demo, pages);
    web.servlet(
        new StaffServlet(forge.users(), forge.sessions(), staff, door, staffPage),
        StaffServlet.PATH);
    return pages;
  }

  private static void addRepositoryPages(
      WebServer web, ForgeServices forge, CommitAuthors authors, Pages pages, Clock clock) {
    ForgeUsers users = forge.users();
    ForgeSessions sessions = forge.sessions();
    ForgeRepositories repositories = forge.repositories();
    web.servlet(new HomeServlet(users, repositories, pages), "")
        .servlet(
            new UserServlet(users, sessions, forge.secondFactors(), repositories, pages), "/u/*")
        .servlet(
            new NewRepositoryServlet(sessions, repositories, authors, pages, clock),
            NewRepositoryServlet.PATH)
        .servlet(
            new RepositoryServlet(
                sessions, forge.secondFactors(), repositories, authors, pages, web.baseUrl()),
            "/r/*");
  }

  private static void addUserPages(
      WebServer web, ForgeServices forge, Pages pages, AccountLinking linking) {
    SocialSignIn social = new SocialSignIn(linking);
    ForgeUsers users = forge.users();
    ForgeSessions sessions = forge.sessions();
    SecondFactors secondFactors = forge.secondFactors();
    web.servlet(
            new SignInServlet(forge.passwordTries(), sessions, forge.frontDoor(), social, pages),
            SignInServlet.PATH)
        .servlet(
            new SecondFactorServlet(forge.halfSignIns(), secondFactors, sessions, pages),
            SecondFactorServlet.PATH)
        .servlet(new ProofServlet(forge.passwordTries(), sessions, pages), ProofServlet.PATH)
        .servlet(new SignOutServlet(sessions), "/sign-out")
        .servlet(new RegisterServlet(users, forge.frontDoor(), pages), "/register")
        .servlet(
            new SettingsServlet(
                users, forge.passwordTries(), sessions, linking, secondFactors, social, pages),
            SettingsServlet.PATH)
        .servlet(
            new SecondFactorSettingsServlet(users, secondFactors, sessions, pages),
            SecondFactorSettingsServlet.PATH);
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
    return services.users();
  }

  /** The repositories, for tests that set one up without a browser. */
  ForgeRepositories repositories() {
    return services.repositories();
  }

  /** The second factors, for tests that have no telephone at hand. */
  SecondFactors secondFactors() {
    return services.secondFactors();
  }

  /** The demo providers, for tests that change what is there. */
  DemoProviders demos() {
    return demos;
  }

  /** What is printed at the start. */
  String instructions() {
    return Instructions.text(baseUrl(), demos);
  }

  @Override
  public void close() {
    web.close();
    imports.stop();
    demos.close();
    imports.close();
    database.close();
  }
}
