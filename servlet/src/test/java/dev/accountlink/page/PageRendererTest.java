package dev.accountlink.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.spi.HostPages;
import dev.accountlink.web.Page;
import dev.accountlink.web.StepPage;
import dev.accountlink.web.WebReply;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRendererTest {
  private static final PageContext CONTEXT =
      new PageContext(Locale.ENGLISH, HostPages.DEFAULT, "/forge/-/sso/assets/");
  private static final Pattern TAG = Pattern.compile("<(/?[a-zA-Z!][a-zA-Z0-9]*)([^>]*)>");
  private static final Pattern ATTRIBUTES =
      Pattern.compile("(?:\\s+[a-z-]+(?:=\"[^\"<>]*\")?)*\\s*");

  private final PageAssets assets = new PageAssets();
  private final PageRenderer renderer = new PageRenderer(assets);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "\" autofocus onfocus=\"alert(1)",
        "</title><script>alert(1)</script>",
        "</h1></main><form action=https://evil.example>",
        "<!-- ",
        "]]>",
        "{{title}}{{{title}}}",
        "&lt;script&gt;",
        "`${alert(1)}`",
        "javascript:alert(1)",
        "\u2028<svg onload=alert(1)>"
      })
  @DisplayName("E11 E12 XSS: no text from outside becomes markup, in HTML or in JSON")
  void textStaysText(String attack) throws Exception {
    List<Page> harmless = SamplePages.with("plain");
    List<Page> attacked = SamplePages.with(attack);
    for (int i = 0; i < attacked.size(); i++) {
      Page page = attacked.get(i);
      String html = renderer.html(page, CONTEXT).text();

      assertThat(tags(html)).isEqualTo(tags(renderer.html(harmless.get(i), CONTEXT).text()));
      assertThat(html).doesNotContain("<script");
      String json = renderer.json(page, CONTEXT).text();
      assertThat(json).doesNotContain("<").doesNotContain("\u2028");
      assertThat(JSONObjectUtils.parse(json)).containsKey("title");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "/\\evil",
        "",
        "x",
        "/\t/evil.example"
      })
  @DisplayName("E11 XSS: an address that is neither a path here nor http is never shown")
  void strangeAddressesAreRefused(String address) {
    Page.Form form = new Page.Form(address, List.of());
    List<Page> pages =
        List.of(
            new Page.Onward(address, 0),
            new Page.SignIn(List.of(), List.of(), Optional.of(address), "/"),
            new Page.SignIn(
                List.of(new Page.Button(SamplePages.provider("GitHub"), form)),
                List.of(),
                Optional.empty(),
                "/"),
            new Page.SignIn(List.of(), List.of(), Optional.empty(), address),
            new Page.Links(List.of(), List.of(), true, Optional.of(address), Optional.empty(), "/"),
            new Page.Links(
                List.of(), List.of(), true, Optional.empty(), Optional.empty(), address));

    assertThat(pages)
        .allSatisfy(
            page ->
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> renderer.html(page, CONTEXT)));
  }

  @Test
  @DisplayName("E12 XSS: characters that turn the direction of writing are made visible")
  void namesCannotDisguiseThemselves() {
    Page page =
        new StepPage.Confirm(
            SamplePages.provider("GitHub"),
            "gro\u202eecila\u2066",
            "alice",
            SamplePages.form("/-/sso/resume", "token"),
            "/");

    assertThat(renderer.html(page, CONTEXT).text()).contains("<bdi>gro\ufffdecila\ufffd</bdi>");
  }

  @Test
  @DisplayName("E13 CSP: no page has a script, an inline style or an event handler")
  void pagesNeedNothingInline() {
    for (Page page : SamplePages.all()) {
      String html = renderer.html(page, CONTEXT).text();

      assertThat(html)
          .doesNotContainPattern("(?i)<script|<style|\\sstyle=|\\son[a-z]+=|javascript:|<iframe");
    }
  }

  @Test
  @DisplayName("E04 leak of code: pages load nothing from elsewhere, only our own assets")
  void pagesLoadOwnAssetsOnly() {
    Pattern loaded = Pattern.compile("(?:src|rel=\"stylesheet\" href)=\"([^\"]*)\"");
    for (Page page : SamplePages.all()) {
      String html = renderer.html(page, CONTEXT).text();

      assertThat(loaded.matcher(html).results())
          .isNotEmpty()
          .allSatisfy(
              match -> {
                String prefix = "/forge/-/sso/assets/";
                assertThat(match.group(1)).startsWith(prefix);
                assertThat(assets.find(match.group(1).substring(prefix.length()))).isPresent();
              });
    }
    assertThat(Resources.text("accountlink.css")).doesNotContain("url(").doesNotContain("@import");
  }

  @Test
  void everyPageHasOneHeadingALanguageATitleAndAMainLandmark() {
    for (Page page : SamplePages.all()) {
      String html = renderer.html(page, CONTEXT).text();

      assertThat(html).startsWith("<!DOCTYPE html>\n<html lang=\"en\">").contains("<meta charset");
      assertThat(html).containsOnlyOnce("<h1>").containsOnlyOnce("<main>");
      assertThat(html).doesNotContainPattern("<title>\\s*</title>|<h1>\\s*</h1>|<p>\\s*</p>");
      assertThat(html).doesNotContainPattern("refusal\\.|failure\\.|\\{\\w+}");
      assertThat(html).doesNotContainPattern("<button(?! type=\"submit\")|<img(?![^>]* alt=)");
      assertThat(html).doesNotContain("target=");
    }
  }

  @Test
  void aRefusalShowsItsCodeAndEveryWayOn() {
    Page page =
        SamplePages.refused(
            Refusal.NOT_CONNECTED, Optional.of(SamplePages.provider("Our <GitHub>")));

    assertThat(renderer.html(page, CONTEXT).text())
        .contains("<code>NotConnected</code>")
        .contains("Your account at Our &lt;GitHub&gt; is not connected to a user here")
        .contains("<a href=\"/login\">")
        .contains("<a href=\"/settings\">")
        .contains("<form method=\"post\" action=\"/-/sso/github/sign-in\">");
  }

  @Test
  @DisplayName("E14 error page leaks: a failure shows its reference and no code of the machinery")
  void aFailureShowsItsReferenceOnly() {
    Page page =
        SamplePages.failed(
            Stage.TOKEN, "INVALID_CLIENT", Optional.of(SamplePages.provider("GitHub")));

    assertThat(renderer.html(page, CONTEXT).text())
        .contains("<code>K7F2-9QXA</code>")
        .contains("Not set up correctly")
        .doesNotContain("INVALID_CLIENT")
        .doesNotContain("TOKEN");
  }

  @Test
  void everyPageLeadsSomewhereElse() {
    Pattern way = Pattern.compile("<a (class=\"secondary\" )?href=\"/");

    assertThat(SamplePages.all())
        .allSatisfy(page -> assertThat(renderer.html(page, CONTEXT).text()).containsPattern(way));
  }

  @Test
  void aFailureLeadsBackToTheLinksWhereItHappenedThere() {
    assertThat(
            renderer
                .html(SamplePages.failed(Stage.STORE, "Store", Optional.empty()), CONTEXT)
                .text())
        .contains("<a href=\"/settings\">Go to your social sign-in settings</a>");
  }

  @Test
  void theConfirmationNamesBothSides() {
    assertThat(renderer.html(SamplePages.confirm(), CONTEXT).text())
        .contains("<h1>Connect GitHub?</h1>")
        .contains("<dt>Your account at GitHub</dt>")
        .contains("<bdi>octocat</bdi>")
        .contains("<dt>Your user here</dt>")
        .contains("<bdi>alice</bdi>");
  }

  @Test
  void theLinksPageSaysThatPushingNeedsAPasswordOnlyWhenItDoes() {
    Page.Links needing = SamplePages.links();
    Page.Links not =
        new Page.Links(
            needing.links(), needing.connect(), false, Optional.empty(), Optional.empty(), "/");

    assertThat(renderer.html(needing, CONTEXT).text())
        .contains("Pushing needs a password")
        .contains("<a href=\"/settings/password\">");
    assertThat(renderer.html(not, CONTEXT).text()).doesNotContain("Pushing needs a password");
  }

  @Test
  void everyPageIsJsonThatSaysWhatTheHtmlSays() throws Exception {
    for (Page page : SamplePages.all()) {
      Map<String, Object> json = JSONObjectUtils.parse(renderer.json(page, CONTEXT).text());

      assertThat(json).containsEntry("page", PageTree.kind(page));
      assertThat(json.get("status")).hasToString(String.valueOf(page.status()));
      assertThat(json.get("title")).asString().isNotBlank();
    }
  }

  @Test
  void jsonHoldsEveryFormWithActionAndFields() throws Exception {
    Map<String, Object> json =
        JSONObjectUtils.parse(renderer.json(SamplePages.links(), CONTEXT).text());

    Map<?, ?> link = (Map<?, ?>) ((List<?>) json.get("links")).get(0);
    Map<?, ?> disconnect = (Map<?, ?>) ((Map<?, ?>) link.get("disconnect")).get("form");
    assertThat(disconnect.get("action")).isEqualTo("/-/sso/links/id-1/disconnect");
    assertThat(disconnect.get("method")).isEqualTo("POST");
    assertThat(disconnect.get("fields"))
        .isEqualTo(List.of(Map.of("name", "csrf", "value", "token")));
    assertThat((List<?>) json.get("connect")).hasSize(2);
  }

  @Test
  void aLocationIsJsonAndNothingIsNothing() throws Exception {
    Rendered location =
        renderer.render(new WebReply.Body.Location("https://a.example/?s=\"<&"), CONTEXT);

    assertThat(location.contentType()).isEqualTo("application/json");
    assertThat(JSONObjectUtils.parse(location.text()))
        .isEqualTo(Map.of("location", "https://a.example/?s=\"<&"));
    assertThat(renderer.render(new WebReply.Body.Empty(), CONTEXT).text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "github",
        "gitlab",
        "bitbucket",
        "gitea",
        "google",
        "entra",
        "azure-devops",
        "openid-connect"
      })
  void aKnownKindHasAnIconOfItsOwn(String kind) {
    assertThat(assets.icon(kind)).startsWith(kind + "-").isNotEqualTo(assets.icon("generic"));
  }

  @Test
  void anUnknownKindHasTheNeutralIconAndNamesChangeWithTheContent() {
    assertThat(assets.icon("unheard-of")).isEqualTo(assets.icon("generic"));
    assertThat(assets.icon("github")).matches("github-[0-9a-f]{16}\\.svg");
    assertThat(assets.find("github.svg")).isEmpty();
    assertThat(assets.find("../page/messages.properties")).isEmpty();
  }

  /** The tags with the names of their attributes: what markup there is, whatever the texts. */
  private static List<String> tags(String html) {
    return TAG.matcher(html)
        .results()
        .map(
            tag -> {
              assertThat(tag.group(2)).matches(ATTRIBUTES);
              return tag.group(1) + tag.group(2).replaceAll("=\"[^\"]*\"", "");
            })
        .toList();
  }
}
