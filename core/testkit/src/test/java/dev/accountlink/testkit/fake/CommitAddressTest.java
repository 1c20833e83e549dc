package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.model.CommitIdentity;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.ProviderRules;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The addresses that GitHub and GitLab know commits by without telling anybody's own. */
class CommitAddressTest {
  @Test
  void whoHidesTheMainAddressAtGitHubWritesUnderGitHubsOwn() throws Exception {
    try (FakeGitHub github = FakeGitHub.start()) {
      assertThat(found(github, RelyingParty.of(github), People.privateEmail()))
          .extracting(CommitIdentity::email)
          .containsExactly(
              "100006+shy@users.noreply.127.0.0.1",
              "shirin@example.org",
              "100006+shy@users.noreply.example.org");
      assertThat(found(github, RelyingParty.of(github), People.ada()).get(0))
          .isEqualTo(new CommitIdentity("Ada Lovelace", "ada@example.org"));
    }
  }

  @Test
  void whoseAddressesGitHubDoesNotTellWritesUnderItsOwnToo() throws Exception {
    try (FakeGitHub github = FakeGitHub.start()) {
      github.fault(Endpoint.EMAILS, Fault.answer(404, "application/json", "{}"));
      github.fault(Endpoint.EMAILS, Fault.answer(404, "application/json", "{}"));

      assertThat(found(github, RelyingParty.of(github), People.ada()))
          .containsExactly(
              new CommitIdentity("Ada Lovelace", "100001+ada@users.noreply.127.0.0.1"));
    }
  }

  @Test
  void theAddressChosenAtGitLabComesFirst() throws Exception {
    try (FakeGitLab gitlab = FakeGitLab.start(FakeAddress.anyPort().withPath("/gitlab"))) {
      assertThat(found(gitlab, withApi(gitlab), People.ada()))
          .containsExactly(
              new CommitIdentity("Ada Lovelace", "100001-ada@users.noreply.127.0.0.1"),
              new CommitIdentity("Ada Lovelace", "ada@example.org"));
    }
  }

  @Test
  void withoutTheScopeForItGitLabsProvenAddressIsLeft() throws Exception {
    try (FakeGitLab gitlab = FakeGitLab.start(FakeAddress.anyPort())) {
      assertThat(found(gitlab, RelyingParty.of(gitlab), People.ada()))
          .containsExactly(new CommitIdentity("Ada Lovelace", "ada@example.org"));
      assertThat(found(gitlab, RelyingParty.of(gitlab), People.unverifiedEmail())).isEmpty();
    }
  }

  @Test
  @DisplayName("F14 other user on second call: another person's address for commits is refused")
  void anotherPersonsAddressIsRefused() throws Exception {
    try (FakeGitLab gitlab = FakeGitLab.start(FakeAddress.anyPort())) {
      gitlab.fault(
          Endpoint.USER,
          Fault.answer(200, "application/json", "{\"id\":7,\"commit_email\":\"eve@x.example\"}"));

      assertThat(Problems.code(() -> found(gitlab, withApi(gitlab), People.ada())))
          .isEqualTo(Code.NOT_A_PERSON);
    }
  }

  private static RelyingParty withApi(FakeGitLab gitlab) {
    return new RelyingParty(
        RelyingParty.of(gitlab)
            .provider
            .withRules(
                ProviderRules.DEFAULT.withGates(List.of(new Gate.MemberOf(Set.of("1"), "Acme")))),
        HttpLimits.DEFAULT,
        Clock.systemUTC());
  }

  private static List<CommitIdentity> found(FakeForge fake, RelyingParty party, Person person)
      throws Exception {
    fake.approveAs(person);
    Arrival arrival = party.arrive();
    return arrival.commitIdentities(arrival.withDetails(arrival.identity()));
  }
}
