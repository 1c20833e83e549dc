package dev.accountlink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * That nothing is asked of a database which those that speak PostgreSQL and are spread over
 * machines lack or make dear, as docs/operations.md says.
 */
class SpreadDatabasesTest {
  private static final Pattern LACKING =
      Pattern.compile(
          "(?i)\\b(SERIAL|BIGSERIAL|SEQUENCE|NEXTVAL|IDENTITY|AUTO_INCREMENT|pg_\\w+|LOCK\\s+TABLE|TRIGGER"
              + "|FUNCTION|PROCEDURE|LISTEN|NOTIFY|REFERENCES|FOREIGN|ON\\s+CONFLICT|MERGE|RETURNING"
              + "|TEMPORARY|CTID|XMIN|SET\\s+TRANSACTION|ADVISORY)\\b");

  @Test
  void noStatementNeedsWhatTheyLack() {
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    try (RealDatabase database = Server.H2_IN_MEMORY.empty().withTables()) {
      SchemaOnServersTest.everyStatementIsRun(
          listening(database.pool(), asked), TablePrefix.DEFAULT);
    }

    assertThat(asked)
        .as("statements of every table")
        .hasSizeGreaterThan(25)
        .noneMatch(sql -> LACKING.matcher(sql).find());
    assertThat(String.join("\n", asked))
        .contains("_link ", "_user ", "_used ", "_grant ", "_revocation ");
  }

  @Test
  void noScriptNeedsWhatTheyLack() throws IOException {
    List<Path> scripts;
    Path folder = Path.of("src/main/resources/accountlink/db/migration/postgresql");
    try (Stream<Path> found = Files.list(folder)) {
      scripts = found.toList();
    }

    assertThat(scripts).isNotEmpty();
    for (Path script : scripts) {
      assertThat(Files.readString(script)).doesNotContainPattern(LACKING);
    }
  }

  private static DataSource listening(DataSource dataSource, Queue<String> asked) {
    return proxy(DataSource.class, dataSource, asked);
  }

  private static <T> T proxy(Class<T> type, Object target, Queue<String> asked) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> {
              if (called.getName().equals("prepareStatement")) {
                asked.add((String) arguments[0]);
              }
              try {
                Object answer = called.invoke(target, arguments);
                return answer instanceof Connection
                    ? proxy(Connection.class, answer, asked)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
