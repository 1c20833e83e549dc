package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the forge makes of requests that its own pages would not send. */
class RequestsTest extends ForgeTest {

  @Test
  void aFormFromElsewhereIsRefusedAndChangesNothing() {
    register(browser, "alice");
    for (String path :
        List.of("/sign-in", "/sign-out", "/register", "/settings/account", "/new", "/")) {

      BrowserPage answer =
          browser
              .at("https://evil.example")
              .post(address(path), Map.of("name", "evil", "change", "profile", "email", "e@x"));

      assertThat(answer.status()).isEqualTo(403);
      assertThat(browser.open(address("/")).text()).contains("Sign out").doesNotContain("evil");
    }
  }

  @Test
  void aTokenOfAnotherSessionIsRefused() {
    register(browser, "alice");
    BrowserForm form = browser.open(address("/new")).formOf("Create repository");
    TestBrowser attacker = TestBrowser.fresh();
    String foreign = attacker.open(address("/sign-in")).formOf("Sign in").fields().get("csrf");

    assertThat(form.with("name", "x").with("csrf", foreign).submit().status()).isEqualTo(403);
    assertThat(form.with("name", "x").without("csrf").submit().status()).isEqualTo(403);
    assertThat(form.with("name", "x").submit().status()).isEqualTo(303);
  }

  @Test
  void everyPageHasTheHeadersThatProtectIt() {
    for (String path : List.of("/", "/sign-in", "/register", "/no-such-page", "/u/nobody")) {
      BrowserPage page = browser.get(address(path));
      assertThat(page.header("content-security-policy"))
          .as(path)
          .get()
          .asString()
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(page.header("x-content-type-options")).contains("nosniff");
      assertThat(page.header("referrer-policy")).contains("same-origin");
      assertThat(page.header("server")).isEmpty();
    }
  }

  @Test
  void aMissingPageSaysSo() {
    BrowserPage page = browser.get(address("/no-such-page"));

    assertThat(page.status()).isEqualTo(404);
    assertThat(page.text()).contains("There is no page here", "Go to the home page");
  }

  @Test
  void addressesThatLeadNowhereAreNotFound() {
    for (String path : List.of("/u/", "/u/a/b", "/r/", "/r/a", "/r/a/b/c", "/u/..x", "/assets/x")) {
      assertThat(browser.get(address(path)).status()).isEqualTo(404);
    }
  }

  @Test
  void malformedAddressesAreRefused() {
    for (String path : List.of("/u/%00", "/u/%2e%2e", "/u/a%2fb", "/%", "/u/..%2f")) {
      assertThat(rawStatus("GET " + path + " HTTP/1.1", "")).isBetween(400, 404);
    }
  }

  @Test
  void anotherHostNameIsSentToTheRightOneOrRefused() {
    int port = forge.baseUrl().getPort();

    BrowserPage page = browser.get("http://127.0.0.1:" + port + "/u/alice");
    assertThat(page.location()).hasToString(address("/"));
    assertThat(browser.with("Host", "evil.example").request("POST", address("/")).status())
        .isEqualTo(421);
  }

  @Test
  void anOversizedFormIsRefused() {
    BrowserForm form = browser.open(address("/sign-in")).formOf("Sign in");

    assertThat(form.with("password", "x".repeat(100_000)).submit().status()).isBetween(400, 499);
  }

  @Test
  void aDoubledFieldCountsAsMissing() {
    BrowserForm form = browser.open(address("/register")).formOf("Register");
    String csrf = form.fields().get("csrf");

    BrowserPage answer =
        browser.post(
            address("/register?username=alice&username=bob"),
            Map.of("csrf", csrf, "password", PASSWORD));

    assertThat(answer.status()).isEqualTo(422);
  }

  @Test
  void aMalformedFormIsRefused() {
    assertThat(rawStatus("POST /sign-in HTTP/1.1", "username=%zz&csrf=%")).isBetween(400, 403);
  }

  private int rawStatus(String requestLine, String body) {
    try (var socket = new java.net.Socket("localhost", forge.baseUrl().getPort())) {
      String head =
          requestLine
              + "\r\nHost: "
              + forge.baseUrl().getAuthority()
              + "\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded"
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n";
      socket
          .getOutputStream()
          .write((head + body).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes());
      return Integer.parseInt(answer.split(" ")[1]);
    } catch (java.io.IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
