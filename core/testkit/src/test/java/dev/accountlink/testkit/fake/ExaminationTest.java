package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Finding;
import dev.accountlink.provider.Finding.Check;
import dev.accountlink.provider.Finding.Verdict;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an administrator is told of a provider that is configured. */
class ExaminationTest {
  private final FakeOpenIdProvider openId = FakeOpenIdProvider.start();
  private final FakeGitHub github = FakeGitHub.start();
  private Clock clock = Clock.systemUTC();

  ExaminationTest() {
    openId.register("forge", "quiet", RelyingParty.CALLBACK.toString());
    github.register("forge", "quiet", RelyingParty.CALLBACK.toString());
  }

  @AfterEach
  void close() {
    openId.close();
    github.close();
  }

  @Test
  void whatIsRightIsSaidToBe() {
    assertThat(openId("quiet"))
        .extracting(Finding::verdict)
        .hasSize(Check.values().length)
        .containsOnly(Verdict.GOOD);
    assertThat(github("quiet")).extracting(Finding::verdict).containsOnly(Verdict.GOOD);
    assertThat(openId.requests(Endpoint.AUTHORIZE)).as("nobody is sent there").isEmpty();
  }

  @Test
  void aWrongSecretIsToldWithThePlaceToCopyItFrom() {
    assertThat(of(openId("loud"), Check.CLIENT).verdict()).isEqualTo(Verdict.WRONG);
    assertThat(of(github("loud"), Check.CLIENT))
        .satisfies(
            finding ->
                assertThat(finding.words())
                    .contains("Client secret")
                    .contains("/settings/applications/new"));
  }

  @Test
  @DisplayName("G01 secrets: no finding holds the client's")
  void noFindingHoldsASecret() {
    List<Finding> all = new ArrayList<>(openId("a-very-loud-secret"));
    all.addAll(github("a-very-loud-secret"));

    assertThat(all).noneMatch(finding -> finding.words().contains("a-very-loud-secret"));
  }

  @Test
  void aProviderThatIsNotThereIsNotExaminedFurther() {
    openId.close();

    assertThat(openId("quiet"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.check()).isEqualTo(Check.REACHABLE))
        .satisfies(finding -> assertThat(finding.words()).contains("Check the address"));
  }

  @Test
  void anotherIssuerIsNamedWithTheRightOne() {
    Provider slash =
        OpenIdConnect.provider("demo", "Demo", openId.issuer() + "/", Client.of("forge", "quiet"));

    assertThat(of(examine(slash), Check.METADATA))
        .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.WRONG))
        .satisfies(finding -> assertThat(finding.words()).contains("names another issuer"));
  }

  @Test
  void clocksThatAreTooFarApartAreTold() {
    clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5));

    assertThat(of(openId("quiet"), Check.CLOCK))
        .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.WRONG))
        .satisfies(finding -> assertThat(finding.words()).contains("ahead of this machine's"));
  }

  @Test
  void anOutageAndAPageOfHtmlAreTold() {
    openId.fault(Endpoint.DISCOVERY, Fault.serverError());
    assertThat(of(openId("quiet"), Check.REACHABLE).words()).contains("500");
    openId.fault(Endpoint.DISCOVERY, Fault.html());
    assertThat(of(openId("quiet"), Check.METADATA).words()).contains("HTML");
  }

  @Test
  void missingPromisesAreHintsOnly() {
    openId.advertiseIss(false);

    assertThat(of(openId("quiet"), Check.CALLBACK_ISSUER).verdict()).isEqualTo(Verdict.HINT);
  }

  @Test
  @DisplayName("C24 endpoints on other hosts are shown to the administrator")
  void endpointsOnOtherHostsAreShown() {
    try (FakeOpenIdProvider elsewhere =
        FakeOpenIdProvider.start(
            FakeAddress.anyPort(),
            new OpenIdTwist() {
              @Override
              public Map<String, @Nullable Object> metadata(Map<String, @Nullable Object> honest) {
                Map<String, @Nullable Object> moved = new LinkedHashMap<>(honest);
                moved.put(
                    "token_endpoint",
                    String.valueOf(honest.get("token_endpoint")).replace("127.0.0.1", "localhost"));
                return moved;
              }
            })) {
      elsewhere.register("forge", "quiet", RelyingParty.CALLBACK.toString());
      Provider provider =
          OpenIdConnect.provider("demo", "Demo", elsewhere.issuer(), Client.of("forge", "quiet"));

      assertThat(of(examine(provider), Check.METADATA))
          .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.HINT))
          .satisfies(finding -> assertThat(finding.words()).contains(": localhost."));
    }
  }

  private static Finding of(List<Finding> findings, Check check) {
    Map<Check, Finding> byCheck =
        findings.stream().collect(Collectors.toMap(Finding::check, finding -> finding));
    assertThat(byCheck).containsKey(check);
    return byCheck.get(check);
  }

  private List<Finding> openId(String secret) {
    return examine(
        OpenIdConnect.provider("demo", "Demo", openId.issuer(), Client.of("forge", secret)));
  }

  private List<Finding> github(String secret) {
    return examine(GitHub.provider("demo", "Demo", github.baseUrl(), Client.of("forge", secret)));
  }

  private List<Finding> examine(Provider provider) {
    return new NimbusExchange(new OutboundHttp(), clock).examine(provider, RelyingParty.CALLBACK);
  }
}
