package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.provider.Client;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.People;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names of providers and people that try to be HTML are text on every page. */
class HostileNamesTest extends ForgeTest {

  private final FakeOpenIdProvider evil = FakeOpenIdProvider.start();

  @BeforeEach
  void registerTheForge() {
    evil.register("forge", "a secret of this client", address("/-/sso/openid/callback"));
    evil.approveAs(People.hostileText());
    register(browser, "alice");
  }

  @AfterEach
  void stopTheProvider() {
    evil.close();
  }

  @Override
  Config config(int port) {
    Client client = Client.of("forge", "a secret of this client");
    Provider provider = OpenIdConnect.provider("openid", "<b>Evil</b>", evil.issuer(), client);
    return new Config(port, data, List.of(provider.withRegistration(Registration.ON)));
  }

  @Test
  void theyAreShownAndDoNothing() {
    BrowserPage confirm = settings(browser).submit("Connect <b>Evil</b>");
    assertThat(confirm.text()).contains("<b>eve</b>");
    assertThat(confirm.document().select("main b, main script")).isEmpty();

    BrowserPage settings = confirm.submit("Connect");

    assertThat(settings.document().select(".links").text()).contains("<b>Evil</b>", "<b>eve</b>");
    assertThat(settings.document().select("main b, main script")).isEmpty();
  }

  @Test
  void whoHasNoUsableNameIsAskedForOne() {
    signOut(browser);

    BrowserPage answer = clickLogo(browser, "<b>Evil</b>");

    assertThat(answer.text()).contains("Almost done");
    assertThat(answer.document().select("main b, main script")).isEmpty();
    assertThat(answer.document().select("#username").val()).matches("[a-z0-9-]+");
    assertThat(forge.users().findAll()).hasSize(1);
  }
}
