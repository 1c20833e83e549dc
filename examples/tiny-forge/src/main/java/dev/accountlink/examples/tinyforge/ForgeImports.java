package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.examples.tinyforge.imports.ImportSetting;
import dev.accountlink.examples.tinyforge.imports.Imports;
import dev.accountlink.examples.tinyforge.imports.KnownHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Puts together what imports need, and their pages. */
final class ForgeImports {

  private ForgeImports() {}

  static Imports build(
      Database database,
      ForgeServices forge,
      AccountLinking linking,
      DemoProviders demos,
      Config config,
      Clock clock)
      throws IOException {
    Path listed = config.data().resolve("known_hosts");
    List<String> hosts = new ArrayList<>(demos.knownHosts());
    if (Files.exists(listed)) {
      hosts.addAll(Files.readAllLines(listed));
    }
    return new Imports(
        database.jdbi(),
        new ForgeShelf(forge.repositories()),
        new ImportProviders(linking)::repositories,
        config.data().resolve("imports"),
        new ImportSetting(config.imports(), KnownHosts.of(hosts), clock));
  }

  static void addPages(
      WebServer web,
      ForgeSessions sessions,
      Imports imports,
      AccountLinking linking,
      Pages pages,
      Clock clock) {
    ImportProviders providers = new ImportProviders(linking);
    web.servlet(new ImportServlet(sessions, imports, providers, pages, clock), ImportServlet.PATH)
        .servlet(
            new ImportFromServlet(sessions, imports, providers, pages, clock),
            ImportFromServlet.ROOT + "*");
  }
}
