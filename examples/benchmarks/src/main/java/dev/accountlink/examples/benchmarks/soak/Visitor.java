package dev.accountlink.examples.benchmarks.soak;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Person;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jsoup.nodes.Element;

/** Comes again and again, each time as somebody else and with a fresh browser. */
final class Visitor implements Runnable {
  private static final int AT_ONCE = 12;

  private final String address;
  private final Providers providers;
  private final Ledger ledger;
  private final Random random;
  private final BooleanSupplier goesOn;

  Visitor(String address, Providers providers, Ledger ledger, long seed, BooleanSupplier goesOn) {
    this.address = address;
    this.providers = providers;
    this.ledger = ledger;
    this.random = new Random(seed);
    this.goesOn = goesOn;
  }

  @Override
  public void run() {
    while (goesOn.getAsBoolean()) {
      Person person = anybody();
      try {
        visit(person);
      } catch (RuntimeException | AssertionError e) {
        ledger.broken(e);
      }
    }
  }

  /** A few at a time, so that visitors meet; and others later, so that there are new ones. */
  private Person anybody() {
    List<Person> people = providers.people();
    int first = (int) (ledger.progress() * (people.size() - AT_ONCE));
    return people.get(first + random.nextInt(AT_ONCE));
  }

  private void visit(Person person) {
    TestBrowser browser = TestBrowser.fresh();
    String by = random.nextInt(4) == 0 ? "Home" : "Work";
    BrowserPage home = consented(browser.get(sso("/sign-in")).submit("Sign in with " + by), person);
    ledger.count("sign in with " + by, home);
    if (home.status() != 200) {
      return;
    }
    String user = browser.get(address + "/").body();
    for (int steps = 1 + random.nextInt(4); steps > 0; steps--) {
      step(browser, person, user);
    }
  }

  private void step(TestBrowser browser, Person person, String user) {
    switch (random.nextInt(6)) {
      case 0, 1 -> connect(browser, person);
      case 2 -> disconnect(browser, user);
      case 3 -> grant(browser, person, user);
      default -> use(browser);
    }
  }

  private void connect(TestBrowser browser, Person person) {
    BrowserPage confirm = consented(browser.get(sso("/links")).submit("Connect Home"), person);
    boolean asked = confirm.status() == 200 && confirm.text().contains("Connect Home?");
    ledger.count("connect", asked ? confirm.submit("Connect") : confirm);
  }

  private void disconnect(TestBrowser browser, String user) {
    BrowserPage links = browser.get(sso("/links"));
    List<Element> forms =
        links.document().select("form:has(button)").stream()
            .filter(form -> form.text().startsWith("Disconnect"))
            .toList();
    if (links.status() != 200 || forms.isEmpty()) {
      ledger.count("disconnect, with nothing offered", links);
      return;
    }
    String action = forms.get(random.nextInt(forms.size())).attr("action");
    ledger.disconnecting(user);
    try {
      ledger.count("disconnect", links.form("form[action=" + action + "]").submit().followAll());
    } finally {
      ledger.disconnecting(user);
    }
  }

  private void grant(TestBrowser browser, Person person, String user) {
    int disconnects = ledger.disconnects(user);
    BrowserPage end =
        consented(browser.get(sso("/home/authorize")).submit("Go on to Home"), person);
    ledger.count("grant", end);
    if (end.status() == 200 && end.uri().getPath().endsWith("/grants")) {
      ledger.granted(user, person.subject(), disconnects);
    }
  }

  private void use(TestBrowser browser) {
    BrowserPage used = browser.get(address + SoakPages.USE);
    ledger.count("use grants", used);
    if (used.status() == 200) {
      used.body().lines().forEach(line -> ledger.used(line, providers));
    }
  }

  /** At the provider's page, unless the host would not even send the browser there. */
  private BrowserPage consented(BrowserPage page, Person person) {
    boolean atProvider = !page.uri().toString().startsWith(address);
    return atProvider
        ? page.formOf("Cancel")
            .without("cancel")
            .with("person", person.subject())
            .submit()
            .followAll()
        : page;
  }

  private String sso(String path) {
    return address + "/-/sso" + path;
  }
}
