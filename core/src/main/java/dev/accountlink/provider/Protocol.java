package dev.accountlink.provider;

import java.net.URI;
import java.util.Optional;

/** What a provider speaks, and where. */
public sealed interface Protocol {
  /** Who vouches: the first half of every identity key of this provider. */
  String authority();

  /**
   * OpenID Connect Core 1.0 with discovery: everything else is read from the issuer.
   *
   * @param issuer exactly as the provider writes it, a slash at the end included or not
   */
  record OpenIdConnect(String issuer) implements Protocol {
    @Override
    public String authority() {
      return issuer;
    }
  }

  /**
   * OAuth 2.0 (RFC 6749) and an API that says who somebody is.
   *
   * @param authority the provider's canonical base URL
   * @param authorization where browsers are sent
   * @param token where codes are exchanged
   * @param api the API's base; the access token goes nowhere else
   * @param clientAuthentication how the client shows its secret
   * @param callbackIssuer what {@code iss} on the callback must equal when it is there (RFC 9207)
   */
  record OAuth2(
      String authority,
      URI authorization,
      URI token,
      URI api,
      ClientAuthentication clientAuthentication,
      Optional<String> callbackIssuer)
      implements Protocol {}
}
