package dev.accountlink.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.WayIn;
import dev.accountlink.spi.HostPages;
import dev.accountlink.web.Page;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** What the page with the links says would remain, before anything is disconnected. */
class LinksPageTest {
  private static final Page.Remains NOTHING = new Page.Remains(Set.of(), List.of());

  private final PageRenderer renderer = new PageRenderer(new PageAssets());

  @Test
  void aLinkThatWorksAndIsTheOnlyWayInSaysSo() {
    assertThat(text(true, NOTHING)).contains("This is your only way in.");
    assertThat(json(true, NOTHING)).contains("\"mayDisconnect\":false");
  }

  @Test
  void aLinkThatDoesNotWorkIsNotCalledTheOnlyWayIn() {
    assertThat(text(false, NOTHING))
        .contains("Cannot be used to sign in at present.")
        .contains("You have no way in that works today")
        .doesNotContain("only way in");
  }

  @Test
  void whatRemainsIsNamed() {
    Page.Remains remains =
        new Page.Remains(Set.of(WayIn.LOCAL_PASSWORD, WayIn.PASSKEY), List.of("Company"));

    assertThat(text(true, remains))
        .contains("Without it you can still sign in with: your password, a passkey, Company.");
    assertThat(json(true, remains)).contains("\"mayDisconnect\":true");
  }

  @Test
  void anotherAccountAtTheSameProviderIsCalledSo() {
    assertThat(text(true, new Page.Remains(Set.of(), List.of("GitHub"))))
        .contains("Without it you can still sign in with: another account at GitHub.");
  }

  @Test
  void whoCannotPushIsToldWhomToAskWhereTheHostHasNoPageForIt() {
    Page.Links page =
        new Page.Links(List.of(), List.of(), true, Optional.empty(), Optional.empty(), "/");

    assertThat(Jsoup.parse(renderer.html(page, context()).text()).text())
        .contains("Ask the administrator how to get one.");
  }

  private String text(boolean works, Page.Remains remains) {
    Page.Links page = SamplePages.links(SamplePages.link(works, remains));
    return Jsoup.parse(renderer.html(page, context()).text()).text();
  }

  private String json(boolean works, Page.Remains remains) {
    Page.Links page = SamplePages.links(SamplePages.link(works, remains));
    return renderer.json(page, context()).text();
  }

  private static PageContext context() {
    return new PageContext(Locale.ENGLISH, HostPages.DEFAULT, "/assets/");
  }
}
