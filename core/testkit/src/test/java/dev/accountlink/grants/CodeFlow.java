package dev.accountlink.grants;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.AuthorizationRequest;
import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.exchange.Redemption;
import dev.accountlink.grant.Grants;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Scope;
import dev.accountlink.model.Secret;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.Parameters;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The real code flow that gives a grant, with a browser and without pages of ours. */
final class CodeFlow {
  static final URI CALLBACK = URI.create("http://localhost:9/-/sso/demo/callback");
  private static final String VERIFIER = "0123456789-abcdefghijklmnopqrstuvwxyz_ABCDE";
  private static final String NONCE = "nonce-of-this-flow";

  private final ProviderExchange exchange;

  CodeFlow(ProviderExchange exchange) {
    this.exchange = exchange;
  }

  /** What comes back from the provider, where somebody consents at once, to be kept. */
  Grants.Offer offer(Provider provider, UserId user) {
    try {
      Set<Scope> asked = asked(provider);
      Arrival arrival = arrival(provider, asked);
      return new Grants.Offer(
          provider,
          new GrantKey(user, arrival.identity().key(), Purpose.IMPORT),
          "ada@" + provider.id().value(),
          asked,
          arrival.grantedScopes(),
          arrival.tokens());
    } catch (ProviderException e) {
      throw new AssertionError("The provider gave nothing.", e);
    }
  }

  private static Set<Scope> asked(Provider provider) {
    Set<Scope> asked = new LinkedHashSet<>(provider.scopes(List.of(Part.READ_REPOSITORIES)));
    asked.addAll(provider.kind().offlineAccess().scopes());
    return asked;
  }

  private Arrival arrival(Provider provider, Set<Scope> asked) throws ProviderException {
    Client client = provider.client(Purpose.IMPORT);
    URI address =
        exchange.authorizationAddress(
            new AuthorizationRequest(
                provider,
                client.id(),
                asked,
                CALLBACK,
                "state-of-this-flow",
                VERIFIER,
                NONCE,
                provider.kind().offlineAccess().parameters()));
    String answer = TestBrowser.fresh().get(address.toString()).location().getRawQuery();
    String code = Parameters.parse(answer).single("code").orElseThrow();
    return exchange.redeem(
        new Redemption(provider, client, CALLBACK, Secret.of(code), Secret.of(VERIFIER), NONCE));
  }
}
