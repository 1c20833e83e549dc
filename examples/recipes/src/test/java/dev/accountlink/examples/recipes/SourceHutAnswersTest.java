package dev.accountlink.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.exchange.AuthorizationRequest;
import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.exchange.Redemption;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.Parameters;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ugly answers, which are what a kind of one's own is mostly about. */
class SourceHutAnswersTest {
  private static final URI CALLBACK = URI.create("http://localhost:9/-/sso/srht/callback");
  private static final String VERIFIER = "v".repeat(43);
  private static final Client CLIENT = Client.of("forge", "secret");

  private final FakeMetaSrHt fake = FakeMetaSrHt.start();
  private final Provider provider = fake.provider(CLIENT, CALLBACK);
  private final ProviderExchange exchange =
      new NimbusExchange(new OutboundHttp(), Clock.systemUTC());

  @AfterEach
  void close() {
    fake.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {`errors`:[{`message`:`no`}],`data`:null} | API_REFUSED",
        "200 | {`errors`:[{`message`:`no`}],`data`:{`me`:{`id`:1}}} | API_REFUSED",
        "401 | {`errors`:[{`message`:`no`}]} | API_REFUSED",
        "403 | {`data`:{`me`:{`id`:1}}} | API_REFUSED",
        "500 | {`errors`:[]} | PROVIDER_DOWN",
        "200 | {`data`:{`me`:null}} | NOT_A_PERSON",
        "200 | {`data`:{`me`:{`id`:`1`}}} | NOT_A_PERSON",
        "200 | {`data`:{`me`:{`id`:-1}}} | NOT_A_PERSON",
        "200 | {`data`:{`me`:{`id`:0}}} | NOT_A_PERSON"
      })
  void whatIsNoAnswerIsNobody(int status, String json, Code code) {
    fake.answerQueries(status, json.replace('`', '"'));

    assertThatThrownBy(this::arrive)
        .isInstanceOfSatisfying(
            ProviderException.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }

  @Test
  void aBrokenAddressKeepsNobodyOut() throws Exception {
    fake.answerQueries(
        200, "{\"data\":{\"me\":{\"id\":1,\"username\":\"jdoe\",\"email\":\"none\"}}}");

    ExternalIdentity jdoe = arrive();

    assertThat(jdoe.login()).contains("jdoe");
    assertThat(jdoe.emails()).isEmpty();
  }

  @Test
  void theIssuerOnTheCallbackIsTheInstanceOrAbsent() throws Exception {
    assertThat(wentThere().single("iss")).contains(provider.baseUrl());
    assertThat(exchange.checkIssuer(provider, Optional.of(provider.baseUrl())))
        .isEqualTo(IssuerCheck.FINE);
    assertThat(exchange.checkIssuer(provider, Optional.empty())).isEqualTo(IssuerCheck.FINE);
    assertThat(exchange.checkIssuer(provider, Optional.of("https://meta.evil.example")))
        .isEqualTo(IssuerCheck.WRONG);
  }

  private Parameters wentThere() throws ProviderException {
    URI address =
        exchange.authorizationAddress(
            new AuthorizationRequest(
                provider,
                CLIENT.id(),
                provider.signInScopes(),
                CALLBACK,
                "state",
                VERIFIER,
                "nonce",
                Map.of()));
    return Parameters.parse(TestBrowser.fresh().get(address.toString()).location().getRawQuery());
  }

  private ExternalIdentity arrive() throws ProviderException {
    Secret code = Secret.of(wentThere().single("code").orElseThrow());
    return exchange
        .redeem(new Redemption(provider, CLIENT, CALLBACK, code, Secret.of(VERIFIER), "nonce"))
        .identity();
  }
}
