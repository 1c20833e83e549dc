package dev.accountlink.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.http.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RefreshedTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicInteger fetches = new AtomicInteger();
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);

  private Refreshed<String> kept(Duration fresh) {
    return new Refreshed<>(
        Clock.systemUTC(),
        new Refreshed.Times(fresh, HOUR, HOUR, HOUR),
        deadline -> {
          int number = fetches.incrementAndGet();
          if (number > 1 || fresh.equals(HOUR)) {
            asked.countDown();
            awaitUninterrupted();
          }
          return "value " + number;
        });
  }

  private void awaitUninterrupted() {
    try {
      assertThat(mayAnswer.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("C19 single flight: sixteen threads that need the first value fetch it once")
  void singleFlight() throws Exception {
    Refreshed<String> kept = kept(HOUR);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<String>> values = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        values.add(threads.submit(() -> kept.get(Deadline.in(Duration.ofSeconds(10)))));
      }
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      mayAnswer.countDown();
      for (Future<String> value : values) {
        assertThat(value.get()).isEqualTo("value 1");
      }
      assertThat(fetches).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whileOneThreadFetchesAnewTheOthersTakeTheOldValue() throws Exception {
    Refreshed<String> kept = kept(Duration.ZERO);
    Deadline deadline = Deadline.in(Duration.ofSeconds(10));
    assertThat(kept.get(deadline)).isEqualTo("value 1");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<String> fetching = thread.submit(() -> kept.get(deadline));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(kept.get(deadline)).isEqualTo("value 1");
      mayAnswer.countDown();
      assertThat(fetching.get()).isEqualTo("value 2");
    } finally {
      thread.shutdownNow();
    }
  }
}
