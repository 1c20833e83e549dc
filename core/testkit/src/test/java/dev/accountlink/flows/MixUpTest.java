package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.ProviderId;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.BadCase;
import dev.accountlink.testkit.fake.BadOp;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.IssParameter;
import dev.accountlink.testkit.fake.People;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two providers, one of which wants the other's codes; and providers exchanged under way. */
class MixUpTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final BadOp evil = BadOp.start(BadCase.MIX_UP);
  private final TestBrowser victim = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
    evil.close();
  }

  private Provider evil() {
    evil.provider().register("evil-client", "evil-secret", host.callback("evil"));
    return OpenIdConnect.provider(
            "evil", "Evil", evil.issuer(), Client.of("evil-client", "evil-secret"))
        .withRegistration(Registration.ON);
  }

  @Test
  @DisplayName("B01 mix-up: an honest provider's code at the attacker's callback is not redeemed")
  void anHonestCodeIsNotHandedToTheAttackersTokenEndpoint() {
    host.with(scene.work(), evil());
    evil.honest().register("forge-at-honest", "quiet", host.callback("evil"));
    evil.honest().approveAs(People.ada());
    BrowserPage page = scene.begin(victim, "Evil").followAll();
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.text()).contains("WrongIssuer");
    assertThat(evil.honest().authorizeCalls()).isEqualTo(1);
    nothingRedeemed();
  }

  @Test
  @DisplayName("B01 mix-up: without iss, the distinct callback of each provider stops it")
  void aFlowOfOneProviderDoesNotEndAtAnothersCallback() {
    host.with(scene.work(), evil());
    scene.openId.advertiseIss(false);
    scene.openId.sendIss(IssParameter.ABSENT);
    String state = Scene.state(scene.begin(victim, "Evil").location());
    String toHonest = scene.begin(victim, "Work").location().toString();
    String mixed = toHonest.replaceFirst("state=[^&]*", "state=" + state);
    BrowserPage page = victim.open(mixed);
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.text()).contains("StartAgain");
    nothingRedeemed();
  }

  @Test
  @DisplayName("B05 COAT: the flow's own provider decides, not the name in the address")
  void theProviderOfTheStateMustBeThatOfTheAddress() {
    host.with(scene.work(), evil());
    String answer = scene.callback(victim, "Work");
    BrowserPage page = victim.open(answer.replace("/work/callback", "/evil/callback"));
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.text()).contains("StartAgain");
    nothingRedeemed();
    victim.open(answer);
    assertThat(host.who(victim)).isEqualTo("ada");
  }

  @Test
  @DisplayName("B05 COAT: two instances share neither name nor client")
  void providersAreKeptApart() {
    Provider work = scene.work();
    assertThatThrownBy(() -> host.with(work, work)).hasMessageContaining("'work'");
    Provider twin =
        OpenIdConnect.provider("twin", "Twin", work.baseUrl(), Client.of("oid-client", "other"));
    assertThatThrownBy(() -> host.with(work, twin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'work'")
        .hasMessageContaining("'twin'");
  }

  @Test
  @DisplayName("B06 endpoints replaced while a flow is open: start again, no call to the new one")
  void aProviderPointedElsewhereMeanwhileDoesNotGetTheCode() {
    try (FakeOpenIdProvider other = FakeOpenIdProvider.start()) {
      other.register("oid-client", "oid-secret", host.callback("work"));
      other.approveAs(People.mallory());
      for (Provider changed :
          List.of(
              OpenIdConnect.provider(
                  "work", "Work", other.issuer(), Client.of("oid-client", "oid-secret")),
              OpenIdConnect.provider(
                  "work", "Work", scene.openId.issuer(), Client.of("other-client", "x")),
              scene.github().withRegistration(Registration.ON))) {
        host.with(scene.work());
        String answer = scene.callback(victim, "Work");
        host.with(renamed(changed));
        BrowserPage page = victim.open(answer);
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("StartAgain");
      }
      assertThat(other.authorizeCalls() + other.tokenCalls() + other.userinfoCalls()).isZero();
      nothingRedeemed();
    }
  }

  @Test
  @DisplayName("B06 endpoints replaced while a flow is open: another label or rule changes nothing")
  void aNewLabelDoesNotEndOpenFlows() {
    String answer = scene.callback(victim, "Work");
    Provider work = scene.work();
    host.with(
        Provider.of(
                "work",
                "Our login",
                work.kind(),
                work.baseUrl(),
                Client.of("oid-client", "oid-secret"))
            .withRegistration(Registration.ON));
    victim.open(answer);
    assertThat(host.who(victim)).isEqualTo("ada");
  }

  /** The same under the name of the one that was there before. */
  private static Provider renamed(Provider provider) {
    return new Provider(
        new ProviderId("work"),
        provider.label(),
        provider.kind(),
        provider.baseUrl(),
        provider.clients(),
        provider.rules(),
        provider.formPost(),
        provider.icon());
  }

  private void nothingRedeemed() {
    assertThat(evil.provider().tokenCalls()).isZero();
    assertThat(evil.honest().tokenCalls()).isZero();
    assertThat(scene.tokenCalls()).isZero();
    assertThat(host.who(victim)).isEmpty();
    assertThat(host.users().count()).isZero();
  }
}
