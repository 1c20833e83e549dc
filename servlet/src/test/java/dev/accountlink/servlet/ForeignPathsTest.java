package dev.accountlink.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.accountlink.servlet.Containers#all")
class ForeignPathsTest {
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

  @Test
  void aPushPassesByteForByteAndUnwrapped() throws Exception {
    byte[] pack = new byte[3_000_000];
    new Random(1).nextBytes(pack);

    RawHttp.Answer answer =
        RawHttp.send(
            forge.port(),
            "POST",
            "/ada/demo.git/git-receive-pack?service=git-receive-pack",
            pack,
            "Content-Type: application/x-git-receive-pack-request",
            "Transfer-Encoding: chunked");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(pack);
    assertThat(forge.arrivedAtHost).hasSize(2);
    assertThat(forge.arrivedAtHost.get(0)).isSameAs(forge.sentOut.get(0));
    assertThat(forge.arrivedAtHost.get(1)).isSameAs(forge.sentOut.get(1));
  }

  @Test
  void aBodyThatLooksLikeAFormIsLeftToTheHost() throws Exception {
    byte[] form = "csrf=not-ours&state=%zz".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    RawHttp.Answer answer =
        RawHttp.send(
            forge.port(),
            "POST",
            "/-/ssoo/git-receive-pack",
            form,
            "Content-Type: application/x-www-form-urlencoded");

    assertThat(answer.body()).isEqualTo(form);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/-",
        "/-/",
        "/-/ss",
        "/-/ssox/sign-in",
        "/x/-/sso/sign-in",
        "/-/SSO/sign-in"
      })
  void neighbouringPathsAreTheHosts(String path) throws Exception {
    RawHttp.Answer answer = RawHttp.send(forge.port(), "GET", path);

    assertThat(answer.text()).isEqualTo("host " + path);
    assertThat(answer.all("Set-Cookie")).isEmpty();
    assertThat(answer.all("Content-Security-Policy")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/-/sso;x/github/callback",
        "//-/sso/github/callback",
        "/-//sso/github/callback",
        "/%2d/sso/github/callback",
        "/-/%73so/github/callback",
        "/-/sso%2fgithub/callback",
        "/x/../-/sso/github/callback",
        "/./-/sso/github/callback"
      })
  @DisplayName("A18 loose matcher: another spelling of our path is never taken for ours")
  void otherSpellingsAreNotOurs(String path) throws Exception {
    RawHttp.Answer answer = RawHttp.send(forge.port(), "GET", path + "?code=c&state=s");

    // Some containers refuse such a path themselves; none may bring it to our callback.
    assertThat(answer.status() == 400 || answer.text().startsWith("host ")).isTrue();
    assertThat(answer.all("Location")).isEmpty();
    assertThat(forge.github.requests()).isEmpty();
  }

  @Test
  void theContextPathIsTakenOffFirst() throws Exception {
    try (TestForge below = new TestForge(kind, "/forge", List.of(), UnaryOperator.identity())) {
      assertThat(RawHttp.send(below.port(), "GET", "/forge/-/sso/sign-in").text())
          .contains("action=\"/forge/-/sso/github/sign-in\"")
          .contains("href=\"/forge/-/sso/assets/accountlink-");
      assertThat(RawHttp.send(below.port(), "GET", "/forge/forge/-/sso/sign-in").text())
          .isEqualTo("host /forge/-/sso/sign-in");
      assertThat(RawHttp.send(below.port(), "GET", "/-/sso/sign-in").status()).isEqualTo(404);
    }
  }
}
