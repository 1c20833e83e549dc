package dev.accountlink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That docs/schema.md says what is there, on every database. */
class SchemaDocumentTest {
  @ParameterizedTest
  @EnumSource
  void everyColumnIsDescribedAsItIs(Server server) throws SQLException, IOException {
    try (RealDatabase database = server.empty().withTables()) {
      List<String> there = columns(server, database.pool());

      assertThat(there).hasSizeGreaterThan(30);
      assertThat(there).containsExactlyInAnyOrderElementsOf(describedColumns(server));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyIndexIsDescribedAsItIs(Server server) throws SQLException, IOException {
    try (RealDatabase database = server.empty().withTables()) {
      assertThat(indexes(database.pool())).isEqualTo(describedIndexes());
    }
  }

  private static List<String> columns(Server server, HikariDataSource pool) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = pool.getConnection();
        ResultSet rows =
            connection
                .getMetaData()
                .getColumns(connection.getCatalog(), connection.getSchema(), null, null)) {
      while (rows.next()) {
        String table = rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
        if (table.startsWith("accountlink_")) {
          found.add(
              String.join(
                  " ",
                  table,
                  rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
                  type(server, rows.getString("TYPE_NAME"), rows.getInt("COLUMN_SIZE")),
                  rows.getString("IS_NULLABLE").toLowerCase(Locale.ROOT)));
        }
      }
    }
    return found;
  }

  /** As the scripts call it. */
  private static String type(Server server, String name, int size) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "CHARACTER VARYING", "VARCHAR" -> "VARCHAR(" + size + ")";
      case "INT8", "BIGINT" -> "BIGINT";
      case "INT4", "INT", "INTEGER" -> "INTEGER";
      case "BOOL", "BIT", "TINYINT", "BOOLEAN" -> "BOOLEAN";
      default -> name.toUpperCase(Locale.ROOT);
    };
  }

  private static List<String> describedColumns(Server server) throws IOException {
    List<String> described = new ArrayList<>();
    String table = "";
    for (String line : document()) {
      if (line.startsWith("## ")) {
        table = line.substring(3);
      } else if (table.startsWith("accountlink_") && isRow(line)) {
        String[] cells = line.split(" *\\| *");
        String[] types = cells[2].split(" / ");
        String type = types[types.length == 1 ? 0 : server.ordinal()];
        described.add(String.join(" ", table, cells[1], type, cells[3]));
      }
    }
    return described;
  }

  private static Map<String, String> indexes(HikariDataSource pool) throws SQLException {
    Map<String, String> found = new TreeMap<>();
    try (Connection connection = pool.getConnection()) {
      boolean inCapitals = connection.getMetaData().storesUpperCaseIdentifiers();
      for (String table : List.of("link", "user", "used", "grant", "revocation", "schema")) {
        String name = "accountlink_" + table;
        try (ResultSet rows =
            connection
                .getMetaData()
                .getIndexInfo(
                    connection.getCatalog(),
                    connection.getSchema(),
                    inCapitals ? name.toUpperCase(Locale.ROOT) : name,
                    false,
                    false)) {
          while (rows.next()) {
            String index = String.valueOf(rows.getString("INDEX_NAME")).toLowerCase(Locale.ROOT);
            if (index.startsWith("accountlink_") && !index.endsWith("_pkey")) {
              String unique = rows.getBoolean("NON_UNIQUE") ? "no" : "yes";
              String column = rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT);
              found.merge(index, column + " " + unique, (one, more) -> one + ", " + more);
            }
          }
        }
      }
    }
    return found;
  }

  private static Map<String, String> describedIndexes() throws IOException {
    Map<String, String> described = new TreeMap<>();
    List<String> lines = document();
    for (String line : lines.subList(lines.indexOf("## Indexes"), lines.size())) {
      if (isRow(line)) {
        String[] cells = line.split(" *\\| *");
        described.put(cells[1], cells[2] + " " + cells[3]);
      }
    }
    return described;
  }

  private static boolean isRow(String line) {
    return line.startsWith("| ") && !line.startsWith("| column") && !line.startsWith("| index");
  }

  private static List<String> document() throws IOException {
    return Files.readAllLines(Path.of("..", "docs", "schema.md"));
  }
}
