package dev.accountlink.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The header in which GitHub tells of organisations whose people sign on with SAML, and which the
 * token is not authorised for: {@code required; url=https://github.com/orgs/acme/sso?...} beside a
 * refusal, {@code partial-results; organizations=1,2} beside a list without their repositories.
 */
final class GitHubSignOn {
  private static final String HEADER = "X-GitHub-SSO";
  private static final String REQUIRED = "required";
  private static final String PARTIAL = "partial-results";
  private static final String URL = "url=";
  private static final int LONGEST = 2000;

  private GitHubSignOn() {}

  static Optional<SignOnDemand> demand(String baseUrl, ProviderAnswer refused) {
    return refused
        .header(HEADER)
        .filter(said -> isOf(said, REQUIRED))
        .map(said -> new SignOnDemand(page(said, baseUrl)));
  }

  static boolean isPartial(ProviderAnswer answer) {
    return answer.header(HEADER).filter(said -> isOf(said, PARTIAL)).isPresent();
  }

  private static boolean isOf(String said, String word) {
    return said.split(";", 2)[0].strip().equalsIgnoreCase(word);
  }

  private static Optional<URI> page(String said, String baseUrl) {
    return Arrays.stream(said.split(";", 10))
        .map(String::strip)
        .filter(part -> part.startsWith(URL) && part.length() <= LONGEST)
        .findFirst()
        .flatMap(part -> ours(part.substring(URL.length()), URI.create(baseUrl)));
  }

  /** People are led to GitHub, and nowhere else: the base URL is https, but for a loopback's. */
  private static Optional<URI> ours(String address, URI base) {
    try {
      URI page = new URI(address);
      boolean same =
          base.getScheme().equals(page.getScheme())
              && base.getHost().equalsIgnoreCase(page.getHost())
              && base.getPort() == page.getPort()
              && page.getRawUserInfo() == null;
      return same ? Optional.of(page) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
