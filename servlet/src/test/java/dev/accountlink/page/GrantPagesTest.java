package dev.accountlink.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.provider.Part;
import dev.accountlink.spi.HostPages;
import dev.accountlink.web.GrantPage;
import dev.accountlink.web.GrantPage.GrantEnded.How;
import dev.accountlink.web.Page;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the pages of grants say. */
class GrantPagesTest {
  private final PageRenderer renderer = new PageRenderer(new PageAssets());

  private Document html(Page page) {
    PageContext context = new PageContext(Locale.ENGLISH, HostPages.DEFAULT, "/assets/");
    return Jsoup.parse(renderer.html(page, context).text());
  }

  @Test
  @DisplayName("G09 scope creep: each permission is shown with the sentence why it is asked for")
  void eachPermissionIsShownWithItsReason() {
    GrantPage.Authorize page = SamplePages.authorize(false);
    Document html = html(page);

    assertThat(html.select(".parts li")).hasSameSizeAs(page.parts());
    for (int i = 0; i < page.parts().size(); i++) {
      Part part = page.parts().get(i).part();
      Element shown = html.select(".parts li").get(i);
      assertThat(shown.text()).contains(part.reason());
      assertThat(shown.select("code").eachText()).isEqualTo(page.parts().get(i).permissions());
      assertThat(shown.select("input[type=checkbox]").eachAttr("aria-describedby"))
          .allMatch(id -> shown.getElementById(id).text().equals(part.reason()));
    }
  }

  @Test
  void whatIsMissingCanBeGrantedNowAndWhatWasRefusedIsToldFromWhatNobodyAsked() {
    Document html = html(SamplePages.grants());
    Element first = html.select(".links > li").get(0);

    assertThat(first.select(".given li").eachText())
        .containsExactly(
            "Read repositories: granted",
            "Deploy keys: asked for, and not granted Grant now: Deploy keys",
            "Issues: not granted Grant now: Issues");
    assertThat(first.select(".given a").eachAttr("href"))
        .containsExactly("/-/sso/github/authorize", "/-/sso/github/authorize");
  }

  @Test
  void whatEndedAsAWholeIsGrantedAsAWhole() {
    Element ended = html(SamplePages.grants()).select(".links > li").get(1);

    assertThat(ended.select(".given a")).isEmpty();
    assertThat(ended.text()).contains("Grant it once more");
  }

  @Test
  void whoDisconnectedIsToldThatThePermissionEndedAsWell() {
    Document disconnected = html(SamplePages.grantEnded(How.REVOKED));
    Document ended = html(SamplePages.grantEnded(How.UNSUPPORTED));

    assertThat(disconnected.text())
        .contains("Your account at GitHub is disconnected.")
        .contains("GitHub has taken them back");
    assertThat(ended.text()).doesNotContain("disconnected");
  }
}
