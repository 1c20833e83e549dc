package dev.accountlink.page;

import dev.accountlink.spi.HostPages;
import java.util.Locale;

/**
 * For whom and where a page is rendered.
 *
 * @param locale the language; English when there is no bundle for it
 * @param host the host's own texts
 * @param assets the path on the origin under which {@link PageAssets} are served, ending in a slash
 */
public record PageContext(Locale locale, HostPages host, String assets) {
  /**
   * Checks the path.
   *
   * @throws IllegalArgumentException when it is no path that ends in a slash
   */
  public PageContext {
    if (!assets.startsWith("/") || !assets.endsWith("/")) {
      throw new IllegalArgumentException("The assets' path begins and ends with a slash.");
    }
  }
}
