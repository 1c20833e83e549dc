package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.testkit.browser.TestBrowser;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Somebody who tries again and again costs little, and the host's limiter hears of it. */
class BruteForceTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("F15 rate: a callback nobody began asks no provider and no store, and is an event")
  void aCallbackNobodyBeganCostsNothing() {
    String good = scene.callback(browser, "Work");
    String state = Scene.state(URI.create(good));
    scene.openId.clearRequests();
    scene.github.clearRequests();
    List<String> guesses =
        List.of(
            "?code=guess",
            "?code=guess&state=",
            "?code=guess&state=" + "A".repeat(200),
            "?code=guess&state=" + "A".repeat(9_000),
            "?code=guess&state=" + state.substring(0, state.length() - 1) + "!",
            "?code=guess&state=" + state.substring(1));

    for (String guess : guesses) {
      assertThat(TestBrowser.fresh().get(host.callback("work") + guess).followAll().status())
          .isBetween(400, 499);
    }

    assertThat(scene.openId.requests()).isEmpty();
    assertThat(scene.github.requests()).isEmpty();
    assertThat(host.happened().stream().filter(Event.Kind.REFUSED::equals)).hasSameSizeAs(guesses);
  }

  @Test
  @DisplayName("F15 rate: beginning again and again leaves nothing behind here")
  void beginningAgainLeavesNothingBehind() {
    for (int i = 0; i < 50; i++) {
      scene.begin(browser, "Work");
    }

    assertThat(host.sessionCount()).isZero();
    assertThat(host.users().count()).isZero();
    assertThat(host.happened().stream().filter(Event.Kind.FLOW_BEGUN::equals)).hasSize(50);
  }
}
