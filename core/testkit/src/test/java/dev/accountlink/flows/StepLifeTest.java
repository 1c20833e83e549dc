package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.Standing;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Every step survives a restart, works in two tabs, and can be abandoned and begun again: nothing
 * of it lives in the server.
 */
class StepLifeTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest(name = "G13 {0} is finished by a library that was built after it began")
  @EnumSource(WaitingStep.class)
  void aStepSurvivesARestart(WaitingStep step) {
    WaitingStep.Tab tab = begun(step);

    host.configure(step.node(scene));
    BrowserPage end = tab.goOn();

    assertThat(step.done(scene, browser)).as(end.text()).isEqualTo(1);
    assertThat(end.status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "G13 {0} is answered by two nodes in turn")
  @EnumSource(WaitingStep.class)
  void aStepIsAnsweredByTwoNodesInTurn(WaitingStep step) {
    host.configure(step.node(scene));
    step.prepare(scene, browser);
    host.nodes(host.build(step.node(scene)), host.build(step.node(scene)));

    BrowserPage end = step.begin(scene, browser).goOn();

    assertThat(step.done(scene, browser)).as(end.text()).isEqualTo(1);
  }

  @ParameterizedTest(name = "A08 {0} in two tabs, finished in the order they were opened")
  @EnumSource(WaitingStep.class)
  void twoTabsInTheirOrder(WaitingStep step) {
    WaitingStep.Tab one = begun(step);
    WaitingStep.Tab two = step.begin(scene, browser);

    assertDoneOnce(step, one, two);
  }

  @ParameterizedTest(name = "A08 {0} in two tabs, the later one finished first")
  @EnumSource(WaitingStep.class)
  void twoTabsTheLaterOneFirst(WaitingStep step) {
    WaitingStep.Tab one = begun(step);
    WaitingStep.Tab two = step.begin(scene, browser);

    assertDoneOnce(step, two, one);
  }

  private void assertDoneOnce(WaitingStep step, WaitingStep.Tab first, WaitingStep.Tab second) {
    BrowserPage end = first.goOn();
    assertThat(end.status()).as(end.text()).isEqualTo(200);
    assertThat(step.done(scene, browser)).isEqualTo(1);
    BrowserPage late = second.goOn();
    assertThat(late.status()).as("the other tab gets an answer: " + late.text()).isLessThan(500);
    assertThat(step.done(scene, browser)).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} is left alone, and begun again")
  @EnumSource(WaitingStep.class)
  void whatWasLeftAloneIsBegunAgain(WaitingStep step) {
    begun(step);
    browser.get(host.sso("/links"));

    BrowserPage end = step.begin(scene, browser).goOn();

    assertThat(step.done(scene, browser)).as(end.text()).isEqualTo(1);
  }

  @ParameterizedTest(name = "A11 {0} is too old after a quarter of an hour, and begun again")
  @EnumSource(value = WaitingStep.class, mode = Mode.EXCLUDE, names = "SECOND_FACTOR")
  void whatIsTooOldIsBegunAgain(WaitingStep step) {
    WaitingStep.Tab tab = begun(step);
    host.clock().pass(Duration.ofMinutes(16));

    BrowserPage old = tab.goOn();

    assertThat(old.text()).containsAnyOf("Expired", "StartAgain");
    assertThat(old.status()).isEqualTo(400);
    assertThat(step.done(scene, browser)).isZero();
    host.clock().pass(Duration.ofMinutes(16));
    step.begin(scene, browser).goOn();
    assertThat(step.done(scene, browser)).isEqualTo(1);
  }

  @ParameterizedTest(name = "D27 {0}: whoever is disabled while it waits gets nothing")
  @EnumSource(
      value = WaitingStep.class,
      mode = Mode.EXCLUDE,
      names = {"DETAILS", "SECOND_FACTOR"})
  void whoeverIsDisabledWhileItWaitsGetsNothing(WaitingStep step) {
    WaitingStep.Tab tab = begun(step);
    String username = step == WaitingStep.SIGN_IN_FIRST ? "ada" : "lady";
    host.users().standing(host.users().named(username).orElseThrow().id(), Standing.DISABLED);

    BrowserPage end = tab.goOn();

    assertThat(end.text()).contains("UserDisabled");
    assertThat(end.status()).isEqualTo(403);
    assertThat(step.done(scene, browser)).isZero();
  }

  @ParameterizedTest(name = "A10 {0}: sign-in is switched off while it waits")
  @EnumSource(
      value = WaitingStep.class,
      mode = Mode.EXCLUDE,
      names = {"PASSWORD_TO_DISCONNECT", "SECOND_FACTOR"})
  void signInIsSwitchedOffWhileItWaits(WaitingStep step) {
    WaitingStep.Tab tab = begun(step);
    host.configure(step.node(scene, rules -> rules.withSignIn(false)));

    BrowserPage end = tab.goOn();

    assertThat(end.text()).contains("SignInOff");
    assertThat(step.done(scene, browser)).isZero();
    assertThat(host.happened()).doesNotContain(Event.Kind.USER_REGISTERED, Event.Kind.LINK_ADDED);
  }

  private WaitingStep.Tab begun(WaitingStep step) {
    host.configure(step.node(scene));
    step.prepare(scene, browser);
    WaitingStep.Tab tab = step.begin(scene, browser);
    assertThat(step.done(scene, browser)).as("nothing is done while it waits").isZero();
    return tab;
  }
}
