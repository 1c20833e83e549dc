package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.exchange.TokenRevocation;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.imports.AccessSource;
import dev.accountlink.imports.CloneAccess;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.imports.RepositoryLookup;
import dev.accountlink.imports.RepositoryPage;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.Scope;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.CallRefusedException;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Entra;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Google;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.PersonalTokens;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.testkit.fake.FakeBitbucket;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.RecordedRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each kind says of a personal access token, and what the token is good for. */
class TokenKindsTest {
  private static final ProviderExchange EXCHANGE =
      new NimbusExchange(new OutboundHttp(), Clock.systemUTC());

  private static List<TokenKinds.Kind> kinds() {
    return TokenKinds.all();
  }

  private static AccessToken token(TokenKinds.Scene scene, String text, Person person) {
    return AccessToken.personal(Secret.of(text), scene.beside(person));
  }

  private static PersonalTokens.Facts facts(TokenKinds.Scene scene, String text, Person person)
      throws Exception {
    return EXCHANGE.personalToken(scene.provider(), token(scene, text, person));
  }

  private static CallRefusedException.Reason refusal(
      TokenKinds.Scene scene, String text, Person person) {
    try {
      facts(scene, text, person);
    } catch (CallRefusedException e) {
      return e.reason();
    } catch (Exception e) {
      throw new AssertionError("refused in another way", e);
    }
    throw new AssertionError("taken");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whoseATokenIsIsToldByTheImmutableKey(TokenKinds.Kind kind) throws Exception {
    try (TokenKinds.Scene scene = kind.start()) {
      assertThat(facts(scene, scene.token(TokenKinds.ADA), TokenKinds.ADA).subject())
          .isEqualTo(scene.subject(TokenKinds.ADA));
      if (kind.name.equals("azure-devops")) {
        return;
      }
      assertThat(facts(scene, scene.token(People.bob()), People.bob()).subject())
          .isEqualTo(scene.subject(People.bob()));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTokenThatNobodyMadeIsRefused(TokenKinds.Kind kind) {
    try (TokenKinds.Scene scene = kind.start()) {
      assertThat(refusal(scene, "ghp_0000000000000000000000000000", TokenKinds.ADA))
          .isEqualTo(CallRefusedException.Reason.TOKEN);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTokenThatWasEndedIsRefused(TokenKinds.Kind kind) throws Exception {
    try (TokenKinds.Scene scene = kind.start()) {
      String text = scene.token(TokenKinds.ADA);
      facts(scene, text, TokenKinds.ADA);
      scene.fake().personalTokens().end(text);

      assertThat(refusal(scene, text, TokenKinds.ADA)).isEqualTo(CallRefusedException.Reason.TOKEN);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTokenThatMayNotListRepositoriesIsFoundOut(TokenKinds.Kind kind) throws Exception {
    try (TokenKinds.Scene scene = kind.start()) {
      if (!kind.hasTooNarrow()) {
        return;
      }
      boolean lacks;
      try {
        PersonalTokens rules = scene.provider().kind().personalTokens().orElseThrow();
        Optional<Set<Scope>> scopes =
            facts(scene, scene.tooNarrow(TokenKinds.ADA), TokenKinds.ADA).scopes();
        lacks =
            !rules
                .scopes()
                .missing(
                    rules.scopes().scopes(List.of(Part.READ_REPOSITORIES)), scopes.orElseThrow())
                .isEmpty();
      } catch (CallRefusedException e) {
        lacks = true;
      }
      assertThat(lacks).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void itListsRepositoriesAndClonesThem(TokenKinds.Kind kind) {
    try (TokenKinds.Scene scene = kind.start()) {
      String text = scene.token(TokenKinds.ADA);
      RemoteRepositories repositories =
          new RemoteRepositories(
              EXCHANGE, scene.provider(), AccessSource.of(token(scene, text, TokenKinds.ADA)));

      RepositoryPage page = repositories.list();

      assertThat(page).isInstanceOf(RepositoryPage.Listed.class);
      RemoteRepository only = ((RepositoryPage.Listed) page).repositories().get(0);
      assertThat(repositories.lookUp(only.ref())).isInstanceOf(RepositoryLookup.Found.class);
      CloneAccess clone = (CloneAccess) repositories.cloneAccess(only);
      assertThat(clone.username()).isEqualTo(scene.provider().kind().gitLogin().withAccessToken());
      assertThat(clone.password().reveal()).isEqualTo(text);
    }
  }

  @DisplayName("F16: a personal access token goes to the API in one header, and into no address")
  @ParameterizedTest
  @MethodSource("kinds")
  void theTokenIsShownInOneHeader(TokenKinds.Kind kind) throws Exception {
    try (TokenKinds.Scene scene = kind.start()) {
      String text = scene.token(TokenKinds.ADA);
      facts(scene, text, TokenKinds.ADA);

      assertThat(scene.fake().requests()).isNotEmpty();
      for (RecordedRequest request : scene.fake().requests()) {
        assertThat(request.query().toString() + request.path() + request.body())
            .doesNotContain(text);
        assertThat(request.headers().keySet())
            .containsAnyOf("authorization", "private-token")
            .doesNotContainSequence("authorization", "private-token");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void onlyGitLabTakesATokenBackByItself(TokenKinds.Kind kind) throws Exception {
    try (TokenKinds.Scene scene = kind.start()) {
      String text = scene.token(TokenKinds.ADA);

      TokenRevocation.Answer answer =
          EXCHANGE.revokePersonal(scene.provider(), token(scene, text, TokenKinds.ADA));

      if (kind.name.equals("gitlab")) {
        assertThat(answer).isInstanceOf(TokenRevocation.Answer.Revoked.class);
        assertThat(scene.fake().personalTokens().takes(text)).isFalse();
        assertThat(EXCHANGE.revokePersonal(scene.provider(), token(scene, text, TokenKinds.ADA)))
            .as("a second time")
            .isInstanceOf(TokenRevocation.Answer.Revoked.class);
      } else {
        assertThat(((TokenRevocation.Answer.Unsupported) answer).page())
            .isEqualTo(
                scene
                    .provider()
                    .kind()
                    .personalTokens()
                    .orElseThrow()
                    .page(scene.provider().baseUrl()));
      }
    }
  }

  @Test
  void gitHubTellsScopesAndEndOfAClassicTokenAndNoScopesOfAFineGrainedOne() throws Exception {
    Instant end = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    try (FakeGitHub fake = FakeGitHub.start()) {
      Provider provider =
          Provider.of("github", "GitHub", GitHub.KIND, fake.baseUrl(), Client.of("id", "quiet"));
      String classic = fake.personalTokens().makeUntil(end, People.ada(), "repo", "read:org");
      String fine = fake.personalTokens().makeSilent(People.ada(), "repo");

      PersonalTokens.Facts told =
          EXCHANGE.personalToken(provider, AccessToken.personal(Secret.of(classic), ""));
      PersonalTokens.Facts silent =
          EXCHANGE.personalToken(provider, AccessToken.personal(Secret.of(fine), ""));

      assertThat(told.scopes()).contains(Set.of(new Scope("repo"), new Scope("read:org")));
      assertThat(told.expiresAt()).contains(end);
      assertThat(silent.scopes()).isEmpty();
      assertThat(silent.expiresAt()).isEmpty();
    }
  }

  @Test
  void gitLabsTokenIsGoodUntilItsDayBegins() throws Exception {
    try (FakeGitLab fake = FakeGitLab.start()) {
      Provider provider =
          Provider.of("gitlab", "GitLab", GitLab.KIND, fake.baseUrl(), Client.of("id", "quiet"));
      String token =
          fake.personalTokens().makeUntil(Instant.parse("2100-12-31T00:00:00Z"), People.ada());

      assertThat(
              EXCHANGE
                  .personalToken(provider, AccessToken.personal(Secret.of(token), ""))
                  .expiresAt())
          .contains(Instant.parse("2100-12-31T00:00:00Z"));
    }
  }

  @Test
  void bitbucketTakesATokenBesideTheAddressOfItsOwnAccountOnly() {
    try (TokenKinds.Scene scene = kinds().get(3).start()) {
      assertThat(scene.fake()).isInstanceOf(FakeBitbucket.class);
      AccessToken token =
          AccessToken.personal(Secret.of(scene.token(TokenKinds.ADA)), "other@example.com");

      assertThatThrownBy(() -> EXCHANGE.personalToken(scene.provider(), token))
          .isInstanceOf(CallRefusedException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whoIsBlockedAtTheProviderEntersNoToken(TokenKinds.Kind kind) {
    try (TokenKinds.Scene scene = kind.start()) {
      Person blocked = TokenKinds.ADA.asSuspended();
      scene.fake().onlyPeople(List.of(blocked));

      assertThatThrownBy(() -> facts(scene, scene.token(blocked), blocked))
          .isInstanceOfAny(CallRefusedException.class, ProviderException.class);
    }
  }

  @Test
  void aRobotsTokenIsNobodys() {
    for (TokenKinds.Kind kind : List.of(kinds().get(0), kinds().get(3))) {
      try (TokenKinds.Scene scene = kind.start()) {
        Person robot = TokenKinds.ADA.asBot();
        scene.fake().onlyPeople(List.of(robot));

        assertThatThrownBy(() -> facts(scene, scene.token(robot), robot))
            .as(kind.name)
            .isInstanceOf(ProviderException.class)
            .hasFieldOrPropertyWithValue("code", ProviderException.Code.NOT_A_PERSON);
      }
    }
  }

  @Test
  void kindsWithoutPersonalTokensSaySoWhenTheyAreSwitchedOn() {
    Client client = Client.of("id", "quiet");
    for (Provider provider :
        List.of(
            Google.provider("google", "Google", client),
            Entra.organizations("entra", "Entra", client),
            OpenIdConnect.provider("any", "Any", "https://id.example.com", client))) {
      assertThat(provider.kind().personalTokens()).isEmpty();
      assertThatThrownBy(() -> provider.withRules(provider.rules().withPersonalTokens(true)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + provider.id().value() + "'")
          .hasMessageContaining("personalTokens");
    }
  }
}
