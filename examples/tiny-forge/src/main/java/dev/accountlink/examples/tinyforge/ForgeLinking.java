package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.AccountLinkingBuilder;
import dev.accountlink.jdbc.JdbcLinkStore;
import dev.accountlink.jdbc.JdbcReplayGuard;
import dev.accountlink.jdbc.Schema;
import dev.accountlink.provider.Provider;
import dev.accountlink.seal.FlowKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Everything that Accountlink has to be told about this forge, in one place. */
final class ForgeLinking {

  private ForgeLinking() {}

  static AccountLinking build(
      URI baseUrl,
      List<Provider> providers,
      ForgeUsers users,
      ForgeSessions sessions,
      Database database,
      Path folder,
      Clock clock) {
    Schema.migrate(database.dataSource());
    JdbcLinkStore links = new JdbcLinkStore(database.jdbi());
    AccountLinkingBuilder builder =
        AccountLinking.builder(baseUrl.toString())
            .users(new ForgeHostUsers(users, links, database.jdbi()))
            .sessions(new ForgeHostSessions(users, sessions))
            .links(links)
            .pages(new ForgeHostPages())
            // these two let a flow that was begun before a restart end after it
            .flowKeys(FlowKeys.inFile(folder.resolve("flow-keys")))
            .replayGuard(new JdbcReplayGuard(database.dataSource(), clock))
            .clock(clock);
    providers.forEach(builder::provider);
    return builder.build();
  }
}
