package dev.accountlink.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Lets many threads do something at the same moment. */
public final class Race {
  private static final int SECONDS = 600;

  private Race() {}

  /**
   * Runs all at once and gives back what each answered, in their order. Fails with whatever one of
   * them threw.
   */
  public static <T> List<T> run(int threads, IntFunction<T> runner) {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Callable<T>> runners = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      runners.add(
          () -> {
            start.await(SECONDS, TimeUnit.SECONDS);
            return runner.apply(number);
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : pool.invokeAll(runners, SECONDS, TimeUnit.SECONDS)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The race was interrupted.", e);
    } catch (ExecutionException e) {
      throw new AssertionError("One of the racing threads failed: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
