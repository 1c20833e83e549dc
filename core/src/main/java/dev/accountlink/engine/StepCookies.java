package dev.accountlink.engine;

import dev.accountlink.flow.Continuation;
import dev.accountlink.seal.SealKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Steps that wait while the browser is away from our pages, at the host's own or at a provider, and
 * those that are too long for an address: at most three, each sealed in a cookie. Addresses hold
 * only their id.
 *
 * <p>Browsers keep 4,096 bytes of a cookie, name and attributes included, and servers take 8 KiB of
 * all that a browser sends with a request: with too many cookies nobody could open any page of the
 * host. Three ordinary steps have a third of that room; the longest there can be has it alone.
 */
final class StepCookies {
  private static final int SLOTS = 3;

  /** Of one step and of all together, in characters. */
  static final int MAX_LENGTH = 3950;

  private final Parts parts;
  private final Visit visit;

  StepCookies(Parts parts, Visit visit) {
    this.parts = parts;
    this.visit = visit;
  }

  /** Whether a text can be the id of a step. */
  static boolean isId(String text) {
    return text.length() == 22
        && text.chars()
            .allMatch(c -> c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
  }

  /** What a slot holds. */
  private record Held(int slot, String text, Optional<Unsealed<Continuation>> step) {
    /** Broken ones first, then the oldest. */
    long age() {
      return step.map(found -> found.value().head().issuedAt().getEpochSecond()).orElse(0L);
    }

    boolean isStep(String id) {
      return step.filter(found -> found.ref().id().toString().equals(id)).isPresent();
    }

    /** Prints the slot only. */
    @Override
    public String toString() {
      return "Held[" + slot + "]";
    }
  }

  private List<Held> held() {
    return IntStream.rangeClosed(1, SLOTS)
        .boxed()
        .flatMap(
            slot ->
                CookieHeader.single(visit.request(), name(slot))
                    .map(text -> held(slot, text))
                    .stream())
        .toList();
  }

  private Held held(int slot, String text) {
    return new Held(
        slot, text, Unsealed.open(parts, SealKind.CONTINUATION, text, Codec::readContinuation));
  }

  /** The sealed step of that id. */
  Optional<String> find(String id) {
    return held().stream().filter(one -> one.isStep(id)).map(Held::text).findFirst();
  }

  /** {@code Set-Cookie} for a step, and for the oldest ones, which make room. */
  List<String> keep(String sealed) {
    if (sealed.length() > MAX_LENGTH) {
      throw new IllegalStateException("A step is longer than " + MAX_LENGTH + " characters.");
    }
    List<Held> staying = new ArrayList<>(held());
    staying.sort(Comparator.comparingLong(Held::age));
    List<Held> gone = new ArrayList<>();
    while (staying.size() >= SLOTS || length(staying) + sealed.length() > MAX_LENGTH) {
      gone.add(staying.remove(0));
    }
    int slot =
        IntStream.rangeClosed(1, SLOTS)
            .filter(free -> staying.stream().noneMatch(one -> one.slot() == free))
            .findFirst()
            .orElseThrow();
    return Stream.concat(
            Stream.of(header(slot, sealed, Settings.STEP_AGE.toSeconds())),
            gone.stream().filter(one -> one.slot() != slot).map(one -> header(one.slot(), "", 0)))
        .toList();
  }

  private static int length(List<Held> held) {
    return held.stream().mapToInt(one -> one.text().length()).sum();
  }

  /** {@code Set-Cookie} for each step but one: whoever signs in drops what others left behind. */
  List<String> dropAllBut(Optional<String> id) {
    return held().stream()
        .filter(one -> id.filter(one::isStep).isEmpty())
        .map(one -> header(one.slot(), "", 0))
        .toList();
  }

  private String header(int slot, String value, long seconds) {
    return name(slot)
        + "="
        + value
        + "; Path=/; Max-Age="
        + seconds
        + "; HttpOnly; SameSite=Lax"
        + (parts.settings().isHttps() ? "; Secure" : "");
  }

  private String name(int slot) {
    return BrowserCookie.name(parts.settings()) + "-s" + slot;
  }
}
