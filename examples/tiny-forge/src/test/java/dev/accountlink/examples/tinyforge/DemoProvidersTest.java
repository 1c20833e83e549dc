package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.testkit.browser.BrowserPage;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The fake providers that tiny-forge brings along. */
class DemoProvidersTest extends ForgeTest {

  private static final List<String> ALL =
      List.of(
          "Demo GitHub",
          "Demo Bitbucket",
          "Demo GitLab",
          "Demo Gitea",
          "Demo OpenID",
          "Demo School");

  private static final List<String> WITHOUT_APPROVAL =
      ALL.stream().filter(label -> !label.equals("Demo School")).toList();

  @Test
  void thereIsALogoForEach() {
    assertThat(browser.open(address("/sign-in")).document().select(".providers button").eachText())
        .isEqualTo(ALL);
    assertThat(browser.open(address("/sign-in")).document().select(".providers img"))
        .hasSize(ALL.size());
  }

  @ParameterizedTest
  @FieldSource("WITHOUT_APPROVAL")
  void aNewVisitorIsRegisteredByALogoAndComesBackWithoutBeingAsked(String provider) {
    BrowserPage consent = clickLogo(browser, provider);
    assertThat(consent.text()).contains("Sign in to tiny-forge", "Ada Lovelace", "Bob Stone");

    BrowserPage home = consent.submit("Continue as Ada Lovelace");

    assertThat(home.status()).isEqualTo(200);
    assertThat(home.uri()).hasToString(address("/"));
    assertThat(signedIn(home)).isEqualTo("ada");
    assertThat(user("ada").email()).contains("ada@example.org");
    assertThat(user("ada").emailVerified()).isTrue();
    assertThat(user("ada").hasPassword()).isFalse();

    assertThat(signedIn(signOut(browser))).isEmpty();
    assertThat(signedIn(clickLogo(browser, provider))).isEqualTo("ada");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aLocalUserConnectsOneAndDisconnectsIt(String provider) {
    register(browser, "carol");

    BrowserPage connected =
        settings(browser)
            .submit("Connect " + provider)
            .submit("Continue as Bob Stone")
            .submit("Connect");
    assertThat(connected.document().select(".links").text()).contains(provider, "bob");

    assertThat(connected.submit("Disconnect").text()).contains("Nothing is connected");
  }

  @Test
  void linksAreKeptBecauseTheAddressIs() throws IOException {
    BrowserPage consent = clickLogo(browser, "Demo GitHub");
    consent.submit("Continue as Ada");

    forge.close();
    start(); // on another port than before

    BrowserPage again = clickLogo(browser, "Demo GitHub");
    assertThat(again.uri().getAuthority()).isEqualTo(consent.uri().getAuthority());
    assertThat(signedIn(again.submit("Continue as Ada"))).isEqualTo("ada");
    assertThat(forge.users().findAll()).hasSize(1);
  }

  @Test
  void oneWhoseAddressIsTakenStopsTheStartWithAReason() throws IOException {
    int taken = clickLogo(browser, "Demo GitHub").uri().getPort();
    forge.close();

    try (ServerSocket somebodyElse = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> TinyForge.start(config(0), clock()))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("needs port " + somebodyElse.getLocalPort())
          .hasMessageContaining("--data");
    }
  }

  @Test
  void twoOfThemNeverListenAtOneAddress() throws IOException {
    Properties ports = new Properties();
    try (var reader = Files.newBufferedReader(data.resolve("demo-ports.properties"))) {
      ports.load(reader);
    }
    assertThat(ports.values()).doesNotHaveDuplicates().hasSize(ALL.size());
  }

  @Test
  void eachIsFoundFineAndHasAGuide() {
    register(browser, "grace");
    BrowserPage list = browser.open(address("/-/sso/admin"));
    List<String> guides = list.document().select("section a").eachAttr("href");

    assertThat(list.document().select("h2").eachText()).isEqualTo(ALL);
    for (int number = 0; number < ALL.size(); number++) {
      BrowserPage page = browser.open(address(guides.get(number))).submit("Examine");
      assertThat(page.document().select("[role=status]").text())
          .isEqualTo("Nothing is wrong at " + ALL.get(number) + ".");
      assertThat(page.document().select(".steps > li")).hasSize(4);
    }
  }
}
