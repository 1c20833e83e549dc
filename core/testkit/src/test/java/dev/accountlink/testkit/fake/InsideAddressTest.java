package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Finding;
import dev.accountlink.provider.Finding.Check;
import dev.accountlink.provider.Finding.Verdict;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.net.InetAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Providers whose metadata, or whose names, lead inside. */
class InsideAddressTest {
  private static FakeOpenIdProvider leading(String endpoint, String address) {
    return FakeOpenIdProvider.start(
        FakeAddress.anyPort(),
        new OpenIdTwist() {
          @Override
          public Map<String, @Nullable Object> metadata(Map<String, @Nullable Object> honest) {
            Map<String, @Nullable Object> moved = new LinkedHashMap<>(honest);
            moved.put(endpoint, address);
            return moved;
          }
        });
  }

  @ParameterizedTest(name = "F01 SSRF: metadata whose {0} is {1} lead nowhere")
  @CsvSource({
    "token_endpoint,    https://10.0.0.1/token",
    "token_endpoint,    https://169.254.169.254/latest",
    "jwks_uri,          https://192.168.0.1/jwks",
    "jwks_uri,          https://[fd00:ec2::254]/jwks",
    "userinfo_endpoint, https://100.64.0.1/me"
  })
  void metadataThatLeadInside(String endpoint, String address) {
    try (FakeOpenIdProvider fake = leading(endpoint, address)) {
      RelyingParty party = RelyingParty.of(fake);
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class,
              () -> {
                var arrival = party.arrive();
                arrival.withDetails(arrival.identity());
              });

      assertThat(failure.code()).isEqualTo(Code.ADDRESS_DENIED);
      assertThat(failure).hasMessageContaining("nothing was sent");
    }
  }

  @Test
  @DisplayName("F01 SSRF: who examines a provider is told the key that allows its address")
  void theExaminationNamesTheKey() throws Exception {
    Provider inside =
        OpenIdConnect.provider(
            "work", "Work", "https://login.example.com", Client.of("forge", "quiet"));
    NimbusExchange exchange =
        new NimbusExchange(
            new OutboundHttp(
                HttpLimits.DEFAULT,
                Clock.systemUTC(),
                host -> List.of(InetAddress.getByName("10.0.0.1"))),
            Clock.systemUTC());

    assertThat(exchange.examine(inside, RelyingParty.CALLBACK))
        .singleElement()
        .satisfies(finding -> assertThat(finding.check()).isEqualTo(Check.REACHABLE))
        .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.WRONG))
        .extracting(Finding::words)
        .asString()
        .startsWith("login.example.com leads into a private network")
        .contains("accountlink.provider.work.private-addresses=on")
        .doesNotContain("firewall");
  }

  @Test
  @DisplayName("F01 SSRF: an endpoint that leads inside is told to whoever examines the provider")
  void theExaminationNamesTheEndpoint() {
    try (FakeOpenIdProvider fake = leading("token_endpoint", "https://10.0.0.1/token")) {
      RelyingParty party = RelyingParty.of(fake);

      assertThat(party.exchange.examine(party.provider, RelyingParty.CALLBACK))
          .filteredOn(finding -> finding.check() == Check.CLIENT)
          .singleElement()
          .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.WRONG))
          .extracting(Finding::words)
          .asString()
          .contains("10.0.0.1 leads into a private network");
    }
  }
}
