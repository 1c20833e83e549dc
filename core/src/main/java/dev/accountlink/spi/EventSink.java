package dev.accountlink.spi;

import dev.accountlink.flow.Event;

/**
 * Is told what happened, for audit, mail and metrics. Thread-safe and quick: it is called in the
 * request. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface EventSink {
  /** Something happened. */
  void accept(Event event);
}
