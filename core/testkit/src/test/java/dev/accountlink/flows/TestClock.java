package dev.accountlink.flows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's time, which a test can turn. */
public final class TestClock extends Clock {
  private final AtomicLong offset = new AtomicLong();

  /** Lets this much time pass, or takes it back. */
  public void pass(Duration time) {
    offset.addAndGet(time.toMillis());
  }

  @Override
  public Instant instant() {
    return Instant.now().plusMillis(offset.get());
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
