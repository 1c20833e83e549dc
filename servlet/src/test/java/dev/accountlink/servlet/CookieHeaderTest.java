package dev.accountlink.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * The Cookie header reaches the engine as it was sent, whatever the container's own parser makes of
 * it. NAME, MINE and OTHER stand for the cookie's name, this browser's value and an attacker's.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.accountlink.servlet.Containers#all")
class CookieHeaderTest {
  private static final String OTHER = "AAAAAAAAAAAAAAAAAAAAAA.1700000000.";

  @Parameter Container.Kind kind;

  private TestForge forge;
  private String name;
  private String mine;
  private String token;

  @BeforeEach
  void openTheSignInPage() throws Exception {
    forge = new TestForge(kind);
    RawHttp.Answer page = RawHttp.send(forge.port(), "GET", "/-/sso/sign-in");
    Matcher cookie = Pattern.compile("([^=]+)=([^;]+);.*").matcher(page.header("Set-Cookie"));
    Matcher csrf =
        Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
            .matcher(page.text().replace("&#x3D;", "="));
    assertThat(cookie.matches() && csrf.find()).isTrue();
    name = cookie.group(1);
    mine = cookie.group(2);
    token = csrf.group(1);
  }

  @AfterEach
  void stop() throws Exception {
    forge.close();
  }

  private boolean begins(String cookieHeader) throws Exception {
    String header =
        cookieHeader.replace("NAME", name).replace("MINE", mine).replace("OTHER", OTHER);
    RawHttp.Answer answer =
        RawHttp.send(
            forge.port(),
            "POST",
            "/-/sso/github/sign-in",
            ("csrf=" + token).getBytes(US_ASCII),
            "Content-Type: application/x-www-form-urlencoded",
            "Cookie: " + header);
    // A container may itself refuse a header that is no header.
    if (answer.status() == 400 && answer.all("Location").isEmpty()) {
      return false;
    }
    assertThat(answer.status()).isEqualTo(303);
    boolean begun = answer.header("Location").startsWith(forge.github.baseUrl());
    assertThat(begun || answer.header("Location").startsWith("/-/sso/pages/")).isTrue();
    return begun;
  }

  @Test
  void theCookieAsItWasSetIsTaken() throws Exception {
    assertThat(begins("NAME=MINE")).isTrue();
    assertThat(begins("a=b; NAME=MINE; c=\"d")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$Version=1; NAME=MINE",
        "$Version=\"1\"; NAME=OTHER; $Path=\"/\"",
        "NAME=MINE; NAME=OTHER",
        "NAME=OTHER; NAME=MINE",
        "NAME=MINE; NAME=MINE",
        "NAME=\"MINE\"",
        "NAME =MINE",
        "NAME=MINE,x",
        "name=MINE",
        "\u0085NAME=MINE",
        "\u00a0NAME=MINE",
        "\u000bNAME=MINE",
        "xNAME=MINE",
        "NAME=OTHER"
      })
  @DisplayName("F5 cookie tossing: no odd header makes the engine take another cookie for ours")
  void anythingElseIsNoCookie(String header) throws Exception {
    assertThat(begins(header)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0085NAME=OTHER; NAME=MINE",
        "\u00a0NAME=OTHER; NAME=MINE",
        "NAME\u00a0=OTHER; NAME=MINE"
      })
  @DisplayName("F5 cookie tossing: a disguised cookie beside ours does not replace it")
  void aDisguisedCookieBesideOursChangesNothing(String header) throws Exception {
    String sent = header.replace("NAME", name).replace("MINE", mine).replace("OTHER", OTHER);
    RawHttp.Answer links = RawHttp.send(forge.port(), "GET", "/-/sso/sign-in", "Cookie: " + sent);

    // Ours was understood, or else a new one would have been set; or the container said no.
    assertThat(links.status() == 400 || links.all("Set-Cookie").isEmpty()).isTrue();
  }
}
