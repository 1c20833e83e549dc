package dev.accountlink.provider;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** What a provider speaks, and where. */
public sealed interface Protocol {
  /** Who vouches: the first half of every identity key of this provider. */
  String authority();

  /**
   * OpenID Connect Core 1.0 with discovery: everything else is read from the metadata.
   *
   * @param authority who vouches; the issuer, unless the issuer can change its spelling
   * @param metadata where the metadata is
   * @param issuers which issuers are right
   * @param clientAuthentication how the client shows its secret; {@code DISCOVERED} asks the
   *     metadata
   * @param api the API's base, for a kind that asks for more than claims; the access token goes
   *     nowhere else
   */
  record OpenIdConnect(
      String authority,
      URI metadata,
      Issuers issuers,
      ClientAuthentication clientAuthentication,
      Optional<URI> api)
      implements Protocol {

    /**
     * The provider of one issuer.
     *
     * @param issuer exactly as the provider writes it, a slash at the end included or not
     */
    public static OpenIdConnect of(String issuer) {
      return new OpenIdConnect(
          issuer,
          URI.create(Kinds.root(issuer) + "/.well-known/openid-configuration"),
          new Issuers.OneOf(Set.of(issuer)),
          ClientAuthentication.DISCOVERED,
          Optional.empty());
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
