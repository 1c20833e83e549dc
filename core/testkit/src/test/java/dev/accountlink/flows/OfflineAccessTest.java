package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grant;
import dev.accountlink.memory.InMemoryGrantStore;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.provider.AzureDevOps;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.FakeEntra;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.People;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Providers that give a token to refresh with only to who asks for it. */
class OfflineAccessTest {
  private static final ProviderId AZURE = new ProviderId("azure");
  private final FakeOpenIdProvider azure = FakeEntra.start(FakeEntra.TENANT);
  private final TestHost host = TestHost.start();
  private final TestBrowser browser = TestBrowser.fresh();

  @BeforeEach
  void wire() {
    azure.register("client", "secret", host.callback("azure"));
    azure.useClock(host.clock());
    azure.approveAs(People.ada());
    Provider provider =
        Provider.of(
            "azure",
            "Azure DevOps",
            AzureDevOps.KIND,
            azure.issuer(),
            Client.of("client", "secret"));
    host.configure(
        builder ->
            builder
                .grants(new InMemoryGrantStore(host.clock()), TestKeys.vault())
                .provider(provider));
  }

  @AfterEach
  void close() {
    host.close();
    azure.close();
  }

  @Test
  void aGrantOutlivesItsFirstToken() {
    HostUser ada = host.users().register("ada", "ada@forge.example");
    host.signIn(browser, ada);
    browser.get(host.sso("/azure/authorize")).formOf("Authorize Azure DevOps").submit().followAll();
    Grant grant = host.linking().grants().of(ada.id()).get(0);
    assertThat(grant.parts(AzureDevOps.KIND.scopes()))
        .containsEntry(Part.READ_REPOSITORIES, Grant.Given.GRANTED);
    assertThat(grant.asked()).noneMatch(scope -> scope.value().equals("offline_access"));

    host.clock().pass(Duration.ofHours(5));

    assertThat(host.linking().grants().use(ada.id(), AZURE, Purpose.IMPORT, Duration.ofMinutes(5)))
        .isInstanceOf(Access.Given.class);
    assertThat(azure.tokens().refreshCalls()).isEqualTo(1);
  }

  @Test
  void signingInAsksForNothingOfTheKind() {
    String asked =
        TestBrowser.fresh()
            .get(host.sso("/sign-in"))
            .formOf("Azure DevOps")
            .submit()
            .location()
            .getRawQuery();

    assertThat(asked).doesNotContain("offline");
  }
}
