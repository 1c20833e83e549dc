package dev.accountlink.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.Purpose;
import dev.accountlink.model.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind asks for to sign somebody in. */
class SignInScopesTest {
  private static final Client CLIENT = Client.of("forge", "quiet");

  private static Provider provider(String kind) {
    ProviderKind found = Objects.requireNonNull(BundledKinds.ALL.get(kind));
    String address =
        kind.equals("entra") || kind.equals("azure-devops")
            ? "https://login.microsoftonline.com/organizations/v2.0"
            : found.usualAddress().orElse("https://git.example");
    return Provider.of("demo", "Demo", found, address, CLIENT);
  }

  @ParameterizedTest
  @CsvSource({
    "github, read:user user:email",
    "gitlab, openid profile email",
    "bitbucket, account email",
    "bitbucket-data-center, PUBLIC_REPOS",
    "gitea, openid profile email read:user",
    "google, openid profile email",
    "entra, openid profile email",
    "azure-devops, openid profile email",
    "openid-connect, openid profile email",
  })
  @DisplayName("G09 scope creep: each kind asks to sign in for what signing in needs")
  void onlyWhatSigningInNeeds(String kind, String scopes) {
    Provider provider = provider(kind);
    Set<Scope> needed = Stream.of(scopes.split(" ")).map(Scope::new).collect(Collectors.toSet());

    assertThat(Set.copyOf(provider.signInScopes())).isEqualTo(needed);
    List<Part> imports = provider.parts(Purpose.IMPORT);
    if (imports.contains(Part.READ_REPOSITORIES)) {
      assertThat(
              provider
                  .kind()
                  .scopes()
                  .missing(provider.scopes(List.of(Part.READ_REPOSITORIES)), needed))
          .as("and imports ask for more")
          .isNotEmpty();
    }
  }
}
