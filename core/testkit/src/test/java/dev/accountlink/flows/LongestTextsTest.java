package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.EmailTrust;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonEmail;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * People whose every text is as long as it may be do all that others do, in every step that waits,
 * through browsers and servers that take no more than they promise.
 */
class LongestTextsTest {
  /** What browsers promise to keep of one cookie, name and attributes included (RFC 6265, 6.1). */
  private static final int COOKIE = 4096;

  /**
   * What servers usually take of a request without its body, less what browsers say of themselves.
   */
  private static final int HEAD = 8192 - 1500;

  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  /** Letters that take different room. */
  enum Script {
    LATIN("a"),
    ACCENTED("\u00e9"),
    HAN("\u5b57"),
    UNICORNS("\ud83e\udd84");

    private final String letter;

    Script(String letter) {
      this.letter = letter;
    }

    String text(int length) {
      return letter.repeat(length / letter.length());
    }
  }

  @AfterEach
  void close() {
    scene.close();
  }

  static Stream<Arguments> stepsAndScripts() {
    return Arrays.stream(WaitingStep.values())
        .filter(step -> step != WaitingStep.SECOND_FACTOR)
        .flatMap(step -> Arrays.stream(Script.values()).map(script -> Arguments.of(step, script)));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("stepsAndScripts")
  void everyStepWaitsForThem(WaitingStep step, Script script) {
    Person person = longest(script);
    host.configure(
        step.node(
            scene, rules -> step == WaitingStep.SIGN_IN_FIRST ? conflict(rules) : trusting(rules)));
    step.prepare(scene, browser);

    BrowserPage end = step.begin(scene, browser).goOn();

    assertThat(step.done(scene, browser)).as(end.text()).isEqualTo(1);
    assertThat(end.status()).isEqualTo(200);
    assertFits();
    if (step == WaitingStep.DETAILS) {
      assertRegistered(person);
    }
  }

  @ParameterizedTest(name = "three tabs at once in {0}")
  @EnumSource(Script.class)
  void severalTabsFit(Script script) {
    longest(script);
    WaitingStep step = WaitingStep.SIGN_IN_FIRST;
    host.configure(step.node(scene, LongestTextsTest::conflict));
    step.prepare(scene, browser);
    WaitingStep.Tab oldest = step.begin(scene, browser);
    step.begin(scene, browser);

    BrowserPage end = step.begin(scene, browser).goOn();

    assertThat(step.done(scene, browser)).as(end.text()).isEqualTo(1);
    assertThat(oldest.goOn().text()).as("it made room").contains("StartAgain");
    assertFits();
  }

  @ParameterizedTest(name = "new here after a conflict, and asked twice, in {0}")
  @EnumSource(Script.class)
  void whoeverIsNewHereGoesOn(Script script) {
    Person person = longest(script);
    host.with(
        scene
            .work()
            .withRules(
                scene
                    .work()
                    .rules()
                    .withConflict(Conflict.SIGN_IN_THEN_CONNECT)
                    .withRegistration(Registration.EXPLICIT)));

    BrowserPage page = scene.begin(browser, "Work").followAll().submit("I am new here").followAll();
    page = page.formOf("Register").with("username", "../etc").submit();
    assertThat(page.status()).isEqualTo(422);
    page.formOf("Register").with("username", "lovelace").submit().followAll();

    assertThat(host.who(browser)).isEqualTo("lovelace");
    assertFits();
    assertRegistered(person);
  }

  /** Nothing is cut or left out of what the host keeps. */
  private void assertRegistered(Person person) {
    HostUser user =
        host.users()
            .withAddress(new EmailAddress(person.emails().get(0).address(), true, true))
            .orElseThrow();
    assertThat(user.displayName()).isEqualTo(person.name().orElseThrow());
    assertThat(host.links().findAll(user.id()))
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.identity()).isEqualTo(scene.identity(person));
              assertThat(link.note().orElseThrow().label()).isEqualTo(person.login());
            });
  }

  private void assertFits() {
    List<String> cookies =
        host.seen().stream()
            .flatMap(seen -> seen.reply().headers().stream())
            .filter(header -> header.name().equals("Set-Cookie"))
            .map(header -> header.value())
            .toList();
    assertThat(cookies).allSatisfy(cookie -> assertThat(cookie).hasSizeLessThanOrEqualTo(COOKIE));
    assertThat(host.longestHead()).isLessThanOrEqualTo(HEAD);
  }

  private Person longest(Script script) {
    String address = "@example.org";
    String picture = "https://pictures.example/";
    String text = script.text(IdentityKey.MAX_LENGTH);
    Person person =
        Person.of(text, text)
            .withName(text)
            .withEmails(
                PersonEmail.primary(
                    script.text(EmailAddress.MAX_LENGTH - address.length()) + address))
            .withClaim("picture", picture + "p".repeat(255 - picture.length()));
    scene.openId.approveAs(person);
    scene.github.approveAs(person.withSubject("100001"));
    scene.returnTo("/" + "r".repeat(ReturnTo.MAX_BYTES - 1));
    return person;
  }

  private static ProviderRules trusting(ProviderRules rules) {
    return rules.withEmailTrust(new EmailTrust.Claim());
  }

  private static ProviderRules conflict(ProviderRules rules) {
    return trusting(rules).withRegistration(Registration.OFF);
  }
}
