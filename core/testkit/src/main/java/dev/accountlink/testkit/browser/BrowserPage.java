package dev.accountlink.testkit.browser;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a {@link TestBrowser} was answered: a page to read, click and submit, or a redirect to
 * follow. Immutable.
 */
public final class BrowserPage {
  private static final int MANY_REDIRECTS = 20;
  private static final Pattern REFRESH =
      Pattern.compile(
          "\\s*\\d+(?:\\.\\d+)?\\s*(?:[;,]\\s*(?:url\\s*=\\s*)?['\"]?([^'\"]*)['\"]?)?");

  private final TestBrowser browser;
  private final URI uri;
  private final int status;
  private final Map<String, List<String>> headers;
  private final String body;
  private final Optional<Navigation> reachedBy;

  BrowserPage(
      TestBrowser browser, URI uri, int status, Map<String, List<String>> headers, String body) {
    this(browser, uri, status, headers, body, Optional.empty());
  }

  BrowserPage(
      TestBrowser browser,
      URI uri,
      int status,
      Map<String, List<String>> headers,
      String body,
      Navigation reachedBy) {
    this(browser, uri, status, headers, body, Optional.of(reachedBy));
  }

  private BrowserPage(
      TestBrowser browser,
      URI uri,
      int status,
      Map<String, List<String>> headers,
      String body,
      Optional<Navigation> reachedBy) {
    this.browser = browser;
    this.uri = uri;
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.reachedBy = reachedBy;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The address in the address bar. */
  public URI uri() {
    return uri;
  }

  /** All headers under lower-case names. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** The body as UTF-8 text. */
  public String body() {
    return body;
  }

  /** The parsed HTML. */
  public Document document() {
    return Jsoup.parse(body, uri.toString());
  }

  /** The text a person reads. */
  public String text() {
    return document().text();
  }

  /** The title of the page. */
  public String title() {
    return document().title();
  }

  /** Whether this answer sends the browser elsewhere. */
  public boolean isRedirect() {
    return List.of(301, 302, 303, 307, 308).contains(status) && header("location").isPresent();
  }

  /** Where a redirect leads, made absolute. */
  public URI location() {
    return header("location")
        .map(this::resolve)
        .orElseThrow(() -> new IllegalStateException("No redirect: " + this));
  }

  /** Follows one redirect. */
  public BrowserPage follow() {
    Navigation next =
        reachedBy
            .orElseThrow(() -> new IllegalStateException("Nobody was asked for " + uri))
            .redirected(
                status, location(), header("referrer-policy").flatMap(ReferrerPolicy::parse));
    return browser.send(next);
  }

  /** Follows redirects to the end. */
  public BrowserPage followAll() {
    return followUntil(next -> false);
  }

  /**
   * Follows redirects but not the one to such an address; the answer that wants to go there is
   * given back.
   */
  public BrowserPage followUntil(Predicate<URI> stop) {
    BrowserPage page = this;
    for (int i = 0; page.isRedirect() && !stop.test(page.location()); i++) {
      if (i == MANY_REDIRECTS) {
        throw new IllegalStateException("Too many redirects, the last one to " + page.location());
      }
      page = page.follow();
    }
    return page;
  }

  /** Follows a link of this page to any address, on it or not; a redirect is not followed. */
  public BrowserPage go(String address) {
    return browser.send(Navigation.from(uri, policy(), "GET", resolve(address), Optional.empty()));
  }

  /**
   * Submits a form of this page to any address, as an attacker's page may; a redirect is not
   * followed.
   */
  public BrowserPage post(String address, Map<String, String> form) {
    return new BrowserForm(this, "POST", resolve(address), List.copyOf(form.entrySet())).submit();
  }

  /** Clicks the link with this text and follows redirects. */
  public BrowserPage click(String linkText) {
    return document().select("a[href]").stream()
        .filter(link -> link.text().equals(linkText))
        .findFirst()
        .map(link -> go(link.attr("href")).followAll())
        .orElseThrow(() -> new IllegalStateException("No link '" + linkText + "' in " + this));
  }

  /** The first form this CSS selector finds. */
  public BrowserForm form(String selector) {
    Element found = document().selectFirst(selector);
    if (found == null) {
      throw new IllegalStateException("No form " + selector + " in " + this);
    }
    return BrowserForm.of(this, found, Optional.empty());
  }

  /**
   * The form that is sent by the button whose text is or begins with this one, the button included.
   */
  public BrowserForm formOf(String buttonText) {
    List<Element> buttons =
        document().select("form button:not([type=button]), form input[type=submit]");
    return buttons.stream()
        .filter(button -> textOf(button).equals(buttonText))
        .findFirst()
        .or(() -> buttons.stream().filter(one -> textOf(one).startsWith(buttonText)).findFirst())
        .map(button -> BrowserForm.of(this, button.closest("form"), Optional.of(button)))
        .orElseThrow(() -> new IllegalStateException("No button '" + buttonText + "' in " + this));
  }

  /** Presses the button with this text and follows redirects. */
  public BrowserPage submit(String buttonText) {
    return formOf(buttonText).submit().followAll();
  }

  /**
   * The page's only form as it stands, sent as a script of that page would send it; a redirect is
   * not followed.
   */
  public BrowserPage submitByScript() {
    return form("form").submit();
  }

  /** Where a {@code Refresh} header or meta element leads. */
  public Optional<URI> refreshAddress() {
    Element meta = document().selectFirst("meta[http-equiv=refresh]");
    Optional<String> content =
        header("refresh").or(() -> Optional.ofNullable(meta).map(found -> found.attr("content")));
    return content
        .map(REFRESH::matcher)
        .filter(Matcher::matches)
        .map(found -> Optional.ofNullable(found.group(1)).map(this::resolve).orElse(uri));
  }

  /** Lets the page refresh as it asked to, and follows redirects; the wait is left out. */
  public BrowserPage refresh() {
    URI next =
        refreshAddress()
            .orElseThrow(() -> new IllegalStateException("The page does not refresh: " + this));
    return go(next.toString()).followAll();
  }

  /** Presses the reload button: the same step once more, a redirect not followed. */
  public BrowserPage reload() {
    return browser.send(
        reachedBy.orElseThrow(() -> new IllegalStateException("Nobody was asked for " + uri)));
  }

  BrowserPage send(String method, URI target, Optional<String> form) {
    return browser.send(Navigation.from(uri, policy(), method, target, form));
  }

  URI resolve(String address) {
    return uri.resolve(TestBrowser.uri(address));
  }

  private ReferrerPolicy policy() {
    Element meta = document().selectFirst("meta[name=referrer]");
    return Optional.ofNullable(meta)
        .flatMap(found -> ReferrerPolicy.parse(found.attr("content")))
        .or(() -> header("referrer-policy").flatMap(ReferrerPolicy::parse))
        .orElse(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN);
  }

  private static String textOf(Element button) {
    return button.tagName().equals("input") ? button.attr("value") : button.text();
  }

  /** Status, address and the beginning of the text: what one wants to see in a failed test. */
  @Override
  public String toString() {
    String text = body.isEmpty() ? header("location").orElse("") : text();
    return status + " " + uri + " " + text.substring(0, Math.min(300, text.length()));
  }
}
