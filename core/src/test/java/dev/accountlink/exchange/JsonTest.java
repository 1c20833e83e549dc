package dev.accountlink.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accountlink.exchange.http.HttpAnswer;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static Code refusal(String text) {
    return catchThrowableOfType(ProviderException.class, () -> Json.object(text, "It")).code();
  }

  @ParameterizedTest(name = "C10 numeric id: {0} is read as {1}")
  @CsvSource({
    "1, 1",
    "9007199254740993, 9007199254740993",
    "123456789012345678901234567890, 123456789012345678901234567890",
    "1.0E7, ",
    "1.5, ",
    "1e400, ",
    "'\"1\"', "
  })
  void integersAreExact(String written, String read) throws Exception {
    JsonObject object = Json.object("{\"id\":" + written + "}", "It");
    assertThat(object.claims().integer("id")).isEqualTo(Optional.ofNullable(read));
  }

  @Test
  @DisplayName("C28 deep JSON: 32 levels are read, 33 are not")
  void depth() throws Exception {
    assertThat(Json.object("{\"a\":".repeat(32) + "1" + "}".repeat(32), "It").has("a")).isTrue();
    assertThat(refusal("{\"a\":".repeat(33) + "1" + "}".repeat(33))).isEqualTo(Code.TOO_LARGE);
    assertThat(refusal("[".repeat(200_000))).isEqualTo(Code.TOO_LARGE);
    assertThat(Json.object("{\"a\":\"\\\"" + "[".repeat(100) + "\"}", "It").text("a"))
        .hasValue("\"" + "[".repeat(100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "1",
        "[]",
        "{",
        "{}}",
        "{} x",
        "{'a':1}",
        "{a:1}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
        "<html>",
        "access_token=a",
        "{\"a\":01}",
        "{\"a\":\"\n\"}"
      })
  void whatIsNoObjectIsRefused(String text) {
    assertThat(refusal(text)).isEqualTo(Code.NOT_JSON);
  }

  @Test
  void htmlIsNotEvenTried() {
    HttpAnswer page =
        new HttpAnswer(
            200, "text/html", Optional.empty(), Optional.of("{}"), Map.of(), Optional.empty());
    assertThat(catchThrowableOfType(ProviderException.class, () -> Json.value(page, "It")).code())
        .isEqualTo(Code.NOT_JSON);
  }

  @Test
  void membersOfAnotherTypeAreAsGoodAsAbsent() throws Exception {
    JsonObject object =
        Json.object(
            "{\"t\":1,\"l\":[\"a\",1],\"b\":\"true\",\"n\":null,\"u\":\"not an address\"}", "It");
    assertThat(object.text("t")).isEmpty();
    assertThat(object.texts("l")).isEmpty();
    assertThat(object.isTrue("b")).isFalse();
    assertThat(object.has("n")).isFalse();
    assertThat(object.address("u")).isEmpty();
    assertThat(Json.object("{\"l\":[\"a\"]}", "It").texts("l")).hasValue(List.of("a"));
    assertThat(Json.object("{\"l\":\"canary\"}", "It")).hasToString("JsonObject[l]");
  }

  @ParameterizedTest
  @CsvSource({
    "1700000000, 1700000000",
    "1700000000.9, 1700000000",
    "1.7e9, 1700000000",
    "-1, ",
    "1e300, ",
    "99999999999999999999, ",
    "'\"1700000000\"', "
  })
  void timesAreSecondsOrNothing(String written, Long seconds) throws Exception {
    assertThat(Json.object("{\"exp\":" + written + "}", "It").time("exp"))
        .isEqualTo(Optional.ofNullable(seconds).map(Instant::ofEpochSecond));
  }
}
