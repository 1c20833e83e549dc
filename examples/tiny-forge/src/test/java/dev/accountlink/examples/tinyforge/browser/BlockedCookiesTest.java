package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A browser that does not keep the cookie: it is told before the trip and after it. */
class BlockedCookiesTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private HostWithProviders place;
  private Person person;
  private Tab tab;

  @BeforeEach
  void start() throws Exception {
    place = HostWithProviders.start();
    person = chromium.person();
    tab = person.open(place.address("/-/sso/sign-in"));
  }

  @AfterEach
  void close() {
    place.close();
  }

  @Test
  @DisplayName("F11 blocked cookies: the page says so before the trip, as often as it is tried")
  void aBrowserWithoutCookiesIsToldBeforeTheTrip() {
    person.clearCookies();
    tab.press("Sign in with Work");
    assertThat(tab.status()).isEqualTo(400);
    assertThat(tab.text()).contains("does not keep cookies").contains("Allow cookies");

    person.clearCookies();
    tab.press("Try again with Work");
    assertThat(tab.status()).isEqualTo(400);
    assertThat(place.work().authorizeCalls()).isZero();
  }

  @Test
  @DisplayName("F11 blocked cookies: the button on that page signs in once cookies are allowed")
  void theButtonOnThatPageSignsInOnceCookiesAreAllowed() {
    person.clearCookies();
    tab.press("Sign in with Work").press("Try again with Work").press("Continue as Ada Lovelace");
    assertThat(tab.heading()).isEqualTo("Signed in as ada");
  }

  @Test
  @DisplayName("F11 lost cookie: cleared while away, it costs a new start and no token call")
  void aCookieClearedWhileAwayCostsANewStart() {
    tab.press("Sign in with Work");
    person.clearCookies();
    tab.press("Continue as Ada Lovelace");
    assertThat(tab.status()).isEqualTo(400);
    assertThat(tab.heading()).isEqualTo("Begun in another browser");
    assertThat(place.work().tokenCalls()).isZero();

    place.work().forgetConsents();
    tab.press("Try again with Work").press("Continue as Ada Lovelace");
    assertThat(tab.heading()).isEqualTo("Signed in as ada");
  }
}
