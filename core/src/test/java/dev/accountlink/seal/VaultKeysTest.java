package dev.accountlink.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultKeysTest {
  private static final byte[] PLAIN = "gho_a-token-that-nobody-may-see".getBytes(UTF_8);
  private final KeyRing.Key first = new KeyRing.Key(1, KeyRing.randomKey());
  private final KeyRing.Key second = new KeyRing.Key(2, KeyRing.randomKey());
  private final VaultKeys vault = new VaultKeys(KeyRing.of(first));

  @Test
  @DisplayName("G03 secrets at rest: what is sealed shows nothing of it, and is another each time")
  void g03NothingShows() {
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      texts.add(vault.seal(PLAIN, "grant", "1"));
    }

    assertThat(texts).hasSize(100).noneMatch(text -> text.contains("gho_"));
  }

  @Test
  @DisplayName("G03 secrets at rest: a value moved to another row or an old version is not opened")
  void g03NothingCanBeMoved() {
    String sealed = vault.seal(PLAIN, "grant", "alice", "1");

    assertThat(vault.open(sealed, "grant", "alice", "1")).isEqualTo(PLAIN);
    assertThat(refusal(vault, sealed, "grant", "bob", "1")).isEqualTo(VaultException.Code.BROKEN);
    assertThat(refusal(vault, sealed, "grant", "alice", "2")).isEqualTo(VaultException.Code.BROKEN);
    assertThat(refusal(vault, sealed, "granta", "lice", "1")).isEqualTo(VaultException.Code.BROKEN);
    assertThat(refusal(vault, sealed, "grant", "alice1")).isEqualTo(VaultException.Code.BROKEN);
  }

  @Test
  @DisplayName("G04 key rotation: several keys read, one writes, and none is guessed")
  void g04SeveralReadOneWrites() {
    String old = vault.seal(PLAIN, "row");
    VaultKeys both = new VaultKeys(KeyRing.of(second, first));
    String young = both.seal(PLAIN, "row");

    assertThat(both.open(old, "row")).isEqualTo(PLAIN);
    assertThat(both.writer()).isEqualTo(2);
    assertThat(young).startsWith("accountlink-1.2.");
    assertThat(refusal(vault, young, "row")).isEqualTo(VaultException.Code.UNKNOWN_KEY);
  }

  @Test
  @DisplayName("G04 key rotation: an unknown key is named, with what to do")
  void g04AnUnknownKeyIsNamed() {
    String young = new VaultKeys(KeyRing.of(second)).seal(PLAIN, "row");

    VaultException problem =
        catchThrowableOfType(VaultException.class, () -> vault.open(young, "row"));

    assertThat(problem).hasMessageContaining("key 2").hasMessageContaining("as a reader");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "gho_a-token-stored-in-the-clear", "accountlink-2.1.AAAA", "accountlink-1.1."})
  @DisplayName("G06 ciphertext migration: nothing is taken for a value stored in the clear")
  void g06NothingIsGuessed(String stored) {
    assertThat(refusal(vault, stored, "row")).isEqualTo(VaultException.Code.NOT_SEALED);
  }

  @Test
  @DisplayName("G03 secrets at rest: every changed character is noticed")
  void g03EveryChangeIsNoticed() {
    String sealed = vault.seal(PLAIN, "row");

    for (int at = "accountlink-1.1.".length(); at < sealed.length(); at++) {
      char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
      String changed = sealed.substring(0, at) + other + sealed.substring(at + 1);
      assertThat(refusal(vault, changed, "row")).as(changed).isNotNull();
    }
  }

  private static VaultException.Code refusal(VaultKeys keys, String sealed, String... row) {
    return catchThrowableOfType(VaultException.class, () -> keys.open(sealed, row)).code();
  }
}
