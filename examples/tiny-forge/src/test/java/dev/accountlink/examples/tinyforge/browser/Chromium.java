package dev.accountlink.examples.tinyforge.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The one Chromium process of a test run. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
  private static final List<String> QUIET =
      List.of(
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          // pages of others may want fonts from elsewhere: tests never leave this machine
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** The browser named by the variable {@code CHROMIUM}, else the first on the path. */
  static Optional<Path> find() {
    Optional<String> named =
        Optional.ofNullable(System.getenv("CHROMIUM")).filter(s -> !s.isBlank());
    if (named.isPresent()) {
      return named.map(Path::of).filter(Files::isExecutable);
    }
    List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.concat(Stream.of("/usr/bin"), folders.stream()).map(in -> Path.of(in, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Chromium start() {
    List<String> flags = new ArrayList<>(QUIET);
    if ("root".equals(System.getProperty("user.name"))) {
      flags.add("--no-sandbox");
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(find().orElseThrow())
                    .setArgs(flags));
    return new Chromium(playwright, browser);
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
