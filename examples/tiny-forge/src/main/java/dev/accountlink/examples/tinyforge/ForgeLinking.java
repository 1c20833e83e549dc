package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.AccountLinkingBuilder;
import dev.accountlink.jdbc.JdbcGrantStore;
import dev.accountlink.jdbc.JdbcLinkStore;
import dev.accountlink.jdbc.JdbcReplayGuard;
import dev.accountlink.jdbc.Schema;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.seal.FlowKeys;
import dev.accountlink.seal.VaultKeys;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Everything that Accountlink has to be told about this forge, in one place. */
final class ForgeLinking {

  private ForgeLinking() {}

  /** The links, in the forge's own database. */
  static LinkStore links(Database database) {
    Schema.migrate(database.dataSource());
    return new JdbcLinkStore(database.jdbi());
  }

  static AccountLinking build(
      URI baseUrl,
      List<Provider> providers,
      ForgeServices forge,
      Database database,
      Config config,
      Clock clock) {
    HostUsers users =
        new ForgeHostUsers(forge.users(), forge.links(), forge.secondFactors(), database.jdbi());
    HostSessions sessions =
        new ForgeHostSessions(forge.users(), forge.sessions(), forge.frontDoor(), baseUrl);
    AccountLinkingBuilder builder =
        AccountLinking.builder(baseUrl.toString())
            .users(users)
            .sessions(sessions)
            .passwords(new ForgeHostPasswords(forge.passwordTries()))
            .links(forge.links())
            .pages(new ForgeHostPages())
            // kept apart from the database, or a copy of it would hold the tokens and their key
            .grants(
                new JdbcGrantStore(database.dataSource()),
                VaultKeys.inFile(config.data().resolve("vault-keys")))
            .importParts(Set.of(Part.READ_REPOSITORIES, Part.DEPLOY_KEYS))
            // these two let a flow that was begun before a restart end after it
            .flowKeys(FlowKeys.inFile(config.data().resolve("flow-keys")))
            .replayGuard(new JdbcReplayGuard(database.dataSource(), clock))
            .clock(clock);
    providers.forEach(builder::provider);
    return builder.build();
  }
}
