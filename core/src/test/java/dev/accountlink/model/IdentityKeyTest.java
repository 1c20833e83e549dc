package dev.accountlink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityKeyTest {
  private static final String HERE = "https://id.example";

  private static final List<String> SUBJECTS =
      List.of(
          "abc",
          "ABC",
          "aBc",
          "abc ",
          " abc",
          "abc  ",
          "\u00e4",
          "a\u0308",
          "\u00c4",
          "\u00df",
          "ss",
          "\ud83d\ude00",
          "\ud83d\ude01",
          "1",
          "01",
          "1.0",
          "-1",
          "a~b",
          "a_7eb",
          "a:b",
          "a/b",
          "_",
          "__",
          "~",
          "'",
          "%",
          "\u200b",
          "\u202e",
          "\uffff",
          "x".repeat(255),
          "x".repeat(254));

  @Test
  void theTextOfAnOrdinaryKeyIsReadable() {
    assertThat(new IdentityKey("https://github.com", "4711").text())
        .isEqualTo("https_3a_2f_2fgithub.com~4711");
    assertThat(new IdentityKey(HERE, "A\u00e4").text()).endsWith("~_41_c3_a4");
  }

  @Test
  void theTextCanBeReadBack() {
    for (String subject : SUBJECTS) {
      IdentityKey key = new IdentityKey(HERE, subject);
      assertThat(IdentityKey.parse(key.text())).isEqualTo(key);
      IdentityKey turned = new IdentityKey(subject, HERE);
      assertThat(IdentityKey.parse(turned.text())).isEqualTo(turned).isNotEqualTo(key);
    }
  }

  @Test
  @DisplayName(
      "D10 case-insensitive subject: texts differ under any case folding, and in any database")
  void d10TextsDifferUnderAnyFolding() {
    Set<String> texts = new HashSet<>();
    for (String subject : SUBJECTS) {
      String text = new IdentityKey(HERE, subject).text();
      assertThat(text).matches("[a-z0-9._~-]+").isEqualTo(text.toLowerCase(Locale.ROOT));
      assertThat(texts.add(text.toUpperCase(Locale.ROOT))).as(subject).isTrue();
    }
  }

  @Test
  @DisplayName("D12 same subject, different issuer: authority and subject cannot be shifted")
  void d12PartsCannotBeShifted() {
    assertThat(new IdentityKey("https://a", "b~c").text())
        .isNotEqualTo(new IdentityKey("https://a~b", "c").text());
    assertThat(new IdentityKey("https://a/", "b").text())
        .isNotEqualTo(new IdentityKey("https://a", "/b").text());
  }

  @Test
  void theLongestTextIsAsLongAsItSays() {
    String widest = "\u20ac".repeat(IdentityKey.MAX_LENGTH);

    assertThat(new IdentityKey(widest, widest).text()).hasSize(4591);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "~",
        "a~",
        "~b",
        "ab",
        "a~b~c",
        "a~_",
        "a~_4",
        "a~_zz",
        "a~_4g",
        "a~_+1",
        "a~_61",
        "a~_C3_A4",
        "a~A",
        "a~b c",
        "a~b:c",
        "a~\u00e4",
        "a~\u0161",
        "a~_ff",
        "a~_c3",
        "a~_ed_a0_80",
        "a~_c0_af",
        "a~_00",
        "a~_20",
      })
  void aTextThatIsNotInItsOneTrueFormIsRefused(String text) {
    assertThatThrownBy(() -> IdentityKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("D11 subject truncation: an over-long part is refused, never cut")
  void d11OverlongPartsAreRefused() {
    String longest = "s".repeat(255);
    assertThat(new IdentityKey(HERE, longest).subject()).isEqualTo(longest);
    assertThatThrownBy(() -> new IdentityKey(HERE, longest + "s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("255");
    assertThatThrownBy(() -> new IdentityKey(longest + "s", "1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\t", "a\u0000", "a\nb", "\u0085", "\u007f", "a\ud800", "\udc00a"})
  void emptyPartsControlsAndBrokenTextAreRefused(String part) {
    assertThatThrownBy(() -> new IdentityKey(HERE, part))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IdentityKey(part, "1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printsNoSubject() {
    assertThat(new IdentityKey(HERE, "canary")).asString().doesNotContain("canary");
  }
}
