package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.key;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import dev.accountlink.model.Link;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Databases that answer a commit before it is written, and how one hears of it. */
class LateCommitsTest {
  @TempDir Path folder;

  @Test
  @DisplayName("F11 a link that was answered for is there after the host with its H2 was killed")
  void f11WhatWasAnsweredForOutlivesAKill() throws IOException, InterruptedException {
    Process killed =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledHost.class.getName(),
                address(";WRITE_DELAY=0"))
            .redirectErrorStream(true)
            .start();
    String said = new String(killed.getInputStream().readAllBytes());

    assertThat(killed.waitFor()).as(said).isEqualTo(KilledHost.KILLED);
    assertThat(new JdbcLinkStore(H2.at(address(""))).find(key("1")).map(Link::user))
        .contains(ALICE);
  }

  /** Stores a link, and is gone the moment it is told that the link is stored. */
  static final class KilledHost {
    static final int KILLED = 9;

    private KilledHost() {}

    public static void main(String[] arguments) {
      DataSource dataSource = H2.at(arguments[0]);
      Schema.migrate(dataSource);
      new JdbcLinkStore(dataSource).insert(Links.link(ALICE, "1"));
      Runtime.getRuntime().halt(KILLED);
    }
  }

  @Test
  void anH2ThatWritesLaterIsWarnedOf() {
    JdbcConnectionPool late = H2.at(address(""));

    assertThat(warnings(late)).singleElement().asString().contains("H2", ";WRITE_DELAY=0");
    H2.execute(late, "SET WRITE_DELAY 0");
    assertThat(warnings(late)).isEmpty();
    assertThat(warnings(H2.empty())).as("a database in memory promises nothing").isEmpty();
  }

  @Test
  void aPostgreSqlThatWritesLaterIsWarnedOf() {
    try (RealDatabase database = PostgreSql.empty()) {
      assertThat(warnings(committing(database, "off")))
          .singleElement()
          .asString()
          .contains("PostgreSQL", "synchronous_commit to on");
      assertThat(warnings(committing(database, "on"))).isEmpty();
      assertThat(warnings(committing(database, "local"))).isEmpty();
    }
  }

  private static DataSource committing(RealDatabase database, String how) {
    return database.pool(
        changes -> changes.setConnectionInitSql("SET synchronous_commit = " + how));
  }

  @Test
  @Tag("servers")
  void aMariaDbThatWritesLaterIsWarnedOf() {
    try (RealDatabase database = Server.MARIADB.empty()) {
      HikariDataSource pool = database.pool();

      // the server of the tests is one
      assertThat(warnings(pool)).singleElement().asString().contains("flush_log_at_trx_commit");
      H2.execute(pool, "SET GLOBAL innodb_flush_log_at_trx_commit = 1");
      try {
        assertThat(warnings(pool)).isEmpty();
      } finally {
        H2.execute(pool, "SET GLOBAL innodb_flush_log_at_trx_commit = 2");
      }
    }
  }

  private String address(String settings) {
    return "jdbc:h2:file:" + folder.resolve("forge") + settings;
  }

  private static List<String> warnings(DataSource dataSource) {
    Logger logger = (Logger) LoggerFactory.getLogger(Schema.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.WARN);
    try {
      Schema.migrate(dataSource);
      return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    } finally {
      logger.setLevel(Level.OFF);
      logger.detachAppender(lines);
    }
  }
}
