package dev.accountlink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestTest {
  @Test
  void digestsOfTheSameBytesAreEqual() {
    assertThat(new Digest(new byte[] {1, 2, -1}))
        .isEqualTo(new Digest(new byte[] {1, 2, -1}))
        .hasSameHashCodeAs(new Digest(new byte[] {1, 2, -1}))
        .hasToString("0102ff");
  }

  @Test
  void digestsOfOtherBytesAreNot() {
    Digest digest = new Digest(new byte[] {1, 2});
    assertThat(digest)
        .isNotEqualTo(new Digest(new byte[] {1, 3}))
        .isNotEqualTo(new Digest(new byte[] {1, 2, 0}))
        .isNotEqualTo("0102")
        .doesNotHaveSameHashCodeAs(new Digest(new byte[] {1, 3}));
  }

  @Test
  void nobodyElseHoldsItsBytes() {
    byte[] bytes = {1, 2};
    Digest digest = new Digest(bytes);
    bytes[0] = 9;
    assertThat(digest.bytes()).containsExactly(1, 2);
    digest.bytes()[0] = 9;
    assertThat(digest.bytes()).containsExactly(1, 2);
  }
}
