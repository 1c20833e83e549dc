package dev.accountlink.flows;

import dev.accountlink.seal.KeyRing;
import dev.accountlink.seal.VaultKeys;
import java.util.Random;

/** Keys for tests, the same in each run. */
final class TestKeys {
  private TestKeys() {}

  static VaultKeys vault() {
    byte[] bytes = new byte[KeyRing.Key.LENGTH];
    new Random(1).nextBytes(bytes);
    return new VaultKeys(KeyRing.of(new KeyRing.Key(1, bytes)));
  }
}
