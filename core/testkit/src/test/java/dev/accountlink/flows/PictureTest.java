package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.provider.EmailTrust;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host learns where a new user's picture is, and nobody else does. */
class PictureTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GitHub", "Work"})
  void aNewUserComesWithTheAddressOfAPicture(String provider) {
    BrowserPage page = scene.begin(browser, provider).followAll();

    assertThat(picture()).contains(URI.create(People.ada().picture()));
    assertThat(page.text()).doesNotContain("pictures.example");
  }

  @Test
  void itIsStillKnownWhenThePersonWasAskedForDetailsFirst() {
    host.with(scene.work().withRules(scene.work().rules().withEmailTrust(new EmailTrust.Never())));
    BrowserPage page = scene.begin(browser, "Work").followAll();
    assertThat(page.text()).contains("Details").doesNotContain("pictures.example");

    page.formOf("Register").with("email", "typed@example.org").submit().followAll();

    assertThat(picture()).contains(URI.create(People.ada().picture()));
  }

  @ParameterizedTest
  @DisplayName("F05 hostile text: what browsers should not be sent to is no picture")
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "http://pictures.example/ada.png",
        "//pictures.example/ada.png",
        "https://ada@pictures.example/ada.png",
        "https://pictures.example/ada.png\" onerror=\"alert(1)",
        "data:image/png;base64,AAAA"
      })
  void whatBrowsersShouldNotBeSentToIsNoPicture(String address) {
    Person ada = People.ada().withClaim("picture", address);
    scene.openId.put(ada);
    scene.openId.approveAs(ada);

    scene.begin(browser, "Work").followAll();

    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(picture()).isEmpty();
  }

  @Test
  @DisplayName("F01 SSRF: a picture is never fetched, whatever its address leads to")
  void aPictureIsNeverFetched() throws Exception {
    try (ServerSocketChannel inside = ServerSocketChannel.open()) {
      inside.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      inside.configureBlocking(false);
      String address = "https://localhost:" + inside.socket().getLocalPort() + "/ada.png";
      Person ada = People.ada().withClaim("picture", address);
      scene.openId.put(ada);
      scene.openId.approveAs(ada);

      scene.begin(browser, "Work").followAll();
      host.linksPage(browser);

      assertThat(picture()).as("the host learns of it").contains(URI.create(address));
      assertThat(inside.accept()).as("who called there").isNull();
    }
  }

  private Optional<URI> picture() {
    return host.users().named("ada").flatMap(user -> host.users().picture(user.id()));
  }
}
