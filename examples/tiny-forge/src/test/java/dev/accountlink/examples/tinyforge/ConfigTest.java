package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {

  @Test
  void withoutAWordItIsPort8080AndTheDemoProviders() {
    Config config = Config.parse(List.of(), Map.of());

    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.data()).isEqualTo(Path.of("tiny-forge-data"));
    assertThat(config.providers().all()).isEmpty();
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironment() {
    Map<String, String> environment = Map.of("PORT", "9000");

    assertThat(Config.parse(List.of(), environment).port()).isEqualTo(9000);
    assertThat(Config.parse(List.of("--port", "9001"), environment).port()).isEqualTo(9001);
    assertThat(Config.parse(List.of("--data", "here"), environment).data())
        .isEqualTo(Path.of("here"));
  }

  @Test
  void theEnvironmentNamesRealProviders() {
    Config config =
        Config.parse(
            List.of(),
            Map.of(
                "GITHUB_CLIENT_ID", "Iv1.id",
                "GITHUB_CLIENT_SECRET", "github-secret",
                "OIDC_ISSUER", "https://id.example.com",
                "OIDC_CLIENT_ID", "forge",
                "OIDC_CLIENT_SECRET", "oidc-secret"));

    assertThat(config.providers().all())
        .extracting(Provider::label, Provider::authority)
        .containsExactly(
            tuple("GitHub", "https://github.com"), tuple("OpenID", "https://id.example.com"));
    assertThat(config.providers().all())
        .allMatch(provider -> provider.rules().registration() == Registration.ON);
    assertThat(config.toString()).doesNotContain("github-secret", "oidc-secret");
  }

  @Test
  void halfAProviderIsAMistake() {
    assertThatThrownBy(() -> Config.parse(List.of(), Map.of("GITHUB_CLIENT_ID", "Iv1.id")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GITHUB_CLIENT_SECRET");
    assertThatThrownBy(
            () ->
                Config.parse(
                    List.of(),
                    Map.of("OIDC_ISSUER", "https://id.example.com", "OIDC_CLIENT_ID", "")))
        .hasMessageContaining("OIDC_CLIENT_SECRET");
  }

  @Test
  void anEmptyVariableIsNone() {
    Map<String, String> environment = Map.of("GITHUB_CLIENT_ID", "", "GITHUB_CLIENT_SECRET", "");

    assertThat(Config.parse(List.of(), environment).providers().all()).isEmpty();
  }
}
