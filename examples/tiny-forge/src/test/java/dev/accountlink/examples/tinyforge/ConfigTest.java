package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.accountlink.provider.BundledKinds;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigTest {

  @Test
  void withoutAWordItIsPort8080AndTheDemoProviders() {
    Config config = Config.parse(List.of(), Map.of());

    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.data()).isEqualTo(Path.of("tiny-forge-data"));
    assertThat(config.providers()).isEmpty();
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
                "ACCOUNTLINK_PROVIDER_GITHUB_KIND", "github",
                "ACCOUNTLINK_PROVIDER_GITHUB_CLIENT_ID", "Iv1.id",
                "ACCOUNTLINK_PROVIDER_GITHUB_CLIENT_SECRET", "github-secret",
                "ACCOUNTLINK_PROVIDER_WORK_KIND", "gitlab",
                "ACCOUNTLINK_PROVIDER_WORK_URL", "https://git.example.com",
                "ACCOUNTLINK_PROVIDER_WORK_LABEL", "Work",
                "ACCOUNTLINK_PROVIDER_WORK_CLIENT_ID", "forge",
                "ACCOUNTLINK_PROVIDER_WORK_CLIENT_SECRET", "work-secret",
                "ACCOUNTLINK_PROVIDER_WORK_REGISTRATION", "on"));

    assertThat(config.providers())
        .extracting(
            Provider::label, Provider::authority, provider -> provider.rules().registration())
        .containsExactly(
            tuple("github", "https://github.com", Registration.OFF),
            tuple("Work", "https://git.example.com", Registration.ON));
    assertThat(config.toString()).doesNotContain("github-secret", "work-secret");
  }

  @Test
  void halfAProviderIsAMistake() {
    Map<String, String> half =
        Map.of(
            "ACCOUNTLINK_PROVIDER_WORK_KIND", "github",
            "ACCOUNTLINK_PROVIDER_WORK_CLIENT_ID", "Iv1.id",
            "ACCOUNTLINK_PROVIDER_WORK_CLIENT_SECRET", "");

    assertThatThrownBy(() -> Config.parse(List.of(), half))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("work.client-secret");
  }

  @Test
  void anEmptyVariableIsNone() {
    Map<String, String> environment =
        Map.of("ACCOUNTLINK_PROVIDER_WORK_KIND", "", "ACCOUNTLINK_PROVIDER_WORK_URL", " ");

    assertThat(Config.parse(List.of(), environment).providers()).isEmpty();
  }

  @Test
  void theHelpNamesEveryKindAndVariablesThatWork() {
    assertThat(Config.USAGE).contains(BundledKinds.ALL.keySet());
    Map<String, String> shown =
        Pattern.compile("(ACCOUNTLINK_[A-Z_]+)=(\\S+)")
            .matcher(Config.USAGE)
            .results()
            .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));

    assertThat(Config.parse(List.of(), shown).providers())
        .extracting(Provider::authority)
        .containsExactly("https://git.example.com");
  }
}
