package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.HostUser;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.web.WebReply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint with what is missing, doubled, oversized or broken. */
class MalformedRequestTest {
  /** Values that parsers, logs, databases and header writers have stumbled over. */
  private static final List<String> UGLY =
      List.of(
          "%",
          "%4",
          "%zz",
          "%00",
          "a%00b",
          "%0d%0aX:y",
          "%ED%A0%80",
          "%ED%B0%80",
          "%C0%AF",
          "%FF%FE",
          "%F4%90%80%80",
          "%80",
          "%C3",
          "%E2%80%AE",
          "%F0%9F%98%80",
          "%EF%BF%BE",
          "..%2F..%2F",
          "%3Cscript%3E",
          "%27%20OR%201%3D1--",
          "%24%7Bjndi%3Aldap%3A%2F%2Fx%7D",
          "+++",
          "A".repeat(7000),
          "A".repeat(9000),
          "&".repeat(500),
          "=".repeat(500));

  private static final String PATH = "/-/sso/work/callback";

  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final HostUser user = host.users().register("lady", "lady@example.org");

  @BeforeEach
  void signIn() {
    scene.link(user, scene.identity(People.bob()));
    host.signIn(browser, user);
    host.linksPage(browser);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/work/sign-in", "/work/connect", "/steps", "/links/ID/disconnect"})
  @DisplayName("A23 malformed forms: every field missing, doubled, broken and oversized is a 4xx")
  void malformedFormsAreRefused(String below) {
    BrowserForm form = form(below);
    String path = form.action().getRawPath();
    List<String> bodies = new ArrayList<>(List.of("", "&", "=", "csrf", "x=y"));
    for (String name : form.fields().keySet()) {
      bodies.add(encode(without(form.fields(), name)));
      bodies.add(encode(form.fields()) + "&" + name + "=x");
      bodies.add(name + "=x&" + encode(form.fields()));
      UGLY.forEach(
          ugly -> bodies.add(encode(without(form.fields(), name)) + "&" + name + "=" + ugly));
    }
    bodies.add("x=y&".repeat(100) + encode(form.fields()));
    for (String body : bodies) {
      boolean complete = body.contains("csrf=" + form.fields().get("csrf"));
      assertHarmless(post(path, body, "cross-site"), body);
      assertHarmless(post(path, body, ""), complete ? "" : body);
    }
    assertThat(host.happened()).doesNotContain(Event.Kind.LINK_ADDED);
    assertThat(scene.tokenCalls()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "code", "iss", "error", "error_description", "response"})
  @DisplayName("A23 malformed answers: the callback refuses, calls nobody and stores nothing")
  void malformedAnswersAreRefused(String name) {
    String good = scene.callback(TestBrowser.fresh(), "Work").replaceFirst(".*\\?", "");
    String rest = good.replaceFirst("(^|&)" + name + "=[^&]*", "");
    List<String> queries = new ArrayList<>(List.of("", name, name + "=", rest));
    UGLY.forEach(ugly -> queries.add(rest + "&" + name + "=" + ugly));
    queries.add(good + "&" + name + "=x&" + name + "=x");
    queries.add("x=y&".repeat(100) + good);
    for (String query : queries) {
      WebReply reply = callback(query);
      assertThat(reply.status()).as(query).isEqualTo(303);
      BrowserPage page = browser.get(host.baseUrl() + location(reply));
      assertThat(page.status()).as(query).isBetween(400, 499);
    }
    assertThat(scene.tokenCalls()).isZero();
    assertThat(host.happened()).doesNotContain(Event.Kind.SIGNED_IN, Event.Kind.USER_REGISTERED);
  }

  @Test
  @DisplayName("A23 malformed answers by form_post are refused in the same way")
  void malformedAnswersByFormPostAreRefused() {
    Provider posting = scene.work().withFormPost();
    host.with(posting);
    String state = Scene.state(scene.begin(browser, "Work").location());
    for (String ugly : UGLY) {
      for (String body :
          List.of(
              "state=" + state + "&code=" + ugly,
              "code=x&state=" + ugly,
              "state=" + state + "&state=" + state + "&code=x",
              "code=" + ugly)) {
        WebReply reply = host.linking().handle(ValueRequest.post(PATH, body, headers("")));
        assertThat(reply.status()).isIn(303, 400);
        if (reply.status() == 303 && location(reply).contains("/pages/")) {
          assertThat(browser.get(host.baseUrl() + location(reply)).status()).isBetween(400, 499);
        }
      }
    }
    assertThat(scene.tokenCalls()).isZero();
  }

  @Test
  @DisplayName("A23 malformed addresses: whatever stands in the path is a 4xx page")
  void malformedAddressesAreRefused() {
    List<String> ugly = new ArrayList<>(UGLY);
    ugly.addAll(List.of("", ".", "..", ";", ";x", "a;b", "%2e%2e", "%2f", "\\", "A".repeat(300)));
    for (String piece : ugly) {
      for (String path :
          List.of(
              "/" + piece,
              "/pages/" + piece,
              "/steps/" + piece,
              "/" + piece + "/callback",
              "/" + piece + "/sign-in",
              "/work/" + piece,
              "/work/callback" + piece,
              "/work/callback/" + piece,
              "//work/callback" + piece,
              "/links/" + piece,
              "/links/" + piece + "/disconnect",
              "/links/" + piece + "/" + piece + "/" + piece)) {
        for (String method : List.of("GET", "POST", "HEAD", "PUT", "TRACE", "", "get")) {
          WebReply reply =
              host.linking().handle(new ValueRequest(method, "/-/sso" + path, "", "", headers("")));
          assertThat(reply.status())
              .as(method + " " + path)
              .matches(status -> status < 500 && (status >= 400 || status == 303 || status == 200));
        }
      }
    }
    assertThat(scene.tokenCalls()).isZero();
    assertThat(host.links().findAll(user.id())).hasSize(1);
  }

  @Test
  @DisplayName("A23 malformed headers: odd hosts, cookies and origins are refused, never a 500")
  void malformedHeadersAreRefused() {
    List<List<String>> odd =
        new ArrayList<>(List.of(List.of(), List.of("", ""), List.of("a", "b")));
    UGLY.forEach(ugly -> odd.add(List.of(ugly)));
    odd.add(List.of("\u0000"));
    odd.add(List.of("\uD800"));
    odd.add(List.of("a\r\nb"));
    for (String name : List.of("Host", "Cookie", "Origin", "Sec-Fetch-Site", "Accept")) {
      for (List<String> values : odd) {
        for (String method : List.of("GET", "POST")) {
          for (String path : List.of("/sign-in", "/links", "/work/sign-in", "/work/callback")) {
            Map<String, List<String>> headers = headers("");
            headers.put(name, values);
            WebReply reply =
                host.linking()
                    .handle(new ValueRequest(method, "/-/sso" + path, "state=x", "", headers));
            assertThat(reply.status()).as(name + values).isLessThan(500);
            assertThat(reply.headers())
                .filteredOn(header -> header.name().equals("Location"))
                .allSatisfy(
                    header ->
                        assertThat(header.value()).matches("(http://localhost:\\d+)?/-/sso/.*"));
          }
        }
      }
    }
  }

  private BrowserForm form(String below) {
    return switch (below) {
      case "/work/sign-in" -> browser.get(host.sso("/sign-in")).formOf("Work");
      case "/work/connect" -> host.linksPage(browser).formOf("Connect Work");
      case "/steps" -> scene.beginConnect(browser, "Work").followAll().formOf("Confirm");
      default -> host.linksPage(browser).formOf("Disconnect").with("return-to", "/x");
    };
  }

  /** A request in the name of this browser that HTTP libraries would not send. */
  private WebReply post(String path, String body, String site) {
    return host.linking().handle(ValueRequest.post(path, body, headers(site)));
  }

  private WebReply callback(String query) {
    return host.linking().handle(new ValueRequest("GET", PATH, query, "", headers("")));
  }

  private Map<String, List<String>> headers(String site) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Host", List.of(host.baseUrl().replaceFirst("http://", "")));
    StringBuilder cookies = new StringBuilder();
    browser
        .cookies()
        .forEach(c -> cookies.append(c.name()).append('=').append(c.value()).append("; "));
    headers.put("Cookie", List.of(cookies.toString().replaceFirst("; $", "")));
    if (!site.isEmpty()) {
      headers.put("Sec-Fetch-Site", List.of(site));
    }
    return headers;
  }

  /** A body without a good token must be refused; with one, it may also do what it says. */
  private void assertHarmless(WebReply reply, String refusedBody) {
    assertThat(reply.status()).as(refusedBody).isIn(303, 400, 403);
    if (reply.status() == 303) {
      String location = location(reply);
      if (!refusedBody.isEmpty()) {
        assertThat(location).startsWith("/-/sso/pages/");
      }
      if (location.startsWith("/-/sso/pages/")) {
        assertThat(browser.get(host.baseUrl() + location).status()).isLessThan(500);
      }
    }
  }

  private static String location(WebReply reply) {
    return reply.headers().stream()
        .filter(header -> header.name().equals("Location"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static Map<String, String> without(Map<String, String> fields, String name) {
    Map<String, String> rest = new LinkedHashMap<>(fields);
    rest.remove(name);
    return rest;
  }

  private static String encode(Map<String, String> fields) {
    List<String> pairs = new ArrayList<>();
    fields.forEach(
        (name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", pairs);
  }
}
