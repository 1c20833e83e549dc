package dev.accountlink.engine;

import dev.accountlink.seal.Opened;
import dev.accountlink.seal.SealKind;
import dev.accountlink.seal.SealRef;
import java.util.Optional;
import java.util.function.Function;

/**
 * A sealed value that could be opened and read.
 *
 * @param ref which thing it is
 * @param value what it says
 */
record Unsealed<T>(SealRef ref, T value) {

  /**
   * Opens a text that came from outside. Empty when it is not whole, not ours, or was sealed by a
   * version of this library that writes it otherwise: whoever holds it has to begin again.
   */
  static <T> Optional<Unsealed<T>> open(
      Parts parts, SealKind kind, String text, Function<byte[], T> reader) {
    if (!(parts.sealer().open(kind, text) instanceof Opened.Whole whole)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Unsealed<>(whole.ref(), reader.apply(whole.plain())));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
