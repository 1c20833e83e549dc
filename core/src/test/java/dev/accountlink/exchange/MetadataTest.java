package dev.accountlink.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.ProviderException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {
  private static final String ISSUER = "https://op.example/realms/dev";

  private static Metadata read(String more) throws ProviderException {
    return read(ISSUER, "https://op.example/token", more);
  }

  private static Metadata read(String issuer, String token, String more) throws ProviderException {
    String document =
        """
        {"issuer":"%s","authorization_endpoint":"https://op.example/authorize",
         "token_endpoint":"%s","jwks_uri":"https://op.example/jwks"%s}"""
            .formatted(issuer, token, more);
    return Metadata.read(Protocol.OpenIdConnect.of(ISSUER), Json.object(document, "It"));
  }

  @Test
  void silenceMeansBasicAndRs256AndNoPromise() throws Exception {
    Metadata metadata = read("");
    assertThat(metadata.clientAuthentication()).isEqualTo(ClientAuthentication.BASIC);
    assertThat(metadata.algorithms()).containsExactly(JWSAlgorithm.RS256);
    assertThat(metadata.promisesIssuer()).isFalse();
    assertThat(metadata.userInfo()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"client_secret_post\",\"client_secret_basic\" | BASIC",
        "\"private_key_jwt\",\"client_secret_post\" | POST"
      })
  void basicGoesBeforeTheForm(String offered, ClientAuthentication chosen) throws Exception {
    assertThat(
            read(",\"token_endpoint_auth_methods_supported\":[" + offered + "]")
                .clientAuthentication())
        .isEqualTo(chosen);
  }

  @Test
  void aProviderWithNeitherWayOfAuthenticationIsRefused() {
    assertThatThrownBy(
            () -> read(",\"token_endpoint_auth_methods_supported\":[\"private_key_jwt\"]"))
        .hasMessageContaining("client_secret_basic");
  }

  @Test
  @DisplayName("C14 alg confusion: of what the metadata offer only asymmetric signatures count")
  void algorithms() throws Exception {
    assertThat(
            read(",\"id_token_signing_alg_values_supported\":[\"none\",\"HS256\",\"ES256\",\"x\"]")
                .algorithms())
        .containsExactly(JWSAlgorithm.ES256);
    assertThatThrownBy(
            () -> read(",\"id_token_signing_alg_values_supported\":[\"none\",\"HS256\"]"))
        .hasMessageContaining("asymmetric");
  }

  @ParameterizedTest(name = "C23 discovery issuer mismatch: {0}")
  @ValueSource(
      strings = {
        "https://op.example/realms/dev/",
        "https://op.example/realms/DEV",
        "http://op.example",
        ""
      })
  void otherIssuer(String issuer) {
    assertThatThrownBy(() -> read(issuer, "https://op.example/token", ""))
        .hasMessageContaining("another issuer");
  }

  @ParameterizedTest(name = "C24 endpoints: {0} is refused")
  @ValueSource(
      strings = {
        "http://op.example/token",
        "http://localhost:8080/token",
        "http://127.0.0.1/token",
        "https://user@op.example/token",
        "https:///token",
        "/token",
        "javascript:x",
        "https://op.example/token#x",
        ""
      })
  void endpoints(String token) {
    assertThatThrownBy(() -> read(ISSUER, token, "")).hasMessageContaining("token_endpoint");
  }

  @Test
  void whatAnotherIssuerIsCalledFitsIntoALogLine() {
    assertThatThrownBy(() -> read("evil\\r\\n\\u001b[31m" + "x".repeat(500), "https://t", ""))
        .message()
        .doesNotContain("\r", "\n", "\u001b")
        .hasSizeLessThan(500);
  }
}
