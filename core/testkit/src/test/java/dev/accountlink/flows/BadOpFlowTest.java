package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.accountlink.model.UserId;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.BadCase;
import dev.accountlink.testkit.fake.BadOp;
import dev.accountlink.testkit.fake.Expectation;
import dev.accountlink.testkit.fake.FakeClient;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.People;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A person signs in through a provider that misbehaves, from the click to the page at the end. */
class BadOpFlowTest {
  /** The modules of the Basic plan, which are those of the Form Post plan too. */
  private static final Set<BadCase> BASIC_PLAN =
      EnumSet.range(BadCase.CLIENT_TEST, BadCase.CLIENT_SECRET_BASIC);

  private static final Set<BadCase> CONFIG_PLAN =
      EnumSet.of(
          BadCase.DISCOVERY_OPENID_CONFIG,
          BadCase.DISCOVERY_JWKS_URI_KEYS,
          BadCase.DISCOVERY_ISSUER_MISMATCH,
          BadCase.IDTOKEN_SIG_NONE,
          BadCase.SIGNING_KEY_ROTATION_JUST_BEFORE_SIGNING,
          BadCase.SIGNING_KEY_ROTATION);

  static Stream<Arguments> everyCase() {
    return Arrays.stream(BadCase.values()).map(badCase -> named(badCase, ""));
  }

  /** The plan, and every answer that a form can spoil as well as an address. */
  static Stream<Arguments> formPostPlan() {
    return Arrays.stream(BadCase.values())
        .filter(
            badCase ->
                BASIC_PLAN.contains(badCase) || badCase.expected() == Expectation.REJECT_RESPONSE)
        .map(badCase -> named(badCase, " by form_post"));
  }

  static Stream<Arguments> configPlan() {
    return CONFIG_PLAN.stream().map(badCase -> named(badCase, " in the Config plan"));
  }

  private static Arguments named(BadCase badCase, String how) {
    return argumentSet(BadCaseIds.of(badCase) + ": " + badCase.moduleName() + how, badCase);
  }

  @ParameterizedTest(name = "{argumentSetName}")
  @MethodSource("everyCase")
  void theSignInEndsWhereTheCaseSays(BadCase badCase) {
    run(badCase, false);
  }

  @ParameterizedTest(name = "{argumentSetName}")
  @MethodSource("formPostPlan")
  void theSignInByFormPostEndsThereToo(BadCase badCase) {
    run(badCase, true);
  }

  @ParameterizedTest(name = "{argumentSetName}")
  @MethodSource("configPlan")
  void everythingIsTakenFromTheMetadata(BadCase badCase) {
    FakeOpenIdProvider provider = run(badCase, false);
    assertThat(provider.discoveryCalls()).isEqualTo(1);
    assertThat(provider.jwksCalls() > 0).isEqualTo(badCase.expected().isAccepted());
  }

  @Test
  void thePlansAreComplete() {
    assertThat(BASIC_PLAN).hasSize(14).allMatch(one -> one.moduleName().startsWith("oidcc-client"));
    assertThat(CONFIG_PLAN).hasSize(6);
  }

  private static FakeOpenIdProvider run(BadCase badCase, boolean formPost) {
    try (TestHost host = TestHost.start();
        BadOp bad = BadOp.start(badCase)) {
      bad.register(FakeClient.of("bad-client", "bad-secret", host.callback("bad")));
      bad.honest().register("honest-client", "honest-secret", host.callback("bad"));
      bad.provider().approveAs(People.ada());
      bad.honest().approveAs(People.ada());
      Provider provider =
          OpenIdConnect.provider("bad", "Bad", bad.issuer(), Client.of("bad-client", "bad-secret"))
              .withRegistration(Registration.ON);
      host.with(formPost ? provider.withFormPost() : provider);
      for (int i = 0; i < badCase.signIns(); i++) {
        TestBrowser browser = TestBrowser.fresh();
        BrowserPage end = Steps.onward(host.beginSignIn(browser, "Bad"));
        check(badCase, host, browser, end);
      }
      checkCalls(badCase, bad);
      return bad.provider();
    }
  }

  private static void check(BadCase badCase, TestHost host, TestBrowser browser, BrowserPage end) {
    if (badCase.expected().isAccepted() && badCase.provesEmail()) {
      assertThat(end.status()).as(end.toString()).isEqualTo(200);
      assertThat(host.who(browser)).isEqualTo("ada");
      assertThat(host.users().count()).isEqualTo(1);
      return;
    }
    if (badCase.expected().isAccepted()) {
      // Good in all but the proof of the address, which this host then asks for.
      assertThat(end.status()).isEqualTo(200);
      assertThat(end.text()).contains("Details");
      assertThat(end.uri().toString()).startsWith(host.sso("/steps/"));
    } else {
      assertThat(end.status()).as(end.toString()).matches(code -> code / 100 == 4 || code == 502);
      assertThat(end.uri().toString()).startsWith(host.sso("/pages/"));
    }
    assertThat(host.who(browser)).isEmpty();
    assertThat(host.sessionCount()).isZero();
    assertThat(host.users().count()).isZero();
    assertThat(host.links().findAll(new UserId("user-1"))).isEmpty();
  }

  private static void checkCalls(BadCase badCase, BadOp bad) {
    FakeOpenIdProvider provider = bad.provider();
    Expectation expected = badCase.expected();
    assertThat(provider.authorizeCalls() > 0).isEqualTo(expected.mayAuthorize());
    assertThat(provider.tokenCalls()).isEqualTo(expected.mayCallToken() ? badCase.signIns() : 0);
    assertThat(provider.userinfoCalls() > 0).isEqualTo(expected.mayCallUserinfo());
    assertThat(bad.strangersKeyCalls()).isZero();
    assertThat(List.of(bad.honest().tokenCalls(), bad.honest().userinfoCalls())).containsOnly(0);
  }
}
