package dev.accountlink.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderAddressTest {
  /** Composed or not, such letters would be two addresses, and links are kept under one. */
  @ParameterizedTest
  @ValueSource(strings = {"https://id.example/m\u00fcnchen", "https://id.example/mu\u0308nchen"})
  void lettersBeyondAsciiAreToBeEncoded(String address) {
    assertThatThrownBy(() -> at(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Provider 'work'")
        .hasMessageContaining("percent-encoded");
  }

  @Test
  void encodedTheyAreFine() {
    assertThat(at("https://id.example/m%C3%BCnchen").authority())
        .isEqualTo("https://id.example/m%C3%BCnchen");
  }

  private static Provider at(String address) {
    return OpenIdConnect.provider("work", "Work", address, Client.of("client", "secret"));
  }
}
