package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.provider.Client;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.People;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a restart of the forge keeps, with a provider that goes on meanwhile. */
class RestartTest extends ForgeTest {

  private static final String CLIENT = "forge";
  private static final String SECRET = "a secret of this client";

  private final FakeOpenIdProvider work = FakeOpenIdProvider.start();

  @BeforeEach
  void registerTheForge() {
    work.register(CLIENT, SECRET, address("/-/sso/openid/callback"));
    work.approveAs(People.bob());
  }

  @AfterEach
  void stopTheProvider() {
    work.close();
  }

  @Override
  Config config(int port) {
    Provider provider =
        OpenIdConnect.provider("openid", "Work", work.issuer(), Client.of(CLIENT, SECRET));
    return new Config(port, data, List.of(provider.withRegistration(Registration.ON)));
  }

  @Test
  void linksToARealProviderAreKept() throws IOException {
    assertThat(signedIn(clickLogo(browser, "Work"))).isEqualTo("bob");

    restart();

    assertThat(signedIn(browser.open(address("/")))).isEmpty();
    assertThat(signedIn(clickLogo(browser, "Work"))).isEqualTo("bob");
    assertThat(forge.users().findAll()).hasSize(1);
  }

  @Test
  void aFlowThatWasBegunBeforeEndsAfterwards() throws IOException {
    BrowserPage begun = browser.open(address("/sign-in")).formOf("Work").submit();
    BrowserPage atTheProvider = begun.follow();

    restart();

    assertThat(atTheProvider.location().getPath()).isEqualTo("/-/sso/openid/callback");
    assertThat(signedIn(atTheProvider.followAll())).isEqualTo("bob");
  }

  @Test
  void aFlowThatWasUsedBeforeIsNotUsedAgain() throws IOException {
    URI callback = browser.open(address("/sign-in")).formOf("Work").submit().follow().location();
    assertThat(signedIn(browser.open(callback.toString()))).isEqualTo("bob");
    int calls = work.tokenCalls();

    restart();
    BrowserPage again = browser.open(callback.toString());
    while (again.refreshAddress().isPresent()) {
      again = again.refresh();
    }

    assertThat(again.text()).contains("Already done");
    assertThat(signedIn(browser.open(address("/")))).isEmpty();
    assertThat(work.tokenCalls()).isEqualTo(calls);
  }
}
