package dev.accountlink.flows;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.net.URI;
import java.util.Optional;

/**
 * A host with two providers, where everybody consents as Ada until a test says otherwise, and the
 * steps of a flow one by one. Host and providers are different sites to a browser.
 */
final class Scene implements AutoCloseable {
  /** Where an attacker's pages stand. */
  static final String ELSEWHERE = "http://evil.localhost:1/page";

  // The fakes first: they tell the JDK's server not to wait for acknowledgements.
  final FakeGitHub github = FakeGitHub.start();
  final FakeOpenIdProvider openId = FakeOpenIdProvider.start();
  final TestHost host = TestHost.start();

  private Optional<String> returnTo = Optional.empty();

  Scene() {
    github.register("gh-client", "gh-secret", host.callback("github"));
    openId.register("oid-client", "oid-secret", host.callback("work"));
    github.useClock(host.clock());
    openId.useClock(host.clock());
    approveAs(People.ada());
    host.with(github(), work());
  }

  /** GitHub with registration on. */
  Provider github() {
    return GitHub.provider(
            "github", "GitHub", github.baseUrl(), Client.of("gh-client", "gh-secret"))
        .withRegistration(Registration.ON);
  }

  /** An OpenID provider with registration on. */
  Provider work() {
    return OpenIdConnect.provider(
            "work", "Work", openId.issuer(), Client.of("oid-client", "oid-secret"))
        .withRegistration(Registration.ON);
  }

  void approveAs(Person person) {
    github.approveAs(person);
    openId.approveAs(person);
  }

  /** A local user with a link to this person at the OpenID provider. */
  HostUser linked(String username, Person person) {
    HostUser user = host.users().register(username, username + "@forge.example");
    link(user, identity(person));
    return user;
  }

  void link(HostUser user, IdentityKey identity) {
    LinkNote note = new LinkNote("linked", host.clock().instant(), Optional.empty());
    host.links().insert(new Link(user.id(), identity, Optional.of(note)));
  }

  /** Who this person is at the OpenID provider. */
  IdentityKey identity(Person person) {
    return new IdentityKey(openId.issuer(), person.subject());
  }

  /** Has every flow end at a path of the host. */
  void returnTo(String path) {
    returnTo = Optional.of(path);
  }

  /** Presses a sign-in button; the answer sends the browser to the provider. */
  BrowserPage begin(TestBrowser browser, String label) {
    return submit(browser.get(host.sso("/sign-in")).formOf(label));
  }

  /** Presses Connect; the answer sends the browser to the provider. */
  BrowserPage beginConnect(TestBrowser browser, String label) {
    return submit(host.linksPage(browser).formOf("Connect " + label));
  }

  private BrowserPage submit(BrowserForm form) {
    return returnTo.map(path -> form.with("return-to", path)).orElse(form).submit();
  }

  /** Goes to the provider and comes as far as its redirect back to us, which is not followed. */
  static BrowserPage consent(BrowserPage begun) {
    return begun.followUntil(next -> next.getPath().endsWith("/callback"));
  }

  /** The address a sign-in in this browser would come back to. */
  String callback(TestBrowser browser, String label) {
    return consent(begin(browser, label)).location().toString();
  }

  /** The address a connect in this browser would come back to. */
  String connectCallback(TestBrowser browser, String label) {
    return consent(beginConnect(browser, label)).location().toString();
  }

  /** Comes to an address by a link on another site, and follows to the end. */
  static BrowserPage comeTo(TestBrowser browser, String address) {
    return browser.at(ELSEWHERE).go(address).followAll();
  }

  /** The state in the address of a provider or of a callback. */
  static String state(URI address) {
    return address.getRawQuery().replaceFirst("(?:.*&)?state=([^&]*).*", "$1");
  }

  int tokenCalls() {
    return github.tokenCalls() + openId.tokenCalls();
  }

  @Override
  public void close() {
    host.close();
    github.close();
    openId.close();
  }
}
