package dev.accountlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.DomainName;
import dev.accountlink.model.Purpose;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.EmailTrust;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.Google;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderPropertiesTest {
  private static final String WORK = "accountlink.provider.work.";

  private final Map<String, String> properties = new LinkedHashMap<>();

  @Test
  void aProviderNeedsAKindAndAClient() {
    client("github");

    Provider provider = read();

    assertThat(provider.id().value()).isEqualTo("work");
    assertThat(provider.label()).isEqualTo("work");
    assertThat(provider.kind()).isEqualTo(GitHub.KIND);
    assertThat(provider.baseUrl()).isEqualTo("https://github.com");
    assertThat(provider.client(Purpose.SIGN_IN).id()).isEqualTo("the-id");
    assertThat(provider.client(Purpose.SIGN_IN).secret().reveal()).isEqualTo("the-secret");
    assertThat(provider.rules()).isEqualTo(ProviderRules.DEFAULT);
    assertThat(provider.icon()).isEqualTo("github");
  }

  @Test
  void everyKeyIsRead() {
    client("google");
    put("label", "Our Google");
    put("url", "https://login.example.com");
    put("icon", "generic");
    put("form-post", "on");
    put("import.client-id", "import-id");
    put("import.client-secret", "import-secret");
    put("sign-in", "off");
    put("registration", "pending-approval");
    put("importing", "off");
    put("confirm-connect", "off");
    put("conflict", "sign-in-then-connect");
    put("email-trust", "example.com, example.org");
    put("gate.email-domains", "example.com");
    put("gate.claim", "hd=example.com");
    put("identities-per-user", "2");
    put("without-auth-time", "on");
    put("private-addresses", "on");

    Provider provider = read();

    Set<DomainName> both = Set.of(DomainName.of("example.com"), DomainName.of("example.org"));
    assertThat(provider.label()).isEqualTo("Our Google");
    assertThat(provider.kind()).isEqualTo(Google.KIND);
    assertThat(provider.baseUrl()).isEqualTo("https://login.example.com");
    assertThat(provider.icon()).isEqualTo("generic");
    assertThat(provider.formPost()).isTrue();
    assertThat(provider.client(Purpose.IMPORT).id()).isEqualTo("import-id");
    assertThat(provider.rules())
        .isEqualTo(
            new ProviderRules(
                false,
                Registration.PENDING_APPROVAL,
                false,
                false,
                Conflict.SIGN_IN_THEN_CONNECT,
                new EmailTrust.Domains(both),
                List.of(
                    new Gate.EmailDomain(Set.of(DomainName.of("example.com"))),
                    new Gate.ClaimEquals("hd", "example.com")),
                2,
                true,
                true,
                false));
  }

  @Test
  void personalTokensAreSwitchedOnWhereTheKindHasThem() {
    client("github");
    put("personal-tokens", "on");

    assertThat(read().rules().personalTokens()).isTrue();

    put("kind", "google");
    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("switch personalTokens off");
  }

  @Test
  void groupsAreGivenByTheirIds() {
    client("github");
    put("gate.members-of", "107424, 5");

    assertThat(read().rules().gates())
        .containsExactly(new Gate.MemberOf(Set.of("107424", "5"), "107424, 5"));
  }

  @Test
  void providersStandInTheirOrderAndThenByName() {
    for (String id : List.of("b", "a", "c")) {
      properties.put("accountlink.provider." + id + ".kind", "github");
      properties.put("accountlink.provider." + id + ".client-id", id);
      properties.put("accountlink.provider." + id + ".client-secret", "secret");
    }
    properties.put("accountlink.provider.c.order", "-1");

    assertThat(ProviderProperties.read(properties))
        .extracting(provider -> provider.id().value())
        .containsExactly("c", "a", "b");
  }

  @Test
  void theEnvironmentSaysTheSame() {
    Map<String, String> read =
        ProviderProperties.fromEnvironment(
            Map.of(
                "ACCOUNTLINK_PROVIDER_WORK_CLIENT_ID", "the-id",
                "ACCOUNTLINK_PROVIDER_WORK_GATE_MEMBERS_OF", "5",
                "ACCOUNTLINK_PROVIDER_WORK_IMPORT_CLIENT_SECRET_FILE", "/run/secret",
                "PATH", "/bin"));

    assertThat(read)
        .containsOnly(
            Map.entry(WORK + "client-id", "the-id"),
            Map.entry(WORK + "gate.members-of", "5"),
            Map.entry(WORK + "import.client-secret-file", "/run/secret"));
  }

  @Test
  void aVariableThatIsNearlyOneIsNotPassedOver() {
    for (String name :
        List.of("ACCOUNTLINK_PROVIDER_MY-WORK_KIND", "ACCOUNTLINK_PROVIDER_work_kind")) {
      assertThatThrownBy(() -> ProviderProperties.fromEnvironment(Map.of(name, "github")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(name + ": write ACCOUNTLINK_PROVIDER_ID_NAME");
    }
    client("github");
    properties.remove(WORK + "client-id");
    assertSays("client-id", "(or ACCOUNTLINK_PROVIDER_WORK_CLIENT_ID): is missing");
  }

  @Test
  void aSecretIsReadFromItsFile(@TempDir Path folder) throws Exception {
    client("github");
    properties.remove(WORK + "client-secret");
    Path file = Files.writeString(folder.resolve("secret"), "from-the-file\n");
    put("client-secret-file", file.toString());

    assertThat(read().client(Purpose.SIGN_IN).secret().reveal()).isEqualTo("from-the-file");
    put("client-secret", "twice");
    assertSays("client-secret-file", "Keep one of them");
    properties.remove(WORK + "client-secret");
    put("client-secret-file", folder.resolve("nowhere").toString());
    assertSays("client-secret-file", "cannot be read");
  }

  @Test
  @DisplayName("G01 secrets in exceptions: what is wrong names the key and says what to write")
  void whatIsWrongNamesTheKeyAndTheFix() {
    client("gitlob");
    assertSays("kind", "write one of github");
    client("entra");
    assertSays("url", "is missing");
    client("github");
    put("registration", "maybe");
    assertSays("registration", "'maybe' stands there. Write off or on or pending-approval");
    client("github");
    put("sign-in", "true");
    assertSays("sign-in", "Write on or off");
    client("github");
    put("identities-per-user", "many");
    assertSays("identities-per-user", "whole number");
    client("github");
    put("gate.claim", "hd");
    assertSays("gate.claim", "NAME=VALUE");
    client("github");
    put("email-trust", "-not a domain-");
    assertSays("email-trust", "write domains");
    client("github");
    put("email-trust", "directory");
    assertSays("…", "reads no directory");
    client("github");
    put("colour", "red");
    assertSays("colour", "there is no such key");
    client("github");
    properties.remove(WORK + "client-id");
    assertSays("client-id", "is missing");
    client("github");
    put("url", "http://github.example.com");
    assertSays("…", "https");
  }

  @Test
  void anAdministratorMayVouchForADirectory() {
    client("bitbucket-data-center");
    put("url", "https://git.example.com/bitbucket");
    put("email-trust", "directory");

    assertThat(read().rules().emailTrust()).isEqualTo(new EmailTrust.Directory());
  }

  private void assertSays(String key, String words) {
    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(WORK + key)
        .hasMessageContaining(words)
        .hasMessageNotContaining("the-secret");
  }

  private void client(String kind) {
    properties.clear();
    put("kind", kind);
    put("client-id", "the-id");
    put("client-secret", "the-secret");
  }

  private void put(String key, String value) {
    properties.put(WORK + key, value);
  }

  private Provider read() {
    List<Provider> providers = ProviderProperties.read(properties);
    assertThat(providers).hasSize(1);
    return providers.get(0);
  }
}
