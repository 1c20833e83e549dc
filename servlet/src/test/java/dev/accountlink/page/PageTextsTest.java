package dev.accountlink.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Refusal;
import dev.accountlink.spi.HostPages;
import dev.accountlink.web.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageTextsTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

  private final PageRenderer renderer = new PageRenderer(new PageAssets());
  private final Map<String, String> english = renderer.bundles().get(0);

  @Test
  void everyRefusalSaysWhatHappenedAndWhatToDoNextInEveryLanguage() {
    Set<String> keys =
        Arrays.stream(Refusal.values())
            .map(Refusal::messageKey)
            .flatMap(PageTextsTest::titleWhatNext)
            .collect(Collectors.toSet());

    assertThat(renderer.bundles())
        .hasSize(2)
        .allSatisfy(
            bundle -> {
              assertThat(bundle).containsKeys(keys.toArray(String[]::new));
              assertThat(bundle.values()).noneMatch(String::isBlank);
            });
  }

  @Test
  void everyGroupOfFailuresHasItsTexts() {
    Set<String> keys =
        Failures.GROUPS.stream()
            .flatMap(group -> titleWhatNext("failure." + group))
            .collect(Collectors.toSet());

    assertThat(english).containsKeys(keys.toArray(String[]::new));
  }

  @Test
  void everyTextIsUsedAndEveryTextUsedIsThere() {
    Set<String> asked = new TreeSet<>();
    HostPages listening =
        new HostPages() {
          @Override
          public Optional<String> text(Locale locale, String key) {
            asked.add(key);
            return Optional.empty();
          }
        };

    for (Page page : SamplePages.all()) {
      renderer.html(page, new PageContext(Locale.ENGLISH, listening, "/assets/"));
    }

    assertThat(asked).isEqualTo(new TreeSet<>(english.keySet()));
  }

  @Test
  void theLanguagesHaveTheSameTextsWithTheSamePlaces() {
    for (Map<String, String> bundle : renderer.bundles()) {
      assertThat(bundle.keySet()).isEqualTo(english.keySet());
      bundle.forEach(
          (key, text) -> assertThat(places(text)).as(key).isEqualTo(places(english.get(key))));
    }
  }

  @Test
  void theHostsOwnTextComesFirst() {
    HostPages host =
        new HostPages() {
          @Override
          public Optional<String> text(Locale locale, String key) {
            return key.equals("signIn.title") && locale.getLanguage().equals("fr")
                ? Optional.of("Connexion <à la forge>")
                : Optional.empty();
          }
        };

    String page =
        renderer
            .html(SamplePages.signIn(), new PageContext(Locale.FRENCH, host, "/assets/"))
            .text();

    assertThat(page).contains("<h1>Connexion &lt;à la forge&gt;</h1>");
  }

  @Test
  void aLanguageWeDoNotBringIsEnglishAndSaysSo() {
    PageContext context = new PageContext(Locale.JAPANESE, HostPages.DEFAULT, "/assets/");

    String page = renderer.html(SamplePages.links(), context).text();

    assertThat(page).contains("<html lang=\"en\">").contains("Connected on March 5, 2026");
  }

  @Test
  void datesAndTextsAreInTheLanguageAskedFor() {
    assertThat(links(Locale.GERMANY)).contains("lang=\"de\"").contains("Verbunden am 5. März 2026");
    assertThat(links(Locale.UK)).contains("lang=\"en\"").contains("Connected on 5 March 2026");
  }

  @Test
  void aNameThatLooksLikeAPlaceIsNotFilledIn() {
    Page page =
        SamplePages.refused(
            Refusal.NOT_CONNECTED, Optional.of(SamplePages.provider("{provider}$1\\")));

    String html =
        renderer.html(page, new PageContext(Locale.ENGLISH, HostPages.DEFAULT, "/a/")).text();

    assertThat(html).contains("Your account at {provider}$1\\ is not connected");
  }

  /** Where the provider is gone, "the provider" stands in its place: no sentence begins so. */
  @Test
  void aSentenceReadsWellWhenTheProviderIsNotKnown() {
    Pattern begins = Pattern.compile("(^|[.!?] )\\{provider}");
    Pattern dative =
        Pattern.compile("(?<!\\b([Bb]ei|[Mm]it|[Vv]on|[Zz]u|[Aa]us|[Nn]ach) )\\{provider}");

    assertThat(ofNotes(english)).noneMatch(text -> begins.matcher(text).find());
    assertThat(ofNotes(renderer.bundles().get(1))).noneMatch(text -> dative.matcher(text).find());
  }

  private static List<String> ofNotes(Map<String, String> bundle) {
    return bundle.entrySet().stream()
        .filter(text -> text.getKey().matches("(refusal|failure)\\..*"))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Test
  void whereOneCanSignUpNobodyIsSentToTheAdministrator() {
    PageContext context = new PageContext(Locale.ENGLISH, HostPages.DEFAULT, "/assets/");
    Page.Button signUp = SamplePages.button("GitHub", "github");

    assertThat(renderer.html(SamplePages.notConnected(Optional.of(signUp)), context).text())
        .contains("If you have none, choose Sign up.")
        .doesNotContain("administrator");
    assertThat(renderer.html(SamplePages.notConnected(Optional.empty()), context).text())
        .contains("ask the administrator for one");
  }

  @Test
  void theHostsReasonMayNameTheProvider() {
    HostPages host =
        new HostPages() {
          @Override
          public Optional<String> text(Locale locale, String key) {
            return key.equals("too-new")
                ? Optional.of("Your account at {provider} is too new.")
                : Optional.empty();
          }
        };
    Page page =
        new Page.Refused(
            Refusal.REFUSED_BY_HOST,
            Optional.of("too-new"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(SamplePages.provider("GitHub")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "/");

    assertThat(renderer.html(page, new PageContext(Locale.ENGLISH, host, "/assets/")).text())
        .contains("<p>Your account at GitHub is too new.</p>");
  }

  private String links(Locale locale) {
    return renderer
        .html(SamplePages.links(), new PageContext(locale, HostPages.DEFAULT, "/assets/"))
        .text();
  }

  private static Stream<String> titleWhatNext(String key) {
    return Stream.of(key + ".title", key + ".what", key + ".next");
  }

  private static Set<String> places(String text) {
    return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
