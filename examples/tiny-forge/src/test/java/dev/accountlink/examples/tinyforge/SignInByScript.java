package dev.accountlink.examples.tinyforge;

import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.net.URI;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/**
 * Goes through a tiny-forge that runs elsewhere as a new visitor would: clicks a logo, is
 * registered, signs out and comes back. {@code .ci/try-tiny-forge} starts it with the address.
 */
public final class SignInByScript {

  private static final List<String> PROVIDERS =
      List.of("Demo GitHub", "Demo GitLab", "Demo Bitbucket", "Demo Gitea", "Demo OpenID");
  private static final int MANY_PAGES = 6;

  private final URI home;

  private SignInByScript(URI home) {
    this.home = home;
  }

  public static void main(String[] arguments) {
    SignInByScript script = new SignInByScript(URI.create(arguments[0]));
    for (int number = 0; number < PROVIDERS.size(); number++) {
      script.visit(PROVIDERS.get(number), number);
    }
    System.out.println("tiny-forge: signed in, out and in again with " + PROVIDERS);
  }

  /** Another person for each provider: one mail address belongs to one user. */
  private void visit(String provider, int person) {
    TestBrowser browser = TestBrowser.fresh();
    String registered = username(signIn(browser, provider, person));
    System.out.println(provider + ": registered and signed in as " + registered);

    BrowserPage settings = browser.open(home + "/settings/account");
    demand(settings.text().contains(provider), "the settings name " + provider, settings);
    BrowserPage left = settings.submit("Sign out");
    demand(left.document().select("nav a[href=/sign-in]").size() == 1, "signed out", left);

    String again = username(signIn(browser, provider, person));
    demand(again.equals(registered), "the same user comes back, not " + again, left);
    System.out.println(provider + ": signed in again as " + again);
  }

  private BrowserPage signIn(TestBrowser browser, String provider, int person) {
    BrowserPage page = press(browser.open(home + "/sign-in"), "form button:contains(%s)", provider);
    for (int pages = 0; pages < MANY_PAGES && !isSignedIn(page); pages++) {
      if (page.refreshAddress().isPresent()) {
        page = page.refresh();
      } else if (page.document().selectFirst("input[name=username]") != null) {
        page = complete(page, person);
      } else {
        Elements people = page.document().select("button[name=person]");
        demand(people.size() > person, "somebody to choose", page);
        page = page.submit(people.get(person).text());
      }
    }
    demand(isSignedIn(page), "signed in", page);
    return page;
  }

  /** Types what a provider did not tell, or what cannot be used here. */
  private static BrowserPage complete(BrowserPage page, int person) {
    BrowserForm form = page.formOf("Register").with("username", "visitor" + person);
    return page.document().selectFirst("input[name=email]") == null
        ? form.submit().followAll()
        : form.with("email", "visitor" + person + "@example.org").submit().followAll();
  }

  private static BrowserPage press(BrowserPage page, String selector, String words) {
    Element button = page.document().selectFirst(selector.formatted(words));
    demand(button != null, "a button for " + words, page);
    return page.submit(button.text());
  }

  private boolean isSignedIn(BrowserPage page) {
    return page.uri().getAuthority().equals(home.getAuthority())
        && !page.document().select("nav a[href^=/u/]").isEmpty();
  }

  private static String username(BrowserPage page) {
    return page.document().select("nav a[href^=/u/]").text();
  }

  private static void demand(boolean holds, String wanted, BrowserPage page) {
    if (!holds) {
      throw new IllegalStateException("Expected: " + wanted + ", but was shown " + page);
    }
  }
}
