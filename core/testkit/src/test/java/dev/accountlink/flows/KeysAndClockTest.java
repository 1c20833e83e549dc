package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.provider.Client;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.testkit.Race;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.BadCase;
import dev.accountlink.testkit.fake.BadOp;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing keys that are asked for too often or cannot be had, and clocks that differ. */
class KeysAndClockTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("C19 unknown-kid flood: one refetch in 30 seconds, whoever asks and how often")
  void unknownKeyNamesDoNotMakeUsHammerTheProvider() {
    try (BadOp bad = BadOp.start(BadCase.KID_UNKNOWN)) {
      bad(bad);
      bad.provider().useClock(host.clock());
      flood(8);
      assertThat(bad.provider().tokenCalls()).isEqualTo(8);
      assertThat(bad.provider().jwksCalls()).isEqualTo(2);
      host.clock().pass(Duration.ofSeconds(31));
      flood(8);
      assertThat(bad.provider().jwksCalls()).isEqualTo(3);
    }
  }

  /** So many browsers at once. */
  private void flood(int size) {
    Race.run(size, i -> scene.begin(TestBrowser.fresh(), "Bad").followAll())
        .forEach(page -> assertThat(page.status()).isEqualTo(502));
  }

  @Test
  @DisplayName("C18 key rotation: after a flood, a new key is found as soon as the pause is over")
  void aNewKeyIsFoundAfterThePause() {
    scene.begin(browser, "Work").followAll();
    scene.openId.rotateKey();
    scene.begin(TestBrowser.fresh(), "Work").followAll();
    scene.openId.rotateKey();
    TestBrowser third = TestBrowser.fresh();
    assertThat(scene.begin(third, "Work").followAll().status()).isEqualTo(502);
    host.clock().pass(Duration.ofSeconds(31));
    scene.begin(third, "Work").followAll();
    assertThat(host.who(third)).isEqualTo("ada");
    assertThat(scene.openId.jwksCalls()).isEqualTo(3);
  }

  @Test
  @DisplayName("C19 unknown-kid flood: known keys outlive an outage, for a while")
  void knownKeysAreGoodForABoundedTimeWithoutTheProvider() {
    scene.begin(browser, "Work").followAll();
    scene.openId.fault(Endpoint.JWKS, Fault.serverError());
    host.clock().pass(Duration.ofMinutes(20));
    TestBrowser second = TestBrowser.fresh();
    scene.begin(second, "Work").followAll();
    assertThat(host.who(second)).isEqualTo("ada");
    host.clock().pass(Duration.ofHours(3));
    TestBrowser third = TestBrowser.fresh();
    assertThat(scene.begin(third, "Work").followAll().status()).isEqualTo(502);
    assertThat(host.who(third)).isEmpty();
  }

  @ParameterizedTest(name = "C27 clock skew: a provider {0} s ahead → {1}")
  @CsvSource({
    "0, true",
    "50, true",
    "75, false",
    "3600, false",
    "-300, true",
    "-420, false",
    "-3600, false"
  })
  void aMinuteOfDifferenceIsBorne(long ahead, boolean good) {
    TestClock theirs = new TestClock();
    theirs.pass(Duration.ofSeconds(ahead));
    scene.openId.useClock(theirs);
    BrowserPage page = scene.begin(browser, "Work").followAll();
    assertThat(host.who(browser)).isEqualTo(good ? "ada" : "");
    if (!good) {
      assertThat(page.status()).isEqualTo(502);
      assertThat(page.text()).contains("ID_TOKEN CLOCK");
    }
  }

  @Test
  @DisplayName("C27 clock skew: the log says whose clock is wrong, and by how much")
  void theLogNamesTheMeasuredDifference() {
    scene.openId.useClock(new TestClock());
    host.clock().pass(Duration.ofHours(1));
    try (LogCapture log = LogCapture.open()) {
      scene.begin(browser, "Work").followAll();
      assertThat(log.endings())
          .hasSize(1)
          .first()
          .asString()
          .contains(" stage=ID_TOKEN code=CLOCK ")
          .containsPattern("the provider's is 3(59|60)\\d s behind this machine's");
    }
  }

  @Test
  @DisplayName("C27 clock skew: a token that is wrong otherwise too is not blamed on the clock")
  void onlyTimesAloneAreBlamedOnTheClock() {
    try (BadOp bad = BadOp.start(BadCase.NONCE_INVALID)) {
      bad(bad);
      host.clock().pass(Duration.ofHours(1));
      BrowserPage page = scene.begin(browser, "Bad").followAll();
      assertThat(page.text()).contains("ID_TOKEN_INVALID").doesNotContain("CLOCK");
    }
  }

  private void bad(BadOp bad) {
    bad.provider().register("bad-client", "bad-secret", host.callback("bad"));
    bad.provider().approveAs(People.ada());
    host.with(
        OpenIdConnect.provider("bad", "Bad", bad.issuer(), Client.of("bad-client", "bad-secret")));
  }
}
