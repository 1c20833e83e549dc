package dev.accountlink.jdbc;

import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** Tests that this machine lacks something for: one line for all of them in a run. */
final class Skipped {
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private Skipped() {}

  /** Goes on where everything is there; else ends the test, and says why if nobody has yet. */
  static void unless(boolean isThere, String line) {
    unless(isThere, line, System.out);
  }

  static void unless(boolean isThere, String line, PrintStream out) {
    if (!isThere && SAID.add(line)) {
      out.println(line);
    }
    Assumptions.assumeTrue(isThere, line);
  }
}
