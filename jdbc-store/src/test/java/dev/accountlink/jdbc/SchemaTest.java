package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.key;
import static dev.accountlink.jdbc.Links.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final String SCRIPT = "/accountlink/db/migration/h2/V1__accountlink.sql";

  @Test
  void migratingAgainChangesNothing() {
    DataSource dataSource = H2.empty();
    Schema.migrate(dataSource);
    new JdbcLinkStore(dataSource).insert(link(ALICE, "1"));
    List<String> before = H2.query(dataSource, "SCRIPT");

    Schema.migrate(dataSource);

    assertThat(H2.query(dataSource, "SCRIPT")).isEqualTo(before);
    assertThat(new JdbcLinkStore(dataSource).find(key("1"))).isPresent();
  }

  @Test
  void nodesThatStartAtOnceDoNotDisturbEachOther() throws Exception {
    for (int round = 0; round < 5; round++) {
      DataSource dataSource = H2.empty();

      atOnce(8, () -> Schema.migrate(dataSource));

      Schema.check(dataSource);
      assertThat(H2.query(dataSource, "SELECT version FROM accountlink_schema"))
          .containsExactly("1");
    }
  }

  @Test
  void checkSaysWhatToDoWhereThereAreNoTables() {
    assertThatThrownBy(() -> Schema.check(H2.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 0")
        .hasMessageContaining("Schema.migrate")
        .hasMessageContaining("V1__accountlink.sql");
  }

  @Test
  void aScriptRunByOthersIsSeenAndMayRunTwice() throws IOException {
    DataSource dataSource = H2.empty();

    H2.execute(dataSource, script());
    assertThatCode(() -> Schema.check(dataSource)).doesNotThrowAnyException();

    H2.execute(dataSource, script());
    Schema.migrate(dataSource);
    Schema.check(dataSource);
  }

  @Test
  void aNewerSchemaIsLeftAlone() {
    DataSource dataSource = H2.withTables();
    H2.execute(dataSource, "INSERT INTO accountlink_schema VALUES (99)");

    assertThatThrownBy(() -> Schema.migrate(dataSource))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 99")
        .hasMessageContaining("newer release");
  }

  @Test
  void aDatabaseWithoutScriptsIsNamed() {
    assertThatThrownBy(() -> Schema.migrate(called("Paradox", H2.empty())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Paradox")
        .hasMessageContaining("H2");
  }

  @Test
  void aDatabaseThatCannotBeReachedIsAFailure() {
    DataSource gone = H2.at("jdbc:h2:mem:never;IFEXISTS=TRUE");

    assertThatThrownBy(() -> Schema.check(gone)).isInstanceOf(JdbcStoreException.class);
  }

  private static void atOnce(int threads, Runnable work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    Callable<Boolean> runner =
        () -> {
          start.await();
          work.run();
          return true;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Boolean> done :
          pool.invokeAll(IntStream.range(0, threads).mapToObj(i -> runner).toList())) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static String script() throws IOException {
    try (InputStream in = SchemaTest.class.getResourceAsStream(SCRIPT)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The same database under another name: only what it calls itself is changed. */
  private static DataSource called(String name, DataSource dataSource) {
    return proxy(
        DataSource.class,
        dataSource,
        connection ->
            proxy(
                Connection.class,
                connection,
                metadata -> proxy(DatabaseMetaData.class, metadata, product -> name)));
  }

  private static <T> T proxy(Class<T> type, Object target, UnaryOperator<Object> change) {
    List<String> changed = List.of("getConnection", "getMetaData", "getDatabaseProductName");
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                Object answer = method.invoke(target, arguments);
                return changed.contains(method.getName()) ? change.apply(answer) : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
