package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.accountlink.examples.tinyforge.SlowImports;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Importing repositories in a real browser, and how its pages look. */
@Tag("pages")
class ImportPagesTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private Forge forge;
  private Tab tab;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    forge = Forge.start(data);
    tab = forge.register(chromium.person().open(forge.address("/")), "carol");
  }

  @AfterEach
  void stop() {
    forge.close();
  }

  /** Gives what an import needs, and for SSH. */
  private void permit(String provider) {
    tab.go(forge.address("/import"));
    tab.arrive(() -> source(provider).locator("a.button").click());
    Locator parts = tab.page().locator("input[type=checkbox]");
    for (int part = 0; part < parts.count(); part++) {
      parts.nth(part).check();
    }
    tab.press("Go on to " + provider).press("Continue as Ada Lovelace");
    assertThat(tab.heading()).isEqualTo("Import from " + provider);
  }

  private Locator source(String provider) {
    return tab.page().locator("main li", new Page.LocatorOptions().setHasText(provider));
  }

  /** Pages show anew by themselves until one says this. */
  private void await(String words) {
    tab.page().getByText(words).first().waitFor();
  }

  @Test
  void somebodyPicksRepositoriesAndFollowsTheirImports() {
    tab.go(forge.address("/")).follow("Import repositories");
    Looks.at(tab, "import-first");
    permit("Demo GitLab");
    Looks.at(tab, "import-list");

    tab.follow("Select all");
    assertThat(tab.page().locator(".choices input:checked").count()).isEqualTo(4);
    tab.page().getByLabel("ada/notes").uncheck();
    tab.page().getByLabel("SSH: each").check();
    Looks.at(tab, "import-selected");
    tab.press("Import what is selected");
    await("carol/engine");
    await("carol/tables");
    await("carol/plans");
    assertThat(tab.page().locator(".jobs progress").count()).isZero();
    Looks.at(tab, "import-done");

    tab.go(forge.address("/import/gitlab"));
    assertThat(tab.text()).contains("imported as engine");
    tab.follow("Select all");
    assertThat(tab.page().locator(".choices input:checked").count()).isEqualTo(1);
    Looks.at(tab, "import-marked");
    tab.go(forge.address("/r/carol/engine"));
    assertThat(tab.text()).contains("mill.txt");
  }

  @Test
  void whatIsUnderWayIsSeenCancelledAndTriedAgain() throws IOException {
    permit("Demo GitHub");
    SlowImports slow = SlowImports.at(forge.running(), "github");
    tab.go(forge.address("/import/github?q=big"));
    tab.page().getByLabel("ada/big").check();
    tab.press("Import what is selected");
    slow.awaitMiddle();
    await("of about 2.0 MiB");
    assertThat(tab.page().locator(".jobs progress").count()).isEqualTo(1);
    tab.follow("Stop that");
    Looks.at(tab, "import-running");

    tab.press("Cancel");
    assertThat(tab.text()).contains("Cancelled. Nothing was kept.");
    Looks.at(tab, "import-cancelled");
    slow.goOn();
    tab.press("Try again");
    await("carol/big");
  }

  @Test
  void troublesAreSaid() {
    permit("Demo GitHub");
    Looks.at(tab, "import-many");
    tab.page().getByLabel("ada/engine").check();
    tab.press("Import what is selected");
    await("carol/engine");
    tab.go(forge.address("/import/github?q=engine"));
    tab.page().getByLabel("ada/engine").check();
    tab.press("Import what is selected");
    await("You already have a repository with this name");
    Looks.at(tab, "import-name-taken");
    tab.fill("Name here", "engine-2").press("Try again");
    await("carol/engine-2");

    SlowImports.endPermissions(forge.running(), "github");
    tab.go(forge.address("/import/github"));
    assertThat(tab.text()).contains("does not take your permission any more");
    assertThat(tab.page().locator("main a.button").innerText()).isEqualTo("Give it once more");
    Looks.at(tab, "import-permission-ended");
    SlowImports.tooManyCalls(forge.running(), "gitea");
    tab.go(forge.address("/-/sso/gitea/authorize?return-to=/import/gitea"));
    tab.press("Go on to Demo Gitea").press("Continue as Ada Lovelace");
    assertThat(tab.text()).contains("Come again in 7 minutes");
    Looks.at(tab, "import-rate-limited");
  }

  @Test
  void anOrganizationThatWantsASignOnIsSaid() {
    permit("Demo GitHub");
    tab.page().getByLabel("ada/engine").check();
    SlowImports.demandSignOn(forge.running(), "ada");
    tab.press("Import what is selected");
    await("lets this forge in only after you have authorised it there");
    Looks.at(tab, "import-sign-on");
    tab.go(forge.address("/import/github"));
    assertThat(tab.text()).contains("An organisation of yours at Demo GitHub");
    Looks.at(tab, "import-partial");
  }

  @Test
  void everythingIsReachedByKeyboard() {
    permit("Demo GitLab");
    Locator first = tab.page().getByLabel("ada/engine");
    first.focus();
    tab.page().keyboard().press("Space");
    assertThat(first.isChecked()).isTrue();
    for (int row = 0; row < 3; row++) {
      tab.page().keyboard().press("Tab");
    }
    tab.page().keyboard().press("Tab");
    tab.page().keyboard().press("ArrowDown");
    assertThat(tab.page().getByLabel("SSH: each").isChecked()).isTrue();
    tab.page().keyboard().press("Tab");
    assertThat(tab.page().evaluate("document.activeElement.innerText"))
        .isEqualTo("Import what is selected");
    tab.arrive(() -> tab.page().keyboard().press("Enter"));
    await("carol/engine");
  }
}
