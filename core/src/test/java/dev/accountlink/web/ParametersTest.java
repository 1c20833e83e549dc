package dev.accountlink.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  @Test
  void valuesAreDecoded() {
    Parameters parameters =
        Parameters.parse("code=a%2Bb+c&state=x-._~&iss=https%3A%2F%2Fid&n=%c3%a4");

    assertThat(parameters.single("code")).contains("a+b c");
    assertThat(parameters.single("state")).contains("x-._~");
    assertThat(parameters.single("iss")).contains("https://id");
    assertThat(parameters.single("n")).contains("\u00e4");
    assertThat(parameters.single("other")).isEmpty();
    assertThat(parameters.names()).containsExactlyInAnyOrder("code", "state", "iss", "n");
  }

  @Test
  void whatHasNoValueIsEmptyAndWhatIsBetweenIsSkipped() {
    Parameters parameters = Parameters.parse("&a&&b=&c==d&");

    assertThat(parameters.single("a")).contains("");
    assertThat(parameters.single("b")).contains("");
    assertThat(parameters.single("c")).contains("=d");
    assertThat(parameters.names()).hasSize(3);
    assertThat(Parameters.parse("").names()).isEmpty();
  }

  @Test
  void namesAreComparedExactly() {
    Parameters parameters = Parameters.parse("state=1&State=2&state%20=3");

    assertThat(parameters.single("state")).contains("1");
    assertThat(parameters.single("STATE")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"state=a&state=b", "state=a&state=a", "state&state", "state=a&st%61te=b"})
  @DisplayName("A05 state repeated: a doubled parameter makes the request malformed")
  void a05ADoubledParameterIsMalformed(String encoded) {
    Parameters parameters = Parameters.parse(encoded);

    assertThatThrownBy(() -> parameters.single("state"))
        .isInstanceOf(MalformedRequestException.class);
    assertThat(parameters.single("other")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=%",
        "a=%1",
        "a=%%",
        "a=%zz",
        "a=%1g",
        "a=% 1",
        "a=%+1",
        "a=%-1",
        "a=%u0041",
        "a=%\uff11\uff11",
        "%=a",
        "a%2=b",
        "a=%ff",
        "a=%c3",
        "a=%c3%28",
        "a=%c0%af",
        "a=%e0%80%af",
        "a=%ed%a0%80",
        "a=%f4%90%80%80",
        "a=%80",
        "a=b c",
        "a=b\tc",
        "a=b\r\nc",
        "a=\u0000",
        "a=\u007f",
        "a=\u00e4",
        "a=\ud83d\ude00",
        "a=\ud800",
      })
  @DisplayName(
      "A23 malformed input throws 500: broken encoding and control characters are malformed")
  void a23BrokenParametersAreMalformed(String encoded) {
    assertThatThrownBy(() -> Parameters.parse(encoded))
        .isInstanceOf(MalformedRequestException.class)
        .hasMessageNotContaining("a=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "%0d%0ab", "%09", "%1b%5b31m", "%7f", "%c2%85"})
  @DisplayName("A23 malformed input throws 500: a control character where it is read is malformed")
  void a23ControlCharactersAreMalformedWhereTheyAreRead(String value) {
    Parameters parameters = Parameters.parse("code=" + value + "&state=x");

    assertThatThrownBy(() -> parameters.single("code"))
        .isInstanceOf(MalformedRequestException.class);
    assertThat(parameters.single("state")).contains("x");
  }

  @Test
  @DisplayName("A23 malformed input throws 500: too much of anything is malformed")
  void a23TooMuchIsMalformed() {
    String longest = "a=" + "b".repeat(Parameters.MAX_LENGTH - 2);
    assertThat(Parameters.parse(longest).single("a")).isPresent();
    assertThatThrownBy(() -> Parameters.parse(longest + "b"))
        .isInstanceOf(MalformedRequestException.class);
    assertThatThrownBy(() -> Parameters.parse("state=" + "x".repeat(1 << 20)))
        .isInstanceOf(MalformedRequestException.class);

    String most = numbered(Parameters.MAX_COUNT);
    assertThat(Parameters.parse(most).names()).hasSize(Parameters.MAX_COUNT);
    assertThatThrownBy(() -> Parameters.parse(most + "&more"))
        .isInstanceOf(MalformedRequestException.class);
    assertThatThrownBy(() -> Parameters.parse("a&".repeat(Parameters.MAX_COUNT + 1)))
        .isInstanceOf(MalformedRequestException.class);
  }

  @Test
  @DisplayName("A23 malformed input throws 500: whatever comes, it is read or it is malformed")
  void a23WhateverComesIsReadOrMalformed() {
    String letters = "a=&%+0123456789abcdefFz \u0000\n\u00e4\ud800\udc00;?#/\\\"'<";
    Random random = new Random(23);
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        text.append(letters.charAt(random.nextInt(random.nextBoolean() ? 6 : letters.length())));
      }
      try {
        Parameters parameters = Parameters.parse(text.toString());
        for (String name : parameters.names()) {
          assertThat(parameters.single(name).orElseThrow()).doesNotContain("\n", "\u0000");
        }
        read++;
      } catch (MalformedRequestException expected) {
        // the other right answer
      }
    }
    assertThat(read).isBetween(1000, 199_000);
  }

  @Test
  void printsNoValue() {
    assertThat(Parameters.parse("code=canary"))
        .asString()
        .contains("code")
        .doesNotContain("canary");
  }

  @Test
  @DisplayName("G02 log injection: names are printed on one line")
  void g02NamesArePrintedOnOneLine() {
    assertThat(Parameters.parse("a%0d%0ab%1b%c2%85=c")).hasToString("Parameters[a??b??]");
  }

  private static String numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "p" + i + "=v").collect(Collectors.joining("&"));
  }
}
