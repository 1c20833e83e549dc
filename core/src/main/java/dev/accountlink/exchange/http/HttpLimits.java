package dev.accountlink.exchange.http;

import java.time.Duration;

/**
 * How much patience one call has.
 *
 * @param connect for the connection, TLS included
 * @param answer for the whole call, connection, headers and body together
 * @param bodyBytes the largest body read
 * @param callsPerOrigin how many calls may be under way to one origin, so that one slow provider
 *     does not hold every thread of the host
 */
public record HttpLimits(Duration connect, Duration answer, int bodyBytes, int callsPerOrigin) {
  /** 3 s, 5 s, 256 KiB and 64 calls. */
  public static final HttpLimits DEFAULT =
      new HttpLimits(Duration.ofSeconds(3), Duration.ofSeconds(5), 256 * 1024, 64);
}
