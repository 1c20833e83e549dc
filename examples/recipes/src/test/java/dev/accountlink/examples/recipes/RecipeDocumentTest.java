package dev.accountlink.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.locator.ClasspathSqlLocator;
import org.junit.jupiter.api.Test;

/** That whoever copies from {@code docs/link-store.md} has all that the recipe needs. */
class RecipeDocumentTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```sql\n(.*?)```");

  @Test
  void theTablesInTheDocumentAreThoseOfTheRecipe() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("../../docs/link-store.md")));
    assertThat(block.find()).isTrue();
    String recipe =
        ClasspathSqlLocator.create().getResource("dev/accountlink/examples/recipes/login.sql");

    assertThat(statements(block.group(1))).isEqualTo(statements(recipe));
  }

  /** Without comments, and however they are broken into lines. */
  private static List<String> statements(String sql) {
    return Stream.of(sql.replaceAll("--[^\n]*", "").split(";", -1))
        .map(statement -> statement.replaceAll("\\s+", " ").trim())
        .filter(statement -> !statement.isEmpty())
        .toList();
  }
}
