package dev.accountlink.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
  private static final String BASE_URL = "https://forge.example";
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final byte[] PLAIN = "what a flow remembers".getBytes(UTF_8);
  private final KeyRing.Key first = new KeyRing.Key(1, KeyRing.randomKey());
  private final KeyRing.Key second = new KeyRing.Key(2, KeyRing.randomKey());
  private final Sealer sealer = over(KeyRing.of(first));

  @ParameterizedTest
  @EnumSource(SealKind.class)
  @DisplayName(
      "F1 one key for everything: a thing sealed as one kind cannot be handed in as another")
  void f1EachKindOpensOnlyItself(SealKind kind) {
    Sealed sealed = sealer.seal(kind, ref -> PLAIN);

    for (SealKind other : SealKind.values()) {
      Opened opened = sealer.open(other, sealed.text());
      if (other == kind) {
        assertThat(plain(opened)).isEqualTo(PLAIN);
      } else {
        assertThat(opened).as("%s as %s", kind, other).isEqualTo(new Opened.Broken());
      }
    }
  }

  @Test
  @DisplayName("F1 one key for everything: flows and what is stored do not open each other")
  void f1FlowsAndVaultDoNotOpenEachOther() {
    VaultKeys vault = new VaultKeys(KeyRing.of(first));
    String stored = vault.seal(PLAIN, BASE_URL);
    String flow = sealer.seal(SealKind.STATE, ref -> PLAIN).text();

    assertThat(vault.open(stored, BASE_URL)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> vault.open("accountlink-1.1." + flow, BASE_URL))
        .isInstanceOf(VaultException.class);
    for (SealKind kind : SealKind.values()) {
      if (kind != SealKind.VAULT) {
        assertThat(sealer.open(kind, stored.substring(stored.lastIndexOf('.') + 1)))
            .isEqualTo(new Opened.Broken());
      }
    }
  }

  @Test
  @DisplayName("F1 one key for everything: another application with the same ring opens nothing")
  void f1AnotherBaseUrlOpensNothing() {
    Sealed sealed = sealer.seal(SealKind.STATE, ref -> PLAIN);

    for (String other : List.of("https://forge.example/", "https://Forge.example", "")) {
      assertThat(
              new Sealer(new FlowKeys(KeyRing.of(first)), other)
                  .open(SealKind.STATE, sealed.text()))
          .as(other)
          .isEqualTo(new Opened.Broken());
    }
  }

  @Test
  @DisplayName("F1 sealed state: every single changed bit is noticed")
  void f1EveryChangedBitIsNoticed() {
    Sealed sealed = sealer.seal(SealKind.STATE, ref -> PLAIN);
    byte[] frame = Base64.getUrlDecoder().decode(sealed.text());

    for (int at = 0; at < frame.length * Byte.SIZE; at++) {
      byte[] changed = frame.clone();
      changed[at / Byte.SIZE] ^= (byte) (1 << at % Byte.SIZE);
      assertThat(sealer.open(SealKind.STATE, encoded(changed)))
          .as("bit %s", at)
          .isNotInstanceOf(Opened.Whole.class);
    }
  }

  @Test
  @DisplayName("F1 sealed state: every other letter anywhere is noticed, spare bits included")
  void f1EveryChangedLetterIsNoticed() {
    for (int length = 0; length < 3; length++) {
      byte[] plain = new byte[length];
      String text = sealer.seal(SealKind.STATE, ref -> plain).text();
      for (int at = 0; at < text.length(); at++) {
        for (char letter : LETTERS.toCharArray()) {
          if (letter != text.charAt(at)) {
            String changed = text.substring(0, at) + letter + text.substring(at + 1);
            assertThat(sealer.open(SealKind.STATE, changed))
                .as("%s at %s", letter, at)
                .isNotInstanceOf(Opened.Whole.class);
          }
        }
      }
    }
  }

  @Test
  void whatIsCutLengthenedPaddedOrOtherwiseWrittenIsBroken() {
    String text = sealer.seal(SealKind.STATE, ref -> PLAIN).text();
    Opened broken = new Opened.Broken();

    for (int length = 0; length < text.length(); length++) {
      assertThat(sealer.open(SealKind.STATE, text.substring(0, length))).isEqualTo(broken);
    }
    for (String other :
        List.of(
            text + "A",
            text + "AA",
            text + "=",
            text + "==",
            " " + text,
            text + " ",
            text + "\n",
            text.substring(0, 10) + "\r\n" + text.substring(10),
            "\u00e4" + text.substring(1),
            text + text,
            "A".repeat(1_000_000))) {
      assertThat(sealer.open(SealKind.STATE, other)).isEqualTo(broken);
    }
  }

  @Test
  void theOtherBase64AlphabetIsNotRead() {
    // long enough that neither of the two letters is missing but by a miracle
    String text = sealer.seal(SealKind.STATE, ref -> new byte[4000]).text();

    assertThat(sealer.open(SealKind.STATE, text)).isInstanceOf(Opened.Whole.class);
    assertThat(sealer.open(SealKind.STATE, text.replace('-', '+').replace('_', '/')))
        .isEqualTo(new Opened.Broken());
  }

  @Test
  void sealingAgainGivesAnotherTextAndAnotherId() {
    Sealed one = sealer.seal(SealKind.STATE, ref -> PLAIN);
    Sealed other = sealer.seal(SealKind.STATE, ref -> PLAIN);

    assertThat(one.text()).isNotEqualTo(other.text());
    assertThat(one.ref().id()).isNotEqualTo(other.ref().id());
    assertThat(((Opened.Whole) sealer.open(SealKind.STATE, one.text())).ref()).isEqualTo(one.ref());
  }

  @Test
  @DisplayName("F2 rotation: a flow begun under the former key is opened, with its own verifier")
  void f2AFlowBegunBeforeRotationIsFinishedAfterIt() {
    Sealed sealed = sealer.seal(SealKind.STATE, ref -> PLAIN);
    String verifier = sealer.derive(SealKind.VERIFIER, sealed.ref());
    Sealer rotated = over(KeyRing.of(second, first));

    assertThat(plain(rotated.open(SealKind.STATE, sealed.text()))).isEqualTo(PLAIN);
    assertThat(rotated.derive(SealKind.VERIFIER, sealed.ref())).isEqualTo(verifier);
    assertThat(rotated.seal(SealKind.STATE, ref -> PLAIN).ref().keyId()).isEqualTo(2);
  }

  @Test
  @DisplayName("F2 rotation: an unknown key is said to be unknown, whichever node is ahead")
  void f2AnUnknownKeyIsSaidToBeUnknown() {
    Sealed old = sealer.seal(SealKind.STATE, ref -> PLAIN);
    Sealer ahead = over(KeyRing.of(second));

    assertThat(ahead.open(SealKind.STATE, old.text())).isEqualTo(new Opened.UnknownKey());
    assertThat(sealer.open(SealKind.STATE, ahead.seal(SealKind.STATE, ref -> PLAIN).text()))
        .isEqualTo(new Opened.UnknownKey());
    assertThatThrownBy(() -> ahead.derive(SealKind.NONCE, old.ref()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void twoRingsWithTheSameKeyIdDoNotOpenEachOther() {
    Sealer stranger = over(KeyRing.of(new KeyRing.Key(1, KeyRing.randomKey())));

    assertThat(stranger.open(SealKind.STATE, sealer.seal(SealKind.STATE, ref -> PLAIN).text()))
        .isEqualTo(new Opened.Broken());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 74, 108, 255})
  @DisplayName("F8 length: 34 bytes of frame, in base64url without padding")
  void f8TheFrameCosts34Bytes(int length) {
    int bytes = 34 + length;

    assertThat(sealer.seal(SealKind.STATE, ref -> new byte[length]).text())
        .hasSize((bytes * 8 + 5) / 6)
        .matches("[A-Za-z0-9_-]+");
  }

  @Test
  @DisplayName(
      "A13 weak entropy: 100,000 flows share no id, verifier or nonce, and their bits are even")
  void a13HundredThousandFlowsShareNothing() {
    int flows = 100_000;
    Set<String> seen = new HashSet<>();
    int[] ones = new int[Byte.SIZE * 32];
    for (int i = 0; i < flows; i++) {
      SealRef ref = sealer.fresh();
      String verifier = sealer.derive(SealKind.VERIFIER, ref);
      seen.add(ref.id().toString());
      seen.add(verifier);
      seen.add(sealer.derive(SealKind.NONCE, ref));
      countOnes(ones, Base64.getUrlDecoder().decode(verifier));
    }

    assertThat(seen).hasSize(3 * flows);
    // six standard deviations of 100,000 fair coins
    int allowed = (int) (6 * Math.sqrt(flows / 4.0));
    assertThat(Arrays.stream(ones).boxed().toList())
        .allSatisfy(one -> assertThat(one).isBetween(flows / 2 - allowed, flows / 2 + allowed));
  }

  @Test
  @DisplayName("A13 weak entropy: a verifier is 43 characters of the alphabet of RFC 7636")
  void a13TheVerifierHasItsShape() {
    SealRef ref = sealer.fresh();

    assertThat(sealer.derive(SealKind.VERIFIER, ref)).matches("[A-Za-z0-9._~-]{43}");
    assertThat(sealer.derive(SealKind.VERIFIER, ref))
        .isEqualTo(sealer.derive(SealKind.VERIFIER, ref))
        .isNotEqualTo(sealer.derive(SealKind.NONCE, ref));
  }

  @Test
  void aTokenIsGoodForItsOwnKindAndPartsOnly() {
    String token = sealer.sign(SealKind.CSRF, "browser", "session", "connect");

    assertThat(sealer.isSigned(SealKind.CSRF, token, "browser", "session", "connect")).isTrue();
    assertThat(sealer.isSigned(SealKind.LINK_ID, token, "browser", "session", "connect")).isFalse();
    assertThat(sealer.isSigned(SealKind.CSRF, token, "browse", "rsession", "connect")).isFalse();
    assertThat(sealer.isSigned(SealKind.CSRF, token, "browsersession", "", "connect")).isFalse();
    assertThat(sealer.isSigned(SealKind.CSRF, token, "browser", "session")).isFalse();
    assertThat(sealer.isSigned(SealKind.CSRF, token, "browser", "session", "connect", ""))
        .isFalse();
    assertThat(sealer.isSigned(SealKind.CSRF, token, "browser", "session", "sign-in")).isFalse();
    assertThat(
            new Sealer(new FlowKeys(KeyRing.of(first)), "https://other.example")
                .isSigned(SealKind.CSRF, token, "browser", "session", "connect"))
        .isFalse();
    assertThat(over(KeyRing.of(second)).isSigned(SealKind.CSRF, token, "browser")).isFalse();
    for (String other : List.of("", "A", "!", token + "AA", token.substring(4), "\u00e4")) {
      assertThat(sealer.isSigned(SealKind.CSRF, other, "browser", "session", "connect")).isFalse();
    }
  }

  @Test
  void aTokenIsStillGoodAfterRotation() {
    String token = sealer.sign(SealKind.CSRF, "browser");

    assertThat(over(KeyRing.of(second, first)).isSigned(SealKind.CSRF, token, "browser")).isTrue();
  }

  @Test
  void aDigestSaysNothingAcrossFlows() {
    SealRef one = sealer.fresh();
    SealRef other = sealer.fresh();

    assertThat(sealer.digest(one, 16, "user", "alice"))
        .hasSize(16)
        .isEqualTo(sealer.digest(one, 16, "user", "alice"))
        .isNotEqualTo(sealer.digest(other, 16, "user", "alice"))
        .isNotEqualTo(sealer.digest(one, 16, "user", "ALICE"))
        .isNotEqualTo(sealer.digest(one, 16, "session", "alice"));
  }

  @Test
  void aNameOutlivesRotationAndBelongsToOneApplication() {
    String name = sealer.names(SealKind.LINK_ID, "identity").get(0);
    Sealer rotated = over(KeyRing.of(second, first));

    assertThat(rotated.names(SealKind.LINK_ID, "identity")).hasSize(2).contains(name);
    assertThat(rotated.names(SealKind.LINK_ID, "identity").get(0)).isNotEqualTo(name);
    assertThat(sealer.names(SealKind.LINK_ID, "other")).doesNotContain(name);
    assertThat(sealer.names(SealKind.CSRF, "identity")).doesNotContain(name);
    assertThat(new Sealer(new FlowKeys(KeyRing.of(first)), "x").names(SealKind.LINK_ID, "identity"))
        .doesNotContain(name);
  }

  @Test
  void nothingPrintsWhatItHolds() {
    Sealed sealed = sealer.seal(SealKind.STATE, ref -> PLAIN);

    assertThat(sealed).asString().doesNotContain(sealed.text());
    assertThat(sealer.open(SealKind.STATE, sealed.text())).asString().doesNotContain("remembers");
  }

  private static Sealer over(KeyRing ring) {
    return new Sealer(new FlowKeys(ring), BASE_URL);
  }

  private static byte[] plain(Opened opened) {
    return ((Opened.Whole) opened).plain();
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void countOnes(int[] ones, byte[] bytes) {
    for (int bit = 0; bit < ones.length; bit++) {
      ones[bit] += bytes[bit / Byte.SIZE] >> bit % Byte.SIZE & 1;
    }
  }
}
