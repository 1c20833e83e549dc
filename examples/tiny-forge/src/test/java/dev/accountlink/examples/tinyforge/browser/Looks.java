package dev.accountlink.examples.tinyforge.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Looks at a page as it is shown light, dark, on a phone and on a very narrow one: takes a picture
 * of each into {@code target/screenshots}, and holds it to the rules of {@code page-rules.js}.
 */
final class Looks {
  private static final Path FOLDER = Path.of("target", "screenshots");
  private static final String RULES = read();

  private Looks() {}

  /** How a page is shown. The last is what 200 % zoom makes of a small laptop. */
  private record Way(String name, ColorScheme colors, int width, int height) {}

  private static final List<Way> WAYS =
      List.of(
          new Way("dark", ColorScheme.DARK, 1280, 800),
          new Way("narrow", ColorScheme.LIGHT, 320, 640),
          new Way("phone-dark", ColorScheme.DARK, 360, 740),
          new Way("phone", ColorScheme.LIGHT, 360, 740),
          new Way("light", ColorScheme.LIGHT, 1280, 800));

  /**
   * Looks at what the tab shows; it shows the same afterwards. Pages look the same on each JDK, so
   * the second one may have {@code ACCOUNTLINK_LOOKS=light} and look once.
   */
  static Tab at(Tab tab, String name) {
    boolean once = "light".equals(System.getenv("ACCOUNTLINK_LOOKS"));
    for (Way way : once ? WAYS.subList(WAYS.size() - 1, WAYS.size()) : WAYS) {
      look(tab.page(), name, way);
    }
    return tab;
  }

  private static void look(Page page, String name, Way way) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(way.colors()));
    page.setViewportSize(way.width(), way.height());
    Path file = FOLDER.resolve(name + "-" + way.name() + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    assertThat((List<?>) page.evaluate(RULES)).as(file + " at " + page.url()).isEmpty();
  }

  private static String read() {
    try (InputStream in = Looks.class.getResourceAsStream("page-rules.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
