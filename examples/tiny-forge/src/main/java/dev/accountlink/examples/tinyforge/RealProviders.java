package dev.accountlink.examples.tinyforge;

import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The providers that the environment names. A fake one stands in for each that is missing.
 *
 * @param gitHub GitHub.com
 * @param openId any OpenID Connect provider
 */
public record RealProviders(Optional<Provider> gitHub, Optional<Provider> openId) {

  /** None: both are fake. */
  public static final RealProviders NONE = new RealProviders(Optional.empty(), Optional.empty());

  /**
   * Reads {@code GITHUB_CLIENT_ID}, {@code GITHUB_CLIENT_SECRET}, {@code OIDC_ISSUER}, {@code
   * OIDC_CLIENT_ID} and {@code OIDC_CLIENT_SECRET}.
   *
   * @param environment the process environment
   * @return what it names; strangers may register with each
   * @throws IllegalArgumentException with a sentence for the person who set only some of them
   */
  public static RealProviders of(Map<String, String> environment) {
    return new RealProviders(
        read(environment, "GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET")
            .map(set -> GitHub.provider("github", "GitHub", Client.of(set.get(0), set.get(1)))),
        read(environment, "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
            .map(set -> openId(set.get(0), Client.of(set.get(1), set.get(2)))));
  }

  /** Strangers become users here; that is switched off unless it is said. */
  public RealProviders {
    gitHub = gitHub.map(provider -> provider.withRegistration(Registration.ON));
    openId = openId.map(provider -> provider.withRegistration(Registration.ON));
  }

  /** Those that are configured, GitHub first. */
  List<Provider> all() {
    return Stream.of(gitHub, openId).flatMap(Optional::stream).toList();
  }

  private static Provider openId(String issuer, Client client) {
    return OpenIdConnect.provider("openid", "OpenID", issuer, client);
  }

  /** The values of all these variables, or none if none is set. */
  private static Optional<List<String>> read(Map<String, String> environment, String... names) {
    List<String> wanted = List.of(names);
    List<String> set =
        wanted.stream()
            .map(name -> environment.getOrDefault(name, ""))
            .filter(value -> !value.isBlank())
            .toList();
    if (!set.isEmpty() && set.size() < wanted.size()) {
      throw new IllegalArgumentException("set all of " + String.join(", ", wanted) + ", or none");
    }
    return Optional.of(set).filter(values -> !values.isEmpty());
  }
}
