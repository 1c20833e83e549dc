package dev.accountlink.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code docs/link-store.md} promises: a store of one's own is short. */
class RecipeLengthTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/accountlink/examples/recipes");

  @ParameterizedTest
  @CsvSource({"ThreeColumnLinkStore, 80", "LoginTable, 90", "KeyValueLinkStore, 115"})
  void aStoreOfOnesOwnIsShort(String recipe, int limit) throws IOException {
    assertThat(Files.readAllLines(SOURCES.resolve(recipe + ".java"))).hasSizeLessThan(limit);
  }
}
