package dev.accountlink.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Claims say only what is written in the type that the specification names. */
class ClaimsTest {
  static List<Number> oneMoment() {
    return List.of(
        1_700_000_000,
        1_700_000_000L,
        new BigInteger("1700000000"),
        new BigDecimal("1700000000.9"),
        1.7e9);
  }

  @ParameterizedTest
  @MethodSource("oneMoment")
  @DisplayName("C29 auth_time: a time is read from every way to write a number")
  void aTimeIsReadFromEveryNumber(Number written) {
    assertThat(Claims.of(Map.of("auth_time", written)).time("auth_time"))
        .contains(Instant.ofEpochSecond(1_700_000_000));
  }

  static List<Object> noMoment() {
    return List.of(
        "1700000000",
        "",
        true,
        List.of(1_700_000_000),
        Map.of("seconds", 1_700_000_000),
        -1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        253_402_300_800L,
        new BigDecimal("1e400"));
  }

  @ParameterizedTest
  @MethodSource("noMoment")
  @DisplayName("C29 auth_time: what is no number of seconds is no time, and yet is there")
  void whatIsNoNumberIsNoTime(Object written) {
    Claims claims = Claims.of(Map.of("auth_time", written));
    assertThat(claims.time("auth_time")).isEmpty();
    assertThat(claims.has("auth_time")).isTrue();
  }

  @Test
  void nullCountsAsAbsent() {
    Map<String, Object> parsed = new HashMap<>();
    parsed.put("auth_time", null);
    assertThat(Claims.of(parsed).has("auth_time")).isFalse();
    assertThat(Claims.of(parsed).isEmpty()).isTrue();
    assertThat(Claims.NONE.time("auth_time")).isEmpty();
  }
}
