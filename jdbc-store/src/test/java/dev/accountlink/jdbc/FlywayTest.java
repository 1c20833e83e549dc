package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.key;
import static dev.accountlink.jdbc.Links.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host that leaves the tables to Flyway, as docs/operations.md says. */
class FlywayTest {
  @ParameterizedTest
  @EnumSource
  void flywayMakesTheTablesAndEveryStoreTakesThem(Server server) {
    try (RealDatabase database = server.empty()) {
      HikariDataSource pool = database.pool();

      assertThat(flyway(server, pool).load().migrate().migrationsExecuted).isEqualTo(1);

      Schema.check(pool);
      new JdbcLinkStore(pool).insert(link(ALICE, "1"));
      Schema.migrate(pool);
      assertThat(flyway(server, pool).load().migrate().migrationsExecuted).isZero();
      assertThat(new JdbcLinkStore(pool).find(key("1"))).contains(link(ALICE, "1"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void flywayTakesOverTablesThatTheLibraryMade(Server server) {
    try (RealDatabase database = server.empty().withTables()) {
      HikariDataSource pool = database.pool();
      new JdbcLinkStore(pool).insert(link(ALICE, "1"));

      flyway(server, pool).baselineOnMigrate(true).baselineVersion("0").load().migrate();

      Schema.check(pool);
      assertThat(new JdbcLinkStore(pool).find(key("1"))).contains(link(ALICE, "1"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void flywayMakesTablesWithAPrefixOfTheHosts(Server server) {
    try (RealDatabase database = server.empty()) {
      HikariDataSource pool = database.pool();
      TablePrefix prefix = new TablePrefix("forge_sso_");

      flyway(server, pool)
          .placeholderPrefix("accountlin")
          .placeholderSuffix("_")
          .placeholders(Map.of("k", prefix.text()))
          .load()
          .migrate();

      Schema.check(pool, prefix);
      new JdbcLinkStore(pool, prefix).insert(link(ALICE, "1"));
      assertThat(new JdbcLinkStore(pool, prefix).find(key("1"))).isPresent();
      assertThatThrownBy(() -> Schema.check(pool)).isInstanceOf(IllegalStateException.class);
    }
  }

  private static FluentConfiguration flyway(Server server, HikariDataSource pool) {
    return Flyway.configure()
        .dataSource(pool)
        .locations("classpath:accountlink/db/migration/" + server.folder())
        .table("sso_flyway_history");
  }
}
