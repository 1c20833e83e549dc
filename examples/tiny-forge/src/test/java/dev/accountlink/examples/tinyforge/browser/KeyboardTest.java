package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Everything can be done with Tab and Enter, and one always sees where one is. */
@Tag("pages")
class KeyboardTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private static final int MANY = 80;

  private static Forge forge;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    forge = Forge.start(data);
  }

  @AfterAll
  static void stop() {
    forge.close();
  }

  /** What has the focus: its words, and whether one sees that it has it. */
  private static final String FOCUSED =
      """
      () => {
        const at = document.activeElement;
        if (!at || at === document.body) return ['', 'true'];
        const words = at.labels && at.labels.length ? at.labels[0].innerText : at.innerText;
        const style = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
        const inView = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0;
        return [words.trim().split('\\n')[0].trim(), String(ring && inView)];
      }
      """;

  private static final String CONTROLS =
      """
      () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]):not([hidden])')]
        .filter(e => getComputedStyle(e).visibility !== 'hidden')
        .map(e => (e.labels && e.labels.length ? e.labels[0].innerText : e.innerText)
          .trim().split('\\n')[0].trim())
      """;

  private static String focused(Page page) {
    List<?> found = (List<?>) page.evaluate(FOCUSED);
    assertThat(found.get(1))
        .as("one sees that '" + found.get(0) + "' has the focus")
        .isEqualTo("true");
    return (String) found.get(0);
  }

  private static void tabTo(Tab tab, String words) {
    for (int times = 0; times < MANY; times++) {
      if (focused(tab.page()).equals(words)) {
        return;
      }
      tab.page().keyboard().press("Tab");
    }
    throw new AssertionError("Tab does not reach '" + words + "' on " + tab);
  }

  private static Tab enter(Tab tab, String words) {
    tabTo(tab, words);
    return tab.arrive(() -> tab.page().keyboard().press("Enter"));
  }

  private static void type(Tab tab, String label, String text) {
    tabTo(tab, label);
    tab.page().keyboard().type(text);
  }

  private static void assertTabReachesEverything(Tab tab) {
    Set<String> reached = new LinkedHashSet<>();
    List<?> controls = (List<?>) tab.page().evaluate(CONTROLS);
    for (int times = 0; times < MANY && !reached.containsAll(controls); times++) {
      tab.page().keyboard().press("Tab");
      reached.add(focused(tab.page()));
    }
    assertThat(reached.stream().map(Object.class::cast).toList())
        .as("reached by Tab on " + tab.page().url())
        .containsAll(controls);
  }

  @Test
  void aLocalUserRegistersConnectsAndDisconnectsWithoutAMouse() {
    Tab tab = chromium.person().open(forge.address("/"));
    enter(tab, "Register");
    type(tab, "User name", "keys");
    type(tab, "Password", Forge.PASSWORD);
    enter(tab, "Register");
    assertThat(forge.signedIn(tab)).isEqualTo("keys");

    enter(tab, "Settings");
    assertTabReachesEverything(tab);
    enter(tab, "Connect Demo OpenID");
    assertTabReachesEverything(tab);
    enter(tab, "Continue as Bob Stone (bob)");
    assertTabReachesEverything(tab);
    enter(tab, "Connect");
    assertThat(tab.text()).contains("connected on");
    enter(tab, "Disconnect");
    assertThat(tab.text()).contains("Nothing is connected");
  }

  @Test
  void aVisitorReachesEveryLogoAndIsToldInWordsWhatToDo() {
    Tab tab = chromium.person().open(forge.address("/sign-in"));
    assertTabReachesEverything(tab);
    enter(tab, "Demo GitHub");
    enter(tab, "Cancel");
    assertThat(tab.heading()).isEqualTo("Cancelled");
    assertTabReachesEverything(tab);
    enter(tab, "Try again with Demo GitHub");
    enter(tab, "Continue as Ada Lovelace (ada)");
    assertThat(forge.signedIn(tab)).isEqualTo("ada");
  }

  @Test
  void theLibrarysOwnPagesAreReachedToo() {
    Tab tab = chromium.person().open(forge.address("/-/sso/sign-in"));
    assertTabReachesEverything(tab);
    enter(tab, "Sign in with Demo OpenID");
    enter(tab, "Continue as Nora Mailless (nomail)");
    tab.go(forge.address("/-/sso/links"));
    assertTabReachesEverything(tab);
  }
}
