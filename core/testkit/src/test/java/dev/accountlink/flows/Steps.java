package dev.accountlink.flows;

import dev.accountlink.testkit.browser.BrowserPage;

/** What a browser does by itself, until there is something to look at. */
final class Steps {
  private static final int MANY = 10;

  private Steps() {}

  /** Follows redirects, sends the form of a provider's form_post page, and refreshes. */
  static BrowserPage onward(BrowserPage page) {
    BrowserPage now = page.followAll();
    for (int i = 0; i < MANY; i++) {
      if (now.body().contains("document.forms[0].submit()")) {
        now = now.submitByScript().followAll();
      } else if (now.refreshAddress().isPresent()) {
        now = now.refresh();
      } else {
        return now;
      }
    }
    throw new IllegalStateException("It goes on for ever: " + now);
  }
}
