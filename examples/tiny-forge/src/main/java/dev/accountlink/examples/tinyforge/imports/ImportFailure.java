package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.imports.ImportProblem;
import java.time.Duration;
import java.util.Optional;

/** An attempt that came to nothing. */
final class ImportFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final ImportTrouble trouble;
  private final Duration pause;
  private final transient Optional<String> page;

  private ImportFailure(ImportTrouble trouble, Duration pause, Optional<String> page) {
    super("an import failed: " + trouble);
    this.trouble = trouble;
    this.pause = pause;
    this.page = page;
  }

  static ImportFailure of(ImportTrouble trouble) {
    return new ImportFailure(trouble, Duration.ZERO, Optional.empty());
  }

  static ImportFailure of(ImportProblem problem) {
    return new ImportFailure(
        ImportTrouble.of(problem), ImportTrouble.pause(problem), ImportTrouble.page(problem));
  }

  ImportTrouble trouble() {
    return trouble;
  }

  /** The provider's page on which the user does something about it, if it named one. */
  Optional<String> page() {
    return page;
  }

  /** How long to leave the provider alone; zero where that does not help. */
  Duration pause() {
    return pause;
  }
}
