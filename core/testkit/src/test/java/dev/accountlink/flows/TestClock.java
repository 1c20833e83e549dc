package dev.accountlink.flows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's time, which a test can turn. */
public final class TestClock extends Clock {
  private final AtomicLong offset = new AtomicLong();
  private volatile Optional<Instant> standing = Optional.empty();

  /** From now on it moves only when it is turned, so that a border is met however long it takes. */
  public void stand() {
    standing = Optional.of(Instant.now());
  }

  /** Lets this much time pass, or takes it back. */
  public void pass(Duration time) {
    offset.addAndGet(time.toMillis());
  }

  @Override
  public Instant instant() {
    return standing.orElseGet(Instant::now).plusMillis(offset.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Nobody needs another zone.");
  }
}
