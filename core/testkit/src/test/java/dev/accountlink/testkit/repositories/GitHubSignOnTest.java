package dev.accountlink.testkit.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.imports.AccessSource;
import dev.accountlink.imports.ImportProblem;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.imports.RepositoryLookup;
import dev.accountlink.imports.RepositoryPage;
import dev.accountlink.model.RepositoryRef;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeRepository;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Organisations at GitHub whose people sign on with SAML, and a token not authorised there. */
class GitHubSignOnTest {
  private static final RepositoryRef PLANS = new RepositoryRef("2", "acme/plans");
  private final FakeGitHub fake = FakeGitHub.start();
  private final RemoteRepositories repositories =
      new RemoteRepositories(
          new NimbusExchange(new OutboundHttp(), Clock.systemUTC()),
          GitHub.provider("demo", "Demo", fake.baseUrl(), Client.of("forge", "quiet")),
          AccessSource.of(Secret.of(fake.tokenFor(People.ada(), "repo"))));

  @BeforeEach
  void keep() {
    fake.repositories().put(FakeRepository.of(1, "ada", "engine", People.ada()));
    fake.repositories().put(FakeRepository.of(2, "acme", "plans", People.ada()));
  }

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void aListWithoutTheirRepositoriesSaysSo() {
    RepositoryPage.Listed whole = (RepositoryPage.Listed) repositories.list();
    assertThat(whole.repositories()).hasSize(2);
    assertThat(whole.partial()).isFalse();

    fake.demandSignOn("acme");

    RepositoryPage.Listed partial = (RepositoryPage.Listed) repositories.list();
    assertThat(partial.repositories())
        .extracting(one -> one.ref().fullName())
        .containsExactly("ada/engine");
    assertThat(partial.partial()).isTrue();
  }

  @Test
  void aRepositoryOfTheirsLeadsToWhereTheTokenIsAuthorised() {
    fake.demandSignOn("acme");

    RepositoryLookup answer = repositories.lookUp(PLANS);

    assertThat(answer)
        .isEqualTo(
            new ImportProblem.SignOnDemanded(
                Optional.of(
                    URI.create(
                        fake.baseUrl() + "/orgs/acme/sso?authorization_request=AZSCKtL4U8yX"))));
    assertThat(repositories.addDeployKey(PLANS, repositories.newDeployKey(PLANS), "key"))
        .isEqualTo(answer);
    fake.signOn();
    assertThat(repositories.lookUp(PLANS)).isInstanceOf(RepositoryLookup.Found.class);
  }

  @ParameterizedTest
  @DisplayName("F16 where people authorise a token is at the provider's own address, or not told")
  @ValueSource(
      strings = {
        "required",
        "required; url=",
        "required; url=https://github.example.net/orgs/acme/sso",
        "required; url=//github.example.net/orgs/acme/sso",
        "required; url=/orgs/acme/sso",
        "required; url=javascript:alert(1)",
        "required; url=BASE@evil.example/orgs/acme/sso",
        "required; url=BASE.evil.example/orgs/acme/sso",
        "required; url=HTTPS/orgs/acme/sso",
        "required; url=ADA/orgs/acme/sso",
        "required; url=BASE/orgs/acme/sso?a=<b>",
      })
  void peopleAreLedToGitHubAndNowhereElse(String header) {
    String base = fake.baseUrl();
    String said =
        header
            .replace("BASE", base)
            .replace("HTTPS", base.replace("http:", "https:"))
            .replace("ADA", base.replace("://", "://ada@"));
    fake.fault(
        Endpoint.REPOSITORIES,
        new Fault.Answer(
            403, Map.of("Content-Type", "application/json", "X-GitHub-SSO", said), "{}"));

    assertThat(repositories.lookUp(PLANS))
        .isEqualTo(new ImportProblem.SignOnDemanded(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "requiredish; url=BASE/orgs/acme/sso", "partial-results"})
  void whatSaysSomethingElseIsARefusalLikeOthers(String header) {
    fake.fault(
        Endpoint.REPOSITORIES,
        new Fault.Answer(
            403,
            Map.of(
                "Content-Type",
                "application/json",
                "X-GitHub-SSO",
                header.replace("BASE", fake.baseUrl())),
            "{}"));

    assertThat(repositories.lookUp(PLANS)).isEqualTo(new ImportProblem.NotPermitted());
  }
}
