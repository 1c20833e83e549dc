package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.AuthorizationRequest;
import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.exchange.Redemption;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.web.Parameters;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A kind with its fake, and the steps of a flow through the library's own protocol layer. */
abstract class ProviderKindSetting {
  static final URI CALLBACK = URI.create("http://localhost:9/-/sso/demo/callback");
  static final String VERIFIER = "0123456789-abcdefghijklmnopqrstuvwxyz_ABCDE";
  static final String NONCE = "nonce-of-this-flow";
  static final Client CLIENT = Client.of("forge", "quiet-secret");

  final KindUnderTest kind = start();
  final Provider provider = kind.provider(CLIENT, CALLBACK);
  final ProviderExchange exchange = new NimbusExchange(new OutboundHttp(), Clock.systemUTC());

  /** The kind with its fake, freshly started; asked for once in every test. */
  protected abstract KindUnderTest start();

  @AfterEach
  void stop() {
    kind.close();
  }

  ExternalIdentity details(Person person) throws Exception {
    Arrival arrival = arriveAs(person);
    return arrival.withDetails(arrival.identity());
  }

  Arrival arriveAs(Person person) throws Exception {
    return arriveAs(person, false);
  }

  Arrival arriveAs(Person person, boolean memberships) throws Exception {
    kind.consentAs(person);
    return redeem(code(went(authorization(memberships))), CLIENT, VERIFIER);
  }

  Parameters wentThere() throws Exception {
    return went(authorization(false));
  }

  static Parameters went(URI address) {
    return Parameters.parse(TestBrowser.fresh().get(address.toString()).location().getRawQuery());
  }

  static String code(Parameters answer) {
    return answer.single("code").orElseThrow(() -> new AssertionError("no code came back"));
  }

  URI authorization(boolean memberships) throws ProviderException {
    return exchange.authorizationAddress(
        new AuthorizationRequest(
            provider,
            CLIENT.id(),
            memberships
                ? provider.kind().scopes().scopes(List.of(Part.SIGN_IN, Part.MEMBERSHIPS))
                : provider.signInScopes(),
            CALLBACK,
            "state-of-this-flow",
            VERIFIER,
            NONCE,
            Map.of()));
  }

  Arrival redeem(String code, Client client, String verifier) throws ProviderException {
    return exchange.redeem(
        new Redemption(provider, client, CALLBACK, Secret.of(code), Secret.of(verifier), NONCE));
  }

  interface Call {
    void run() throws Exception;
  }

  static ProviderException problem(Call call) {
    ProviderException problem = catchThrowableOfType(ProviderException.class, call::run);
    assertThat(problem).as("it should have been refused").isNotNull();
    return problem;
  }

  static String origin(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
