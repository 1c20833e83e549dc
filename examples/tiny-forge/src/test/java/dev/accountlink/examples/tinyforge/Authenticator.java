package dev.accountlink.examples.tinyforge;

import java.time.Clock;
import java.time.Duration;

/** The app on somebody's telephone. */
public record Authenticator(String secret, Clock clock) {

  /** Reads the secret as a page shows it, in groups of four. */
  public static Authenticator typed(String secret, Clock clock) {
    return new Authenticator(secret.replace(" ", ""), clock);
  }

  /** What it shows now. */
  public String code() {
    return new TimeCodes().code(secret, clock.instant());
  }

  /** What it will show next, which counts already: clocks may differ. */
  public String nextCode() {
    return new TimeCodes().code(secret, clock.instant().plus(Duration.ofSeconds(30)));
  }

  /** Six digits that it shows neither now nor soon, nor showed a moment ago. */
  public String wrongCode() {
    TimeCodes codes = new TimeCodes();
    for (int digits = 0; ; digits++) {
      String code = "%06d".formatted(digits);
      if (codes.step(secret, code, clock.instant()).isEmpty()) {
        return code;
      }
    }
  }
}
