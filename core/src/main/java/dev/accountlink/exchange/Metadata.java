package dev.accountlink.exchange;

import com.nimbusds.jose.JWSAlgorithm;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an OpenID provider says of itself (OpenID Connect Discovery 1.0 section 3), checked.
 *
 * @param issuer as the document writes it, which is as it was configured
 * @param authorization where browsers are sent
 * @param token where codes are exchanged
 * @param keys where the signing keys are
 * @param userInfo where more claims are
 * @param revocation where tokens are taken back (RFC 7009)
 * @param promisesIssuer whether every callback carries {@code iss} (RFC 9207)
 * @param clientAuthentication BASIC or POST
 * @param algorithms what ID tokens may be signed with; never {@code none} and never a shared secret
 */
record Metadata(
    String issuer,
    URI authorization,
    URI token,
    URI keys,
    Optional<URI> userInfo,
    Optional<URI> revocation,
    boolean promisesIssuer,
    ClientAuthentication clientAuthentication,
    Set<JWSAlgorithm> algorithms) {

  // Ed25519 is missing: Nimbus checks it only with a further library on the class path.
  private static final Set<JWSAlgorithm> ACCEPTED =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /**
   * Reads the document.
   *
   * @throws ProviderException METADATA_INVALID when it is another issuer's, or something is missing
   *     or not https
   */
  static Metadata read(Protocol.OpenIdConnect protocol, JsonObject document)
      throws ProviderException {
    String issuer = document.text("issuer").orElse("");
    if (!protocol.issuers().inMetadata(issuer)) {
      throw invalid(
          protocol.issuers().expected(),
          document.has("issuer")
              ? "names another issuer ("
                  + shown(document.text("issuer"))
                  + "). Configure the"
                  + " issuer exactly as the provider writes it, the slash at the end included"
              : "names no issuer");
    }
    return new Metadata(
        issuer,
        required(issuer, document, "authorization_endpoint"),
        required(issuer, document, "token_endpoint"),
        required(issuer, document, "jwks_uri"),
        optional(issuer, document, "userinfo_endpoint"),
        optional(issuer, document, "revocation_endpoint"),
        document.isTrue("authorization_response_iss_parameter_supported"),
        protocol.clientAuthentication() == ClientAuthentication.DISCOVERED
            ? clientAuthentication(issuer, document)
            : protocol.clientAuthentication(),
        algorithms(issuer, document));
  }

  private static Optional<URI> optional(String issuer, JsonObject document, String name)
      throws ProviderException {
    return document.has(name) ? Optional.of(required(issuer, document, name)) : Optional.empty();
  }

  /** Http is for an issuer on loopback only: a document from elsewhere must not lead inside. */
  private static URI required(String issuer, JsonObject document, String name)
      throws ProviderException {
    Optional<URI> found = document.address(name);
    boolean good =
        found.isPresent()
            && Provider.isSecureAddress(found.get())
            && found.get().getRawFragment() == null
            && (issuer.startsWith("http:") || "https".equals(found.get().getScheme()));
    if (!good) {
      throw invalid(issuer, "has no https address as " + name);
    }
    return found.get();
  }

  /**
   * Basic where it is offered or nothing is said, which is the default of Discovery section 3 and
   * what every provider must understand (RFC 6749 section 2.3.1); the form only where it alone is.
   */
  private static ClientAuthentication clientAuthentication(String issuer, JsonObject document)
      throws ProviderException {
    Optional<List<String>> offered = document.texts("token_endpoint_auth_methods_supported");
    if (offered.isEmpty() || offered.get().contains("client_secret_basic")) {
      return ClientAuthentication.BASIC;
    }
    if (offered.get().contains("client_secret_post")) {
      return ClientAuthentication.POST;
    }
    throw invalid(issuer, "offers neither client_secret_basic nor client_secret_post");
  }

  private static Set<JWSAlgorithm> algorithms(String issuer, JsonObject document)
      throws ProviderException {
    Optional<List<String>> offered = document.texts("id_token_signing_alg_values_supported");
    if (offered.isEmpty()) {
      return Set.of(JWSAlgorithm.RS256);
    }
    Set<JWSAlgorithm> both =
        offered.get().stream()
            .map(JWSAlgorithm::parse)
            .filter(ACCEPTED::contains)
            .collect(Collectors.toUnmodifiableSet());
    if (both.isEmpty()) {
      throw invalid(issuer, "offers no asymmetric signature for ID tokens");
    }
    return both;
  }

  /** Somebody else's text, fit for one log line. */
  private static String shown(Optional<String> text) {
    String clean = text.orElse("not a text").replaceAll("[^\\x21-\\x7E]", "?");
    return clean.length() <= 200 ? clean : clean.substring(0, 200);
  }

  private static ProviderException invalid(String issuer, String what) {
    return new ProviderException(
        Code.METADATA_INVALID, "The metadata of issuer " + issuer + " " + what + ".");
  }
}
