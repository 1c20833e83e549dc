package dev.accountlink.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Finding.Verdict;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.provider.SetupGuide;
import dev.accountlink.spi.HostPages;
import dev.accountlink.web.AdminPage;
import dev.accountlink.web.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What administrators read about the providers. */
class AdminPagesTest {
  private static final String CALLBACK = "https://forge.example/-/sso/work/callback";

  private final PageRenderer renderer = new PageRenderer(new PageAssets());
  private final AdminPage.ProviderSettings settings =
      AdminSamples.settings(SamplePages.provider("Work"), CALLBACK, true, Registration.ON);

  @Test
  void theGuideSaysWhereWhatToTypeAndWhatToCopy() {
    Document page = html(setup(guide(GitLab.KIND.name()), Optional.empty()), Locale.ENGLISH);

    assertThat(page.select(".steps a").attr("href"))
        .isEqualTo("https://gitlab.com/-/user_settings/applications");
    assertThat(page.select(".steps dl").text())
        .contains("Redirect URI " + CALLBACK, "Confidential tick it")
        .contains("Application ID accountlink.provider.work.client-id");
    assertThat(page.select(".steps dl code").eachText()).contains(CALLBACK);
    assertThat(page.text())
        .contains("Tick these in the form, and nothing else: openid to recognise people")
        .contains("What goes wrong")
        .doesNotContain("recognise you");
  }

  @Test
  void anAddressWithAGapToFillInIsNoLink() {
    Document page = html(setup(guide("bitbucket"), Optional.empty()), Locale.ENGLISH);

    assertThat(page.select(".steps a")).isEmpty();
    assertThat(page.select(".steps code").first().text()).contains("{workspace}");
  }

  @Test
  void thePageSpeaksGermanAndMarksWhatIsEnglish() {
    AdminPage.Examined examined = AdminSamples.examined(Verdict.HINT, "The clocks agree.", 3);
    Document page = html(setup(guide("gitlab"), Optional.of(examined)), Locale.GERMAN);

    assertThat(page.select("html").attr("lang")).isEqualTo("de");
    assertThat(page.text())
        .contains(
            "Confidential ankreuzen", "openid um Leute wiederzuerkennen", "Uhr: gut zu wissen")
        .contains("Ohne Work könnten sich 3 Benutzer nicht mehr anmelden.");
    assertThat(page.select("[lang=en]").text())
        .contains("The clocks agree.", "one callback address");
  }

  @ParameterizedTest
  @EnumSource
  void theVerdictStandsInWords(Verdict verdict) {
    AdminPage.Examined examined = AdminSamples.examined(verdict, "Seen.", 0);
    Document page = html(setup(guide("gitlab"), Optional.of(examined)), Locale.ENGLISH);

    String word =
        Map.of("GOOD", "good", "HINT", "worth knowing", "WRONG", "wrong").get(verdict + "");
    assertThat(page.select(".findings li").eachText())
        .hasSize(8)
        .contains("Clock: " + word + " Seen.", "PKCE: " + word + " Seen.");
    boolean wrong = verdict == Verdict.WRONG;
    assertThat(page.select("[role=alert]").text())
        .isEqualTo(wrong ? "Something has to be mended before people can sign in with Work." : "");
    assertThat(page.select("[role=status]").text())
        .isEqualTo(wrong ? "" : "Nothing is wrong at Work.");
  }

  @Test
  void jsonHoldsWhatAProgramNeeds() throws Exception {
    AdminPage.Examined examined = AdminSamples.examined(Verdict.WRONG, "Seen.", 3);
    Map<String, Object> page = json(setup(guide("gitlab"), Optional.of(examined)));

    assertThat(page.get("examined").toString())
        .contains(
            "\"fine\":false", "\"lockedOut\":3", "\"check\":\"CLOCK\"", "\"verdict\":\"WRONG\"");
    assertThat(page.get("examine").toString()).contains("admin", "csrf");
    assertThat(page.get("settings").toString()).contains("\"callback\"", "forge.example");
    assertThat(page.get("permissions").toString())
        .contains("\"openid\"", "to recognise people", "to recognise you");
    assertThat(json(AdminSamples.list(List.of())).get("first").toString())
        .contains("accountlink.provider.work.kind=gitlab");
  }

  @Test
  void withoutProvidersThePageSaysWhatToDoFirst() {
    Document page = html(AdminSamples.list(List.of()), Locale.ENGLISH);

    assertThat(page.text())
        .contains("No provider is configured yet")
        .contains("accountlink.provider.work.kind=gitlab")
        .contains("Start the site again");
  }

  @Test
  void theListLeadsToTheGuideAndSaysWhatIsSwitchedOn() {
    Document page =
        html(
            AdminSamples.list(
                List.of(
                    AdminSamples.settings(
                        SamplePages.provider("Work"), CALLBACK, false, Registration.EXPLICIT))),
            Locale.ENGLISH);

    assertThat(page.select("section a").attr("href")).isEqualTo("/-/sso/admin/work");
    assertThat(page.select("dl").text())
        .contains("Callback address " + CALLBACK, "Sign-in switched off")
        .contains("Newcomers are registered when they ask to sign up");
  }

  private AdminPage.ProviderSetup setup(SetupGuide guide, Optional<AdminPage.Examined> examined) {
    return AdminSamples.setup(settings, guide, examined);
  }

  private static SetupGuide guide(String kind) {
    Client client = Client.of("id", "secret");
    Provider provider =
        kind.equals("bitbucket")
            ? Bitbucket.provider("work", "Work", client)
            : GitLab.provider("work", "Work", "https://gitlab.com", client);
    return SetupGuide.of(
        provider,
        new SetupGuide.Application(
            "Forge", "https://forge.example/", CALLBACK, Set.of(Part.SIGN_IN)));
  }

  private Document html(Page page, Locale locale) {
    return Jsoup.parse(renderer.html(page, context(locale)).text());
  }

  private Map<String, Object> json(Page page) throws Exception {
    return JSONObjectUtils.parse(renderer.json(page, context(Locale.ENGLISH)).text());
  }

  private static PageContext context(Locale locale) {
    return new PageContext(locale, HostPages.DEFAULT, "/assets/");
  }
}
