package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grant;
import dev.accountlink.model.Purpose;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider that is out of order costs nobody a grant, and is not stormed. */
class OutageTest {
  private static final Duration LONG = Duration.ofMinutes(4);

  private final GrantScene scene = GrantScene.openId();

  @AfterEach
  void close() {
    scene.close();
  }

  static Stream<Arguments> outages() {
    return Stream.of(
        Arguments.argumentSet("500", Fault.serverError(), Code.PROVIDER_DOWN),
        Arguments.argumentSet(
            "429", Fault.tooManyRequests(Duration.ofHours(1)), Code.PROVIDER_DOWN),
        Arguments.argumentSet("a page of HTML", Fault.html(), Code.NOT_JSON),
        Arguments.argumentSet("half a text", Fault.invalidJson(), Code.NOT_JSON),
        Arguments.argumentSet("a dropped connection", Fault.dropConnection(), Code.PROVIDER_DOWN),
        Arguments.argumentSet("no answer", Fault.hang(), Code.PROVIDER_DOWN),
        Arguments.argumentSet(
            "temporarily_unavailable",
            Fault.answer(400, "application/json", "{\"error\":\"temporarily_unavailable\"}"),
            Code.PROVIDER_DOWN),
        Arguments.argumentSet(
            "invalid_client",
            Fault.answer(401, "application/json", "{\"error\":\"invalid_client\"}"),
            Code.INVALID_CLIENT),
        Arguments.argumentSet(
            "an error that nobody knows",
            Fault.answer(400, "application/json", "{\"error\":\"moon_phase\"}"),
            Code.TOKEN_REFUSED));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void theGrantIsKeptAndTheProviderLeftAlone(Fault fault, Code code) {
    scene.giveOneThatRanOut();
    scene.fake.fault(Endpoint.TOKEN, fault);

    for (int i = 0; i < 10; i++) {
      assertThat(scene.use()).isEqualTo(new Access.Failed(code, Duration.ofSeconds(30)));
    }
    assertThat(scene.refreshCalls()).isEqualTo(1);

    scene.fake.clearFaults();
    // A provider that asks for an hour is left alone for a minute.
    scene.clock.pass(Duration.ofSeconds(61));
    assertThat(scene.fake.tokens().takes(GrantScene.token(scene.use()))).isTrue();
    assertThat(scene.refreshCalls()).isEqualTo(2);
    assertThat(scene.told(Event.Kind.RECONNECT_NEEDED)).isEmpty();
  }

  @Test
  void aTokenThatStillLivesIsBetterThanNone() {
    scene.give();
    scene.clock.pass(Duration.ofMinutes(2));
    scene.fake.fault(Endpoint.TOKEN, Fault.serverError());

    for (int i = 0; i < 3; i++) {
      Access access = scene.grants.use(GrantScene.ADA, GrantScene.DEMO, Purpose.IMPORT, LONG);
      assertThat(scene.fake.tokens().takes(GrantScene.token(access))).isTrue();
    }
    assertThat(scene.refreshCalls()).isEqualTo(1);
  }

  @Test
  void whatIsBrokenForOneGrantIsTriedForAnother() {
    scene.giveOneThatRanOut();
    scene.fake.faultOnce(Endpoint.TOKEN, Fault.serverError());
    assertThat(scene.use()).isInstanceOf(Access.Failed.class);
    scene.grants.endAll(GrantScene.ADA);

    scene.giveOneThatRanOut();
    assertThat(scene.fake.tokens().takes(GrantScene.token(scene.use()))).isTrue();
  }

  @Test
  @DisplayName(
      "C12 the keys cannot be had during a refresh: the grant lives, for the old tokens are"
          + " gone by then")
  void anOutageOfTheKeysCostsNoGrant() {
    scene.give();
    // A new key, so that the known ones do not help.
    scene.openIdFake().rotateKey();
    scene.runOut();
    scene.fake.fault(Endpoint.JWKS, Fault.serverError());

    assertThat(scene.fake.tokens().takes(GrantScene.token(scene.use()))).isTrue();
    assertThat(scene.grants.of(GrantScene.ADA))
        .extracting(Grant::state)
        .containsExactly(Grant.State.ACTIVE);
  }

  @Test
  void aClockThatIsWrongForAnHourCostsNoGrant() {
    scene.giveOneThatRanOut();
    scene.fake.useClock(Clock.offset(scene.clock, Duration.ofHours(-1)));

    assertThat(scene.use()).isInstanceOf(Access.Given.class);
    assertThat(scene.told(Event.Kind.RECONNECT_NEEDED)).isEmpty();
  }
}
