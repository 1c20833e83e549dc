package dev.accountlink.examples.tinyforge.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import java.util.ArrayList;
import java.util.List;

/** Somebody with a browser: a cookie jar of his own and any number of tabs. */
final class Person implements AutoCloseable {
  private static final double PATIENCE = 60_000;

  private static final String TELL_VIOLATIONS =
      "document.addEventListener('securitypolicyviolation',"
          + " e => console.error('violated ' + e.violatedDirective + ' by ' + e.blockedURI))";

  private final BrowserContext context;
  private final List<Tab> tabs = new ArrayList<>();

  Person(Browser browser) {
    context = browser.newContext(new Browser.NewContextOptions().setLocale("en-GB"));
    context.setDefaultTimeout(PATIENCE);
    context.addInitScript(TELL_VIOLATIONS);
  }

  /** Another tab at this address. */
  Tab open(String address) {
    Tab tab = new Tab(context.newPage());
    tabs.add(tab);
    tab.go(address);
    return tab;
  }

  /** Loses every cookie. */
  void clearCookies() {
    context.clearCookies();
  }

  /** What the browser said against pages in any tab. */
  List<String> complaints() {
    return tabs.stream().flatMap(tab -> tab.complaints().stream()).toList();
  }

  BrowserContext context() {
    return context;
  }

  @Override
  public void close() {
    context.close();
  }
}
