package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flows begun in several tabs of one browser. */
class SeveralTabsTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private HostWithProviders place;
  private Person ada;

  @BeforeEach
  void start() throws Exception {
    place = HostWithProviders.start();
    ada = chromium.person();
  }

  @AfterEach
  void close() {
    place.close();
  }

  private Tab at(String path) {
    return ada.open(place.address(path));
  }

  /** Registers through Work, connects School, and leaves. */
  private void registerWithBoth() {
    at("/-/sso/sign-in").press("Sign in with Work").press("Continue as Ada Lovelace");
    at("/-/sso/links").press("Connect School").press("Continue as Ada Lovelace").press("Connect");
    at("/").press("Sign out");
    place.work().signOutEverybody();
    place.school().signOutEverybody();
    place.work().forgetConsents();
    place.school().forgetConsents();
    assertThat(place.host().linksOf("ada")).hasSize(2);
  }

  private static void finish(boolean inThatOrder, Tab first, Tab second) {
    Tab earlier = inThatOrder ? first : second;
    Tab later = inThatOrder ? second : first;
    earlier.press("Continue as Ada Lovelace");
    later.press("Continue as Ada Lovelace");
  }

  @ParameterizedTest(name = "{displayName} [in that order: {0}]")
  @ValueSource(booleans = {true, false})
  @DisplayName("A08 two tabs: sign-ins at two providers both end signed in, in either order")
  void signInsAtTwoProvidersBothEndSignedIn(boolean inThatOrder) {
    registerWithBoth();
    Tab work = at("/-/sso/sign-in?return-to=/a").press("Sign in with Work");
    Tab school = at("/-/sso/sign-in?return-to=/b").press("Sign in with School");
    finish(inThatOrder, work, school);
    assertThat(work.heading()).isEqualTo("Signed in as ada");
    assertThat(work.path()).isEqualTo("/a");
    assertThat(school.heading()).isEqualTo("Signed in as ada");
    assertThat(school.path()).isEqualTo("/b");
  }

  @ParameterizedTest(name = "{displayName} [in that order: {0}]")
  @ValueSource(booleans = {true, false})
  @DisplayName("A08 two tabs: sign-ins at one provider both end signed in, in either order")
  void signInsAtOneProviderBothEndSignedIn(boolean inThatOrder) {
    registerWithBoth();
    Tab one = at("/-/sso/sign-in?return-to=/a").press("Sign in with Work");
    Tab two = at("/-/sso/sign-in?return-to=/b").press("Sign in with Work");
    finish(inThatOrder, one, two);
    assertThat(one.heading()).isEqualTo("Signed in as ada");
    assertThat(one.path()).isEqualTo("/a");
    assertThat(two.heading()).isEqualTo("Signed in as ada");
    assertThat(two.path()).isEqualTo("/b");
  }

  @ParameterizedTest(name = "{displayName} [in that order: {0}]")
  @ValueSource(booleans = {true, false})
  @DisplayName("A08 two tabs: two connects of one user both end connected, in either order")
  void connectsInTwoTabsBothEndConnected(boolean inThatOrder) {
    at("/").press("Sign in as lady");
    Tab work = at("/-/sso/links").press("Connect Work");
    Tab school = at("/-/sso/links").press("Connect School");
    finish(inThatOrder, work, school);
    Tab earlier = inThatOrder ? work : school;
    Tab later = inThatOrder ? school : work;
    later.press("Connect");
    earlier.press("Connect");
    assertThat(place.host().linksOf(SmallHost.LOCAL_USER)).hasSize(2);
  }
}
