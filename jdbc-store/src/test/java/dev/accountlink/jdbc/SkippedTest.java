package dev.accountlink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** That whoever runs the tests reads what was skipped, and how to get it. */
class SkippedTest {
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);

  @Test
  void whatIsMissingIsSaidInOneLineForAllTests() {
    for (int test = 0; test < 3; test++) {
      assertThatThrownBy(() -> Skipped.unless(false, "Get it there.", out))
          .isInstanceOf(TestAbortedException.class);
    }

    assertThat(console.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("Get it there.");
  }

  @Test
  void whatIsThereIsNotSpokenOf() {
    assertThatCode(() -> Skipped.unless(true, "Get it elsewhere.", out)).doesNotThrowAnyException();

    assertThat(console.size()).isZero();
  }
}
