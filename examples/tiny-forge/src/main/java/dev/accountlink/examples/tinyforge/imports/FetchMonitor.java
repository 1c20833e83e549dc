package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.examples.tinyforge.imports.ImportProgress.Step;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.ProgressMonitor;

/** Hears from JGit how far a fetch is, and tells it when to stop. Used by one thread. */
final class FetchMonitor implements ProgressMonitor {
  /** As often as somebody who looks at a page could notice. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

  private final Attempt attempt;
  private final Consumer<ImportProgress> listener;
  private Step step = Step.ASKING;
  private int done;
  private int total;
  private long told = System.nanoTime() - PAUSE;

  FetchMonitor(Attempt attempt, Consumer<ImportProgress> listener) {
    this.attempt = attempt;
    this.listener = listener;
  }

  @Override
  public void start(int totalTasks) {}

  @Override
  public void beginTask(String title, int totalWork) {
    if (title.equals(JGitText.get().receivingObjects)) {
      step = Step.RECEIVING;
    } else if (title.equals(JGitText.get().resolvingDeltas)) {
      step = Step.RESOLVING;
    } else {
      return;
    }
    done = 0;
    total = totalWork;
    tell();
  }

  @Override
  public void update(int completed) {
    done += completed;
    if (System.nanoTime() - told >= PAUSE) {
      tell();
    }
  }

  private void tell() {
    told = System.nanoTime();
    listener.accept(
        new ImportProgress(step, total > 0 ? Math.min(done, total) : 0, total, attempt.measure()));
  }

  @Override
  public void endTask() {}

  @Override
  public boolean isCancelled() {
    return attempt.isStopped();
  }

  @Override
  public void showDuration(boolean enabled) {}
}
