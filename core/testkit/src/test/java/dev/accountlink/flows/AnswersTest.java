package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.web.WebReply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods, statuses and headers of every answer. */
class AnswersTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "POST", "PROPFIND"})
  @DisplayName("A17 the callback is there for GET only, and other methods do not spend the flow")
  void theCallbackIsThereForGetOnly(String method) {
    String callback = scene.callback(browser, "Work");
    BrowserPage page = browser.request(method, callback);
    assertThat(page.status()).isEqualTo(405);
    assertThat(page.header("Allow")).contains("GET");
    assertThat(scene.tokenCalls()).isZero();
    Scene.comeTo(browser, callback);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("A17 POST to the callback is there for a provider that answers by form_post, only")
  void postIsThereForFormPostOnly() {
    host.with(scene.work().withFormPost(), scene.github());
    Map<String, String> form = Map.of("state", "x", "code", "y");
    assertThat(browser.at(Scene.ELSEWHERE).post(host.callback("work"), form).status())
        .isEqualTo(303);
    assertThat(browser.at(Scene.ELSEWHERE).post(host.callback("github"), form).status())
        .isEqualTo(405);
    BrowserPage put = browser.request("PUT", host.callback("work"));
    assertThat(put.header("Allow")).contains("GET, POST");
  }

  @Test
  @DisplayName("A21 cache: every answer says no-store, and a callback leads to a clean address")
  void noAnswerIsKeptAndNoCodeStays() {
    visitEverything();
    for (TestHost.Seen seen : host.seen()) {
      WebReply reply = seen.reply();
      String place = seen.method() + " " + seen.path();
      assertThat(header(reply, "Cache-Control")).as(place).containsExactly("no-store");
      assertThat(header(reply, "Pragma")).as(place).containsExactly("no-cache");
      if (seen.path().endsWith("/callback") && seen.method().equals("GET")) {
        assertThat(reply.status()).as(place).isEqualTo(303);
        assertThat(header(reply, "Location").get(0)).doesNotContain("code=", "state=");
      }
    }
  }

  @Test
  @DisplayName("E18 E04 A20 redirects are 303, and every answer says no frames and no referrer")
  void everyAnswerHasItsHeaders() {
    visitEverything();
    List<Integer> statuses = host.seen().stream().map(seen -> seen.reply().status()).toList();
    assertThat(statuses).contains(200, 303, 400, 403, 404, 405, 422, 502);
    for (TestHost.Seen seen : host.seen()) {
      WebReply reply = seen.reply();
      String place = seen.method() + " " + seen.path();
      assertThat(reply.status()).as(place).isNotIn(300, 301, 302, 305, 307, 308);
      assertThat(header(reply, "X-Frame-Options")).as(place).containsExactly("DENY");
      assertThat(header(reply, "X-Content-Type-Options")).as(place).containsExactly("nosniff");
      assertThat(header(reply, "Content-Security-Policy"))
          .as(place)
          .singleElement()
          .asString()
          .contains("frame-ancestors 'none'", "default-src 'none'", "base-uri 'none'")
          .doesNotContain("unsafe");
      boolean shows = reply.body() instanceof WebReply.Body.Shown;
      assertThat(header(reply, "Referrer-Policy"))
          .as(place)
          .containsExactly(shows && hasForms(reply) ? "same-origin" : "no-referrer");
    }
  }

  @Test
  @DisplayName("E19 a callback under another host renders nothing and leads nowhere else")
  void aCallbackUnderAnotherHostRendersNothing() {
    for (List<String> hosts : List.of(List.of("other.example"), List.of("a", "b"))) {
      WebReply reply =
          host.linking()
              .handle(
                  new ValueRequest(
                      "GET",
                      "/-/sso/work/callback",
                      "code=x&state=y",
                      "",
                      Map.of("Host", hosts, "X-Forwarded-Host", List.of("evil.example"))));
      assertThat(reply.status()).isEqualTo(303);
      assertThat(header(reply, "Location").get(0)).startsWith("/-/sso/pages/");
    }
  }

  @Test
  @DisplayName("zero providers: every page is there, nothing can be begun, nothing fails")
  void zeroProvidersWork() {
    HostUser user = host.users().register("lady", "lady@example.org");
    String callback = scene.callback(browser, "Work");
    host.configure(builder -> builder);
    assertThat(host.linking().providers()).isEmpty();
    assertThat(browser.get(host.sso("/sign-in")).status()).isEqualTo(200);
    assertThat(browser.get(host.sso("/links")).status()).isEqualTo(403);
    assertThat(Scene.comeTo(browser, callback).status()).isEqualTo(404);
    assertThat(browser.post(host.sso("/work/sign-in"), Map.of()).status()).isEqualTo(404);
    host.signIn(browser, user);
    scene.link(user, scene.identity(People.bob()));
    BrowserPage links = host.linksPage(browser);
    assertThat(links.status()).isEqualTo(200);
    links.submit("Disconnect");
    assertThat(host.links().findAll(user.id())).isEmpty();
  }

  private void visitEverything() {
    scene.linked("guest", People.bob());
    BrowserPage begun = scene.begin(browser, "Work");
    String callback = Scene.consent(begun).location().toString();
    Scene.comeTo(browser, callback);
    Scene.comeTo(browser, callback);
    host.beginConnect(browser, "GitHub").submit("Confirm");
    scene.approveAs(People.bob());
    host.beginConnect(browser, "Work");
    host.linksPage(browser).submit("Disconnect ada");
    Scene.comeTo(TestBrowser.fresh(), callback);
    browser.post(host.sso("/nobody/sign-in"), Map.of());
    browser.open(host.sso("/nobody/callback?code=x&state=y"));
    browser.open(host.sso("/work/callback?code=%ff"));
    browser.open(host.sso("/pages/x"));
    browser.open(host.sso("/steps/x"));
    browser.open(host.sso("/what/is/this/here"));
    browser.request("PUT", host.sso("/sign-in"));
    browser.at(Scene.ELSEWHERE).post(host.sso("/work/sign-in"), Map.of()).followAll();
    scene.openId.faultOnce(Endpoint.TOKEN, Fault.serverError());
    host.beginSignIn(TestBrowser.fresh(), "Work");
  }

  private static boolean hasForms(WebReply reply) {
    return HostPageWriter.html(((WebReply.Body.Shown) reply.body()).page()).contains("<form");
  }

  private static List<String> header(WebReply reply, String name) {
    return reply.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(WebReply.Header::value)
        .toList();
  }
}
