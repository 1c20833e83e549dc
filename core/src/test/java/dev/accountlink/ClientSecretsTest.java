package dev.accountlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.BundledKinds;
import dev.accountlink.provider.Provider;
import dev.accountlink.seal.SecretOpeningKeys;
import dev.accountlink.seal.SecretSealingKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSecretsTest {
  private static final String ADDRESS = "https://git.example.com";
  private final Map<String, String> properties = new HashMap<>();
  @TempDir Path folder;
  private SecretOpeningKeys keys;
  private SecretSealingKey form;

  @BeforeEach
  void makeKeys() {
    keys = SecretOpeningKeys.inFile(folder.resolve("secrets.jwk"));
    form = SecretSealingKey.of(keys.sealingKey().text());
    put("kind", "gitlab");
    put("url", ADDRESS);
    put("client-id", "the-id");
  }

  private void put(String key, String value) {
    properties.put("accountlink.provider.work." + key, value);
  }

  private String sealed() {
    return ClientSecrets.seal(form, "gitlab", ADDRESS, "the-id", Secret.of("the-secret"));
  }

  private Provider read() {
    return ProviderProperties.read(properties, BundledKinds.ALL, keys).get(0);
  }

  @Test
  @DisplayName("G05 write-only client secret: the form writes it, and only the runner reads it")
  void theRunnerReadsWhatTheFormWrote() {
    put("client-secret-sealed", sealed());
    put("import.client-id", "other");
    put(
        "import.client-secret-sealed",
        ClientSecrets.seal(form, "gitlab", ADDRESS, "other", Secret.of("other-secret")));

    assertThat(read().client(Purpose.SIGN_IN).secret().reveal()).isEqualTo("the-secret");
    assertThat(read().client(Purpose.IMPORT).secret().reveal()).isEqualTo("other-secret");
  }

  @Test
  @DisplayName("G05 who points a provider elsewhere gets no secret sent there")
  void aSecretIsForOneAddress() {
    put("client-secret-sealed", sealed());
    put("url", "https://evil.example.com");

    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "accountlink.provider.work.client-secret-sealed (or"
                + " ACCOUNTLINK_PROVIDER_WORK_CLIENT_SECRET_SEALED): it was changed, or sealed for"
                + " another kind, url or client-id. Enter the secret anew.");
  }

  @Test
  void oneSourceIsEnough() {
    put("client-secret-sealed", sealed());
    put("client-secret", "another");

    assertThatThrownBy(this::read).hasMessageContaining("Keep one of them");
  }

  @Test
  void withoutKeysTheMessageSaysSo() {
    put("client-secret-sealed", sealed());

    assertThatThrownBy(() -> ProviderProperties.read(properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given no keys that open sealed secrets");
    put("client-secret-sealed", "plain");
    assertThatThrownBy(this::read).hasMessageContaining("no sealed secret. Seal it with");
  }
}
