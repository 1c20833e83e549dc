package dev.accountlink.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a form can look like. 303 means that it was read, whatever came of it; 400 that it was not.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.accountlink.servlet.Containers#all")
class FormBodyTest {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  @Parameter Container.Kind kind;

  private TestForge forge;

  @BeforeEach
  void start() throws Exception {
    forge = new TestForge(kind);
  }

  @AfterEach
  void stop() throws Exception {
    forge.close();
  }

  private int status(String body, String... headers) throws Exception {
    return RawHttp.send(
            forge.port(), "POST", "/-/sso/github/sign-in", body.getBytes(ISO_8859_1), headers)
        .status();
  }

  @Test
  void aFormIsRead() throws Exception {
    assertThat(status("csrf=x&returnTo=%2Fa", FORM)).isEqualTo(303);
    assertThat(status("csrf=x", FORM + "; charset=utf-8")).isEqualTo(303);
    assertThat(status("csrf=x", "content-type: APPLICATION/X-WWW-FORM-URLENCODED")).isEqualTo(303);
    assertThat(status("csrf=x", FORM, "Transfer-Encoding: chunked")).isEqualTo(303);
    assertThat(status("", FORM)).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"csrf=%", "csrf=%zz", "csrf=%c3%28", "csrf=%00", "csrf=a\u00e9", "csrf=1&csrf=2"})
  @DisplayName("A23 malformed input: a broken form is 400 with a page, never 500")
  void aBrokenFormIs400(String body) throws Exception {
    assertThat(status(body, FORM)).isEqualTo(400);
  }

  @Test
  @DisplayName("A23 malformed input: a form longer than 8 KiB is 400, however it comes")
  void aLongFormIs400() throws Exception {
    String fits = "csrf=" + "x".repeat(8192 - 5);

    assertThat(status(fits, FORM)).isEqualTo(303);
    assertThat(status(fits + "x", FORM)).isEqualTo(400);
    assertThat(status("csrf=" + "x".repeat(100_000), FORM, "Transfer-Encoding: chunked"))
        .isEqualTo(400);
  }

  @Test
  void anotherKindOfBodyIsNoForm() throws Exception {
    byte[] json = "{\"csrf\":\"%zz\"}".getBytes(UTF_8);

    assertThat(
            RawHttp.send(
                    forge.port(),
                    "POST",
                    "/-/sso/github/sign-in",
                    json,
                    "Content-Type: application/json")
                .status())
        .isEqualTo(303);
  }

  @Test
  @DisplayName("A05 doubled state: a parameter of the query never stands in for one of the form")
  void theQueryIsNotTheForm() throws Exception {
    forge.close();
    forge = new TestForge(kind, "", List.of(new ReadsParameters()), builder -> builder);

    RawHttp.Answer once =
        RawHttp.send(
            forge.port(),
            "POST",
            "/-/sso/github/sign-in?csrf=query",
            "csrf=form".getBytes(UTF_8),
            FORM);
    RawHttp.Answer twice =
        RawHttp.send(
            forge.port(),
            "POST",
            "/-/sso/github/sign-in?csrf=query",
            "csrf=form&csrf=form".getBytes(UTF_8),
            FORM);

    assertThat(once.status()).isEqualTo(303);
    assertThat(twice.status()).isEqualTo(400);
  }
}
