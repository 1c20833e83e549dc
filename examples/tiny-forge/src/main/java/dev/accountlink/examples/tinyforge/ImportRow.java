package dev.accountlink.examples.tinyforge;

import dev.accountlink.examples.tinyforge.imports.CloneWay;
import dev.accountlink.examples.tinyforge.imports.ImportJob;
import dev.accountlink.examples.tinyforge.imports.ImportProgress;
import dev.accountlink.examples.tinyforge.imports.ImportState;
import dev.accountlink.examples.tinyforge.imports.ImportTrouble;
import java.time.Instant;
import java.util.Optional;

/**
 * An import, as a line on the page.
 *
 * @param owner whose it is
 * @param provider what people call the provider
 * @param askHref where its permission is given
 * @param now when the page is shown
 */
record ImportRow(ImportJob job, String owner, String provider, String askHref, Instant now) {

  String id() {
    return job.id();
  }

  String from() {
    return job.ref().fullName();
  }

  String name() {
    return job.name();
  }

  boolean isOpen() {
    return job.state().isOpen();
  }

  boolean isDone() {
    return job.state() == ImportState.DONE;
  }

  boolean isFailed() {
    return job.state() == ImportState.FAILED;
  }

  boolean isRunning() {
    return job.state() == ImportState.RUNNING;
  }

  boolean mayTryAgain() {
    return isFailed() || job.state() == ImportState.CANCELLED || job.notBefore().isPresent();
  }

  boolean wantsName() {
    return isFailed() && job.trouble().filter(ImportTrouble::isAboutName).isPresent();
  }

  /** The other way to fetch it, where this one may be the reason that it failed. */
  Optional<CloneWay> otherWay() {
    return job.trouble().filter(trouble -> isFailed()).flatMap(trouble -> trouble.other(job.way()));
  }

  boolean wantsPermission() {
    return isFailed() && job.trouble().filter(ImportTrouble::isAboutPermission).isPresent();
  }

  /** The provider's own page, where it named one on which something can be done. */
  Optional<String> pageThere() {
    return job.page().filter(page -> isFailed());
  }

  String state() {
    return switch (job.state()) {
      case QUEUED -> waiting();
      case RUNNING -> progress();
      case DONE -> "Imported, " + Amounts.bytes(job.progress().bytes());
      case FAILED -> "Not imported. " + trouble().orElse("");
      case CANCELLED -> "Cancelled. Nothing was kept.";
    };
  }

  private Optional<String> trouble() {
    return job.trouble().map(trouble -> trouble.sentence(provider));
  }

  private String waiting() {
    return job.notBefore()
        .map(moment -> trouble().orElse("") + " It goes on " + Amounts.until(moment, now) + ".")
        .orElse("Waits for its turn");
  }

  private String progress() {
    ImportProgress progress = job.progress();
    String of = progress.total() > 0 ? progress.done() + " of " + progress.total() : "";
    return switch (progress.step()) {
      case ASKING -> "Asks " + provider;
      case RECEIVING ->
          "Receives "
              + (of.isEmpty() ? "" : of + " objects, ")
              + Amounts.bytes(progress.bytes())
              + job.size()
                  .map(size -> " of about " + Amounts.bytes(size))
                  .filter(any -> progress.bytes() > 0)
                  .orElse("");
      case RESOLVING -> "Puts together " + of + " changes, " + Amounts.bytes(progress.bytes());
    };
  }

  /** Of a bar whose first four fifths are for receiving. */
  int percent() {
    ImportProgress progress = job.progress();
    int part = progress.total() > 0 ? (int) (100L * progress.done() / progress.total()) : 0;
    return switch (progress.step()) {
      case ASKING -> 0;
      case RECEIVING -> part * 4 / 5;
      case RESOLVING -> 80 + part / 5;
    };
  }
}
