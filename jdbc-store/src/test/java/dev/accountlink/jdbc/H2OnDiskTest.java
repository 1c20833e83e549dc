package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.BOB;
import static dev.accountlink.jdbc.Links.NOON;
import static dev.accountlink.jdbc.Links.key;
import static dev.accountlink.jdbc.Links.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import dev.accountlink.model.Link;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 in files, on a disk that is full and where it may only read. */
class H2OnDiskTest {
  private static final String USER = ";USER=sa;PASSWORD=sa";

  @TempDir Path folder;

  @Test
  void aFullDiskIsToldAndWhatWasToldBeforeIsThere() {
    try (RealDatabase database = new RealDatabase(FillingDisk.url(folder) + USER).withTables()) {
      HikariDataSource pool = database.pool();
      JdbcLinkStore store = new JdbcLinkStore(pool);
      store.insert(link(ALICE, "1"));

      FillingDisk.fill(folder, true);
      Throwable thrown = catchThrowable(() -> store.insert(link(BOB, "2")));
      assertThat(thrown)
          .isInstanceOf(JdbcStoreException.class)
          .hasMessageContaining("no room left");
      assertThatThrownBy(() -> store.insert(link(BOB, "2"))).isInstanceOf(JdbcStoreException.class);

      FillingDisk.fill(folder, false);
      pool.getHikariPoolMXBean().softEvictConnections();
      assertThat(store.find(key("1")).map(Link::user)).contains(ALICE);
      assertThat(store.findAll(BOB)).isEmpty();
      assertThat(H2.query(pool, "SELECT * FROM accountlink_user")).hasSize(1);
      store.insert(link(BOB, "2"));
      assertThat(store.find(key("2")).map(Link::user)).contains(BOB);
    }
  }

  @Test
  void aDatabaseThatIsReadOnlyIsReadAndSaysSo() {
    String url = "jdbc:h2:file:" + folder.resolve("db") + USER;
    try (RealDatabase database = new RealDatabase(url).withTables()) {
      new JdbcLinkStore(database.pool()).insert(link(ALICE, "1"));
    }
    try (RealDatabase database = new RealDatabase(url + ";ACCESS_MODE_DATA=r")) {
      HikariDataSource pool = database.pool();
      JdbcLinkStore store = new JdbcLinkStore(pool);

      assertThat(store.find(key("1"))).isPresent();
      assertThatThrownBy(() -> store.insert(link(BOB, "2"))).hasMessageContaining("read-only");
      assertThatThrownBy(() -> new JdbcReplayGuard(pool).firstUse("flow", NOON))
          .hasMessageContaining("read-only");
      Schema.migrate(pool);
    }
  }
}
