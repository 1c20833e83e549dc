package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Choosing an address for commits in a real browser, and how the page looks. */
@Tag("pages")
class CommitSettingsPageTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private Forge forge;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    forge = Forge.start(data);
  }

  @AfterEach
  void stop() {
    forge.close();
  }

  @Test
  void somebodyChoosesAnAddressAndCommitsWithIt() {
    Tab tab = forge.register(chromium.person().open(forge.address("/")), "rosalind");
    tab.go(forge.address("/settings/commits"));
    assertThat(tab.text()).contains("Nothing connected offers a verified address yet");
    Looks.at(tab, "commits-none");

    tab = chromium.person().open(forge.address("/"));
    tab.go(forge.address("/sign-in")).press("Demo GitHub").press("Continue as Ada Lovelace");
    tab.go(forge.address("/settings/commits"));
    tab.page().getByLabel("ada@example.org from ada").check();
    tab.page().getByLabel("Ada Lovelace <ada@example.org>").check();
    tab.press("Save");
    assertThat(tab.text()).contains("Your choice was saved");
    Looks.at(tab, "commits-chosen");

    tab.go(forge.address("/new")).page().getByLabel("Name").fill("begun");
    tab.page().getByLabel("Begin with a README").check();
    Looks.at(tab, "new-with-readme");
    tab.press("Create repository");
    assertThat(tab.text()).contains("README.md", "Ada Lovelace");
    Looks.at(tab, "repository-with-author");
  }
}
