package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.imports.ImportProblem;
import java.time.Duration;

/** An attempt that came to nothing. */
final class ImportFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final ImportTrouble trouble;
  private final Duration pause;

  private ImportFailure(ImportTrouble trouble, Duration pause) {
    super("an import failed: " + trouble);
    this.trouble = trouble;
    this.pause = pause;
  }

  static ImportFailure of(ImportTrouble trouble) {
    return new ImportFailure(trouble, Duration.ZERO);
  }

  static ImportFailure of(ImportProblem problem) {
    return new ImportFailure(ImportTrouble.of(problem), ImportTrouble.pause(problem));
  }

  ImportTrouble trouble() {
    return trouble;
  }

  /** How long to leave the provider alone; zero where that does not help. */
  Duration pause() {
    return pause;
  }
}
