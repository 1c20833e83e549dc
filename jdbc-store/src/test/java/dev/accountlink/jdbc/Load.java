package dev.accountlink.jdbc;

import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore.Insertion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Threads that run for identities and first uses, one after the other, and note what they won. */
final class Load implements AutoCloseable {
  private static final int THREADS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");

  private final JdbcLinkStore links;
  private final JdbcReplayGuard guard;
  private final Map<String, UserId> owners = new ConcurrentHashMap<>();
  private final Map<String, UserId> firsts = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  private Load(DataSource pool) {
    this.links = new JdbcLinkStore(pool);
    this.guard = new JdbcReplayGuard(pool);
  }

  static Load on(DataSource pool) {
    Load load = new Load(pool);
    for (int i = 0; i < THREADS; i++) {
      UserId user = new UserId("user-" + i);
      Thread thread = new Thread(() -> load.run(user), user.value());
      load.threads.add(thread);
      thread.start();
    }
    return load;
  }

  private void run(UserId user) {
    for (int i = 0; !ended.get(); i++) {
      String thing = "thing-" + i;
      try {
        if (links.insert(Links.link(user, thing)) instanceof Insertion.Inserted) {
          won(owners, thing, user);
        }
        if (guard.firstUse(thing, LATE)) {
          won(firsts, thing, user);
        }
        done.incrementAndGet();
      } catch (JdbcStoreException told) {
        failed.incrementAndGet();
      } catch (RuntimeException other) {
        wrong.add("failed with " + other);
      }
    }
  }

  private void won(Map<String, UserId> winners, String thing, UserId user) {
    UserId former = winners.put(thing, user);
    if (former != null) {
      wrong.add(thing + " was won by " + former + " and " + user);
    }
  }

  /** Waits until so much more has been done. */
  void awaitMore(int times) {
    int before = done.get();
    long begun = System.nanoTime();
    while (done.get() < before + times) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new AssertionError("It does not go on. " + wrong);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  int failed() {
    return failed.get();
  }

  /** Who was told to own what. */
  Map<String, UserId> owners() {
    return owners;
  }

  /** Who was told to be first. */
  Map<String, UserId> firsts() {
    return firsts;
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }

  @Override
  public void close() throws InterruptedException {
    ended.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
