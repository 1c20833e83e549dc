package dev.accountlink.testkit.fake;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.AuthorizationRequest;
import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.exchange.Redemption;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.BitbucketDataCenter;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Gitea;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.testkit.browser.TestBrowser;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The library's protocol layer with one flow's values, and no engine around it. */
final class RelyingParty {
  static final URI CALLBACK = URI.create("http://localhost:9/-/sso/demo/callback");
  static final String VERIFIER = "0123456789-abcdefghijklmnopqrstuvwxyz_ABCDE";
  static final String NONCE = "nonce-of-this-flow";

  /** As the library's own, with less patience. */
  static final HttpLimits HASTY =
      new HttpLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 256 * 1024, 64);

  static final Client CLIENT = Client.of("forge", "quiet");

  final ProviderExchange exchange;
  final Provider provider;

  RelyingParty(Provider provider, HttpLimits limits, Clock clock) {
    this.provider = provider;
    this.exchange = new NimbusExchange(new OutboundHttp(limits), clock);
  }

  static RelyingParty of(FakeForge fake) {
    return of(fake, HttpLimits.DEFAULT, Clock.systemUTC(), CLIENT);
  }

  static RelyingParty of(FakeForge fake, Clock clock) {
    fake.useClock(clock);
    return of(fake, HttpLimits.DEFAULT, clock, CLIENT);
  }

  static RelyingParty of(FakeForge fake, HttpLimits limits, Clock clock, Client client) {
    fake.register(client.id(), client.secret().reveal(), CALLBACK.toString());
    fake.approveAs(People.ada());
    return new RelyingParty(provider(fake, client), limits, clock);
  }

  private static Provider provider(FakeForge fake, Client client) {
    if (fake instanceof FakeGitHub) {
      return GitHub.provider("demo", "Demo", fake.baseUrl(), client);
    }
    if (fake instanceof FakeGitLab) {
      return GitLab.provider("demo", "Demo", fake.baseUrl(), client);
    }
    if (fake instanceof FakeBitbucket) {
      return Provider.of("demo", "Demo", Bitbucket.KIND, fake.baseUrl(), client);
    }
    if (fake instanceof FakeBitbucketDataCenter) {
      return BitbucketDataCenter.provider("demo", "Demo", fake.baseUrl(), client);
    }
    return fake instanceof FakeGitea
        ? Gitea.provider("demo", "Demo", fake.baseUrl(), client)
        : OpenIdConnect.provider("demo", "Demo", fake.baseUrl(), client);
  }

  URI authorizationAddress() throws ProviderException {
    return exchange.authorizationAddress(
        new AuthorizationRequest(
            provider,
            provider.client(Purpose.SIGN_IN).id(),
            provider.signInScopes(),
            CALLBACK,
            "state-of-this-flow",
            VERIFIER,
            NONCE,
            Map.of()));
  }

  /** Goes to the provider and comes back with the parameters of the callback. */
  Map<String, String> wentThere() throws ProviderException {
    return PlainClient.arrive(TestBrowser.fresh(), authorizationAddress().toString());
  }

  Arrival redeem(String code) throws ProviderException {
    return redeem(code, provider.client(Purpose.SIGN_IN));
  }

  Arrival redeem(String code, Client client) throws ProviderException {
    return exchange.redeem(
        new Redemption(provider, client, CALLBACK, Secret.of(code), Secret.of(VERIFIER), NONCE));
  }

  /** The whole way. */
  Arrival arrive() throws ProviderException {
    return redeem(wentThere().get("code"));
  }
}
