package dev.accountlink.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import dev.accountlink.flow.Refusal;
import dev.accountlink.spi.HostPages;
import dev.accountlink.web.Page;
import dev.accountlink.web.RehearsalPage;
import dev.accountlink.web.RehearsalPage.Prospect;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What an administrator reads after a rehearsal. */
class RehearsalPageTest {
  private final PageRenderer renderer = new PageRenderer(new PageAssets());

  @Test
  void thePageSaysWhoWasSeenAndWhichAddressesCount() {
    Document page = html(SamplePages.rehearsed(Prospect.Kind.SIGN_IN, Optional.empty()));

    assertThat(page.select("#now + p").text())
        .isEqualTo("This account would be signed in as octocat2.");
    assertThat(page.select("dl.seen > div").eachText())
        .contains(
            "Who vouches https://github.com",
            "The person’s key there, which never changes 583231",
            "User name there octocat",
            "Name None",
            "E-mail addresses octocat@example.org Verified there. Counts as proven here."
                + " cat@example.org Not verified there. Does not count here. and 3 more",
            "Permissions we asked for read:user user:email",
            "Permissions that were granted That is not told by GitHub.");
    assertThat(page.text()).doesNotContain("Groups").doesNotContain("Once signing in");
    assertThat(page.select("form").attr("action")).isEqualTo("/-/sso/github/sign-in");
    assertThat(page.select("a").last().attr("href")).isEqualTo("/admin/providers");
  }

  @Test
  void whatIsSwitchedOffIsToldForNowAndForLater() {
    Prospect off =
        new Prospect(
            Prospect.Kind.REFUSE,
            Optional.empty(),
            Optional.of(Refusal.SIGN_IN_OFF),
            Optional.empty());
    RehearsalPage.Rehearsed like =
        SamplePages.rehearsed(
            Prospect.Kind.REFUSE, Optional.of(SamplePages.prospect(Prospect.Kind.REFUSE)));
    RehearsalPage.Rehearsal seen = like.seen();
    Document page =
        html(
            new RehearsalPage.Rehearsed(
                like.provider(),
                new RehearsalPage.Rehearsal(
                    seen.authority(),
                    seen.subject(),
                    seen.login(),
                    seen.displayName(),
                    seen.emails(),
                    seen.asked(),
                    seen.granted(),
                    seen.missing(),
                    seen.memberships(),
                    off,
                    seen.onceSwitchedOn()),
                like.again(),
                like.back()));

    assertThat(page.select("section:has(#now)").text())
        .isEqualTo(
            "Now It would be refused: Switched off (SignInOff). Signing in through GitHub is"
                + " switched off on this site.");
    assertThat(page.select("section:has(#once)").text())
        .contains("Once signing in through GitHub is switched on")
        .contains("(EmailDomainRequired)")
        .endsWith("Required: example.com");
    assertThat(page.select("dl.seen > div").eachText())
        .contains(
            "Permissions that were granted user:email",
            "Asked for and not granted read:user",
            "Groups and 7 more");
  }

  @Test
  void aHostsOwnReasonIsItsOwnText() {
    Prospect byHost =
        new Prospect(
            Prospect.Kind.REFUSE,
            Optional.empty(),
            Optional.of(Refusal.REFUSED_BY_HOST),
            Optional.of("forge.full"));
    RehearsalPage.Rehearsed page = SamplePages.rehearsed(Prospect.Kind.REFUSE, Optional.of(byHost));
    HostPages full =
        new HostPages() {
          @Override
          public Optional<String> text(Locale locale, String key) {
            return Optional.of("We are full.").filter(text -> key.equals("forge.full"));
          }
        };

    String html = renderer.html(page, new PageContext(Locale.ENGLISH, full, "/assets/")).text();

    assertThat(Jsoup.parse(html).select("section:has(#once) p").last().text())
        .isEqualTo("We are full.");
  }

  @Test
  void inGermanItIsGerman() {
    Page page = SamplePages.rehearsed(Prospect.Kind.REGISTER, Optional.empty());

    assertThat(Jsoup.parse(renderer.html(page, context(Locale.GERMAN)).text()).text())
        .contains("Ein neuer Benutzer octocat2 würde registriert und angemeldet.")
        .contains("Dort bestätigt. Gilt hier als nachgewiesen.");
  }

  @Test
  void jsonSaysTheSameInFields() throws Exception {
    Page page = SamplePages.rehearsed(Prospect.Kind.REFUSE, Optional.empty());
    Map<String, Object> json =
        JSONObjectUtils.parse(renderer.json(page, context(Locale.ENGLISH)).text());

    assertThat((Map<?, ?>) json.get("now"))
        .satisfies(
            now -> {
              assertThat(now.get("comesTo")).isEqualTo("REFUSE");
              assertThat(now.get("code")).isEqualTo("EmailDomainRequired");
            });
    List<?> rows = (List<?>) json.get("rows");
    assertThat(rows)
        .anySatisfy(
            row -> {
              assertThat(((Map<?, ?>) row).get("name")).isEqualTo("emails");
              assertThat((List<?>) ((Map<?, ?>) row).get("values"))
                  .extracting(
                      value -> ((Map<?, ?>) value).get("text"),
                      value -> ((Map<?, ?>) value).get("verified"),
                      value -> ((Map<?, ?>) value).get("trusted"))
                  .containsExactly(
                      tuple("octocat@example.org", true, true),
                      tuple("cat@example.org", false, false));
            });
  }

  private Document html(Page page) {
    return Jsoup.parse(renderer.html(page, context(Locale.ENGLISH)).text());
  }

  private static PageContext context(Locale locale) {
    return new PageContext(locale, HostPages.DEFAULT, "/assets/");
  }
}
