package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.imports.AccessSource;
import dev.accountlink.imports.DeployKeyPair;
import dev.accountlink.imports.RemoteRepositories;
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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an import leaves in the log and in its answers. */
class RepositoriesLogTest {
  private static final RepositoryRef SECRET_PROJECT = new RepositoryRef("11", "acme/moon-landing");

  @Test
  @DisplayName(
      "G01 secrets in logs: no token and no private key, nor is a repository printed by its name")
  void nothingSecretIsLoggedOrPrinted() {
    try (FakeGitHub fake = FakeGitHub.start();
        LogCapture log = LogCapture.open()) {
      fake.repositories().put(FakeRepository.of(11, "acme", "moon-landing", People.ada()));
      String token = fake.tokenFor(People.ada(), "repo");
      RemoteRepositories ada =
          new RemoteRepositories(
              new NimbusExchange(new OutboundHttp(), Clock.systemUTC()),
              GitHub.provider("demo", "Demo", fake.baseUrl(), Client.of("forge", "quiet")),
              AccessSource.of(Secret.of(token)));
      DeployKeyPair pair = ada.newDeployKey(SECRET_PROJECT);
      List<Object> answers = new ArrayList<>(List.of(pair));
      RepositoryPage page = ada.list();
      answers.add(page);
      answers.add(ada.cloneAccess(((RepositoryPage.Listed) page).repositories().get(0)));
      answers.add(ada.addDeployKey(SECRET_PROJECT, pair, "Import"));
      for (Fault fault :
          List.of(
              Fault.serverError(),
              Fault.html(),
              Fault.invalidJson(),
              Fault.dropConnection(),
              Fault.redirect(302, "https://evil.example/?t=" + token),
              Fault.tooManyRequests(Duration.ofSeconds(9)),
              Fault.answer(401, "application/json", "{\"message\":\"" + token + "\"}"))) {
        fake.fault(Endpoint.REPOSITORIES, fault);
        answers.add(ada.list());
        answers.add(ada.lookUp(SECRET_PROJECT));
      }

      assertThat(log.lines()).isNotEmpty();
      assertThat(answers).noneMatch(answer -> answer.toString().contains("moon-landing"));
      for (String secret : List.of(token, "PRIVATE", pair.privateKey().reveal())) {
        assertThat(log.lines()).noneMatch(line -> line.whole().contains(secret));
        assertThat(answers).noneMatch(answer -> answer.toString().contains(secret));
      }
    }
  }
}
