package dev.accountlink.examples.tinyforge.browser;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One tab of a person's browser. */
final class Tab {
  /** How Chromium reports a page that says 4xx or 5xx on purpose; tests look at the status. */
  private static final Pattern STATUS =
      Pattern.compile("Failed to load resource: the server responded with a status of .*");

  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private Optional<Response> answer = Optional.empty();

  Tab(Page page) {
    this.page = page;
    page.onConsoleMessage(this::note);
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    page.onResponse(this::remember);
  }

  Tab go(String address) {
    page.navigate(address);
    return this;
  }

  Tab reload() {
    page.reload();
    return this;
  }

  Tab back() {
    page.goBack();
    return this;
  }

  /** Presses the button whose name is, or else contains, this one, and waits for the answer. */
  Tab press(String name) {
    return arrive(() -> button(name).click());
  }

  /** Follows a link. */
  Tab follow(String name) {
    return arrive(() -> page.getByRole(AriaRole.LINK, exactly(name)).click());
  }

  /** Fills in the field with this label. */
  Tab fill(String label, String value) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(value);
    return this;
  }

  /** Does something that leads to another page, and waits until that is there. */
  Tab arrive(Runnable action) {
    page.waitForNavigation(action);
    return this;
  }

  /** Waits while pages go on by themselves until the tab stands at such a path of this site. */
  Tab until(String site, String path) {
    page.waitForURL(
        url -> {
          URI uri = URI.create(url);
          return url.startsWith(site + "/") && uri.getPath().matches(path);
        });
    return this;
  }

  Locator button(String name) {
    Locator whole = page.getByRole(AriaRole.BUTTON, exactly(name));
    if (whole.count() > 0) {
      return whole.first();
    }
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }

  boolean hasButton(String name) {
    return page.getByRole(AriaRole.BUTTON, exactly(name)).count() > 0;
  }

  /** The status of the document that is shown. */
  int status() {
    return answer.orElseThrow().status();
  }

  URI address() {
    return URI.create(page.url());
  }

  String path() {
    return address().getPath();
  }

  String heading() {
    return page.locator("h1").innerText();
  }

  /** What a person reads. */
  String text() {
    return page.locator("body").innerText();
  }

  Page page() {
    return page;
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** For tests that break something on purpose. */
  void forgetComplaints() {
    complaints.clear();
  }

  private static Page.GetByRoleOptions exactly(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private void remember(Response response) {
    boolean document =
        response.request().isNavigationRequest()
            && response.frame().equals(page.mainFrame())
            && (response.status() < 300 || response.status() > 399);
    if (document) {
      answer = Optional.of(response);
    }
  }

  private void note(ConsoleMessage message) {
    boolean ofDocument =
        answer.filter(shown -> message.location().startsWith(shown.url())).isPresent();
    boolean aboutStatus = STATUS.matcher(message.text()).matches();
    if (message.type().equals("error") && !(aboutStatus && ofDocument)) {
      complaints.add(page.url() + ": " + message.text() + " (" + message.location() + ")");
    }
  }

  /** Status, address and text: what one wants to see in a failed test. */
  @Override
  public String toString() {
    return answer.map(Response::status) + " " + page.url() + " " + text();
  }
}
