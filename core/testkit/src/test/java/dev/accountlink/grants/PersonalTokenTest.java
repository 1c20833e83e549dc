package dev.accountlink.grants;

import static dev.accountlink.grants.GrantScene.ADA;
import static dev.accountlink.grants.GrantScene.DEMO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.flow.Refusal;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Ended;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.grant.Stored;
import dev.accountlink.imports.GrantAccess;
import dev.accountlink.imports.ImportProblem;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.imports.RepositoryPage;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.PersonalTokens;
import dev.accountlink.provider.Provider;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeBitbucket;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A personal access token among the grants: kept, given out, told of before it runs out, ended. */
class PersonalTokenTest {
  private static GrantScene gitLab() {
    FakeGitLab fake = FakeGitLab.start();
    return new GrantScene(
        fake, client -> on(GitLab.provider("demo", "Demo", fake.baseUrl(), client)));
  }

  private static GrantScene gitHub() {
    FakeGitHub fake = FakeGitHub.start();
    return new GrantScene(
        fake, client -> on(GitHub.provider("demo", "Demo", fake.baseUrl(), client)));
  }

  private static Provider on(Provider provider) {
    return provider.withRules(provider.rules().withPersonalTokens(true));
  }

  private static Grants.TokenOffer offer(GrantScene scene, String text, boolean replacing)
      throws Exception {
    return offer(scene, AccessToken.personal(Secret.of(text), ""), replacing);
  }

  private static Grants.TokenOffer offer(GrantScene scene, AccessToken token, boolean replacing)
      throws Exception {
    PersonalTokens.Facts facts = scene.exchange.personalToken(scene.provider, token);
    IdentityKey identity = new IdentityKey(scene.provider.authority(), facts.subject());
    GrantKey key = new GrantKey(ADA, identity, Purpose.IMPORT);
    return new Grants.TokenOffer(scene.provider, key, "ada", token, facts, replacing);
  }

  private static Grant kept(Stored stored) {
    return ((Stored.Kept) stored).grant();
  }

  private static String repoToken(FakeForge fake, Instant until) {
    return fake.personalTokens().makeUntil(until, People.ada(), "repo");
  }

  @Test
  void itIsShownAsWhatItIsWithWhatItsScopesGive() throws Exception {
    try (GrantScene scene = gitHub()) {
      Instant end = scene.clock.instant().plus(Duration.ofDays(30));
      Grant grant = kept(scene.grants.put(offer(scene, repoToken(scene.fake, end), false)));

      assertThat(grant.source()).isEqualTo(Grant.Source.TOKEN);
      assertThat(grant.runsOutAt().orElseThrow()).isBetween(end.minusSeconds(1), end);
      assertThat(grant.parts(grant.catalogue(GitHub.KIND)))
          .containsEntry(Part.READ_REPOSITORIES, Grant.Given.GRANTED)
          .containsEntry(Part.WEBHOOKS, Grant.Given.GRANTED);
      assertThat(scene.grants.of(ADA)).extracting(Grant::id).containsExactly(grant.id());
      Access.Given given = (Access.Given) scene.use();
      assertThat(given.access().personal()).isTrue();
      assertThat(given.grant().source()).isEqualTo(Grant.Source.TOKEN);
    }
  }

  @Test
  void whereNobodySaysWhatItMayDoNothingIsPromised() throws Exception {
    try (GrantScene scene = gitHub()) {
      String fine = scene.fake.personalTokens().makeSilent(People.ada(), "repo");
      Grant grant = kept(scene.grants.put(offer(scene, fine, false)));

      assertThat(grant.granted()).isEmpty();
      assertThat(grant.parts(grant.catalogue(GitHub.KIND)).values())
          .containsOnly(Grant.Given.UNKNOWN);
    }
  }

  @Test
  void itIsToldOnceBeforeItRunsOutAndOnceThatItDidOverAllNodes() throws Exception {
    try (GrantScene scene = gitHub()) {
      Instant end = scene.clock.instant().plus(Duration.ofDays(30));
      scene.grants.put(offer(scene, repoToken(scene.fake, end), false));
      Grants second = scene.node();

      scene.grants.maintain();
      assertThat(scene.told(Event.Kind.TOKEN_RUNS_OUT)).as("with 30 days left").isEmpty();

      scene.clock.pass(Duration.ofDays(23).plusMinutes(1));
      assertThat(scene.grants.maintain().told()).isEqualTo(1);
      assertThat(second.maintain().told()).isZero();
      scene.grants.maintain();
      assertThat(scene.told(Event.Kind.TOKEN_RUNS_OUT)).hasSize(1);
      assertThat(scene.use()).as("it still works").isInstanceOf(Access.Given.class);

      scene.clock.pass(Duration.ofDays(7));
      second.maintain();
      scene.grants.maintain();
      assertThat(scene.told(Event.Kind.TOKEN_RUNS_OUT)).hasSize(1);
      assertThat(scene.told(Event.Kind.RECONNECT_NEEDED)).containsExactly("RAN_OUT");
      assertThat(scene.use()).isInstanceOf(Access.ReconnectNeeded.class);
      assertThat(scene.told(Event.Kind.RECONNECT_NEEDED)).hasSize(1);
    }
  }

  @Test
  void aNewTokenIsToldOfAgain() throws Exception {
    try (GrantScene scene = gitHub()) {
      Instant soon = scene.clock.instant().plus(Duration.ofDays(3));
      scene.grants.put(offer(scene, repoToken(scene.fake, soon), false));
      scene.grants.maintain();
      scene.grants.put(offer(scene, repoToken(scene.fake, soon.plusSeconds(60)), false));
      scene.grants.maintain();

      assertThat(scene.told(Event.Kind.TOKEN_RUNS_OUT)).hasSize(2);
    }
  }

  @Test
  void aHostMayBeToldEarlierAndGrantsByOAuthAreNeverToldOf() throws Exception {
    try (GrantScene scene = gitLab()) {
      scene.give();
      assertThat(scene.grants.maintain(Duration.ofDays(100)).told()).isZero();
      Instant end = scene.clock.instant().plus(Duration.ofDays(30));
      String token =
          scene.fake.personalTokens().makeUntil(end, People.ada(), "read_api", "read_repository");
      scene.grants.put(offer(scene, token, true));

      assertThat(scene.grants.maintain(Duration.ofDays(31)).told()).isEqualTo(1);
    }
  }

  @Test
  void itIsNeverRefreshed() throws Exception {
    try (GrantScene scene = gitHub()) {
      Instant end = scene.clock.instant().plus(Duration.ofHours(1));
      scene.grants.put(offer(scene, repoToken(scene.fake, end), false));
      scene.clock.pass(Duration.ofMinutes(59));

      assertThat(scene.grants.use(ADA, DEMO, Purpose.IMPORT, Duration.ofHours(2)))
          .isInstanceOf(Access.Given.class);
      scene.clock.pass(Duration.ofMinutes(2));
      assertThat(scene.use()).isInstanceOf(Access.ReconnectNeeded.class);
      assertThat(scene.refreshCalls()).isZero();
    }
  }

  @Test
  void anUnusedSwitchKeepsItInAndSwitchingItOnGivesItOutAgain() throws Exception {
    try (GrantScene scene = gitHub()) {
      scene.grants.put(offer(scene, scene.fake.personalTokens().make(People.ada(), "repo"), false));
      Provider off = scene.provider.withRules(scene.provider.rules().withPersonalTokens(false));

      assertThat(scene.use(scene.with(scene.store, GrantScene.keys(1), off)))
          .isEqualTo(new Access.Refused(Refusal.PERSONAL_TOKENS_OFF));
      assertThat(scene.use()).isInstanceOf(Access.Given.class);
    }
  }

  @Test
  void gitHubLeavesATokenToItsPersonAndGitLabTakesItBack() throws Exception {
    try (GrantScene scene = gitHub()) {
      String token = scene.fake.personalTokens().make(People.ada(), "repo");
      Grant grant = kept(scene.grants.put(offer(scene, token, false)));

      assertThat(scene.grants.end(ADA, grant.id()))
          .isEqualTo(
              new Ended.Unsupported(
                  Optional.of(
                      GitHub.KIND.personalTokens().orElseThrow().page(scene.provider.baseUrl()))));
      assertThat(scene.fake.count(Endpoint.REVOKE)).as("no grant of the client's").isZero();
    }
    try (GrantScene scene = gitLab()) {
      String token = scene.fake.personalTokens().make(People.ada(), "api");
      Grant grant = kept(scene.grants.put(offer(scene, token, false)));
      scene.fake.faultOnce(Endpoint.PERSONAL_TOKEN, Fault.serverError());

      assertThat(scene.grants.end(ADA, grant.id())).isEqualTo(new Ended.ToBeRetried());
      scene.clock.pass(Duration.ofMinutes(2));
      assertThat(scene.grants.maintain().revocations()).isEqualTo(1);
      assertThat(scene.fake.personalTokens().takes(token)).isFalse();
    }
  }

  @Test
  void aTokenThatThePersonEndedThereIsMarkedAtItsNextUse() throws Exception {
    try (GrantScene scene = gitHub()) {
      String token = scene.fake.personalTokens().make(People.ada(), "repo");
      scene.grants.put(offer(scene, token, false));
      scene.fake.personalTokens().end(token);
      RemoteRepositories repositories =
          new RemoteRepositories(
              scene.exchange, scene.provider, GrantAccess.last(scene.grants, ADA, DEMO));

      assertThat(repositories.list()).isEqualTo(new ImportProblem.TokenRefused());
      assertThat(scene.told(Event.Kind.RECONNECT_NEEDED)).containsExactly("REFUSED");
    }
  }

  @Test
  void whatStandsBesideATokenIsKeptWithIt() throws Exception {
    FakeBitbucket fake = FakeBitbucket.start();
    try (GrantScene scene =
        new GrantScene(
            fake,
            client -> on(Provider.of("demo", "Demo", Bitbucket.KIND, fake.baseUrl(), client)))) {
      Person ada = People.ada();
      fake.put(ada);
      String text =
          fake.personalTokens()
              .make(
                  ada,
                  "read:user:bitbucket",
                  "read:workspace:bitbucket",
                  "read:repository:bitbucket");
      AccessToken token =
          AccessToken.personal(Secret.of(text), ada.primaryEmail().orElseThrow().address());
      scene.grants.put(offer(scene, token, false));

      assertThat(((Access.Given) scene.use()).access()).isEqualTo(token);
      assertThat(
              new RemoteRepositories(
                      scene.exchange, scene.provider, GrantAccess.last(scene.node(), ADA, DEMO))
                  .list())
          .isInstanceOf(RepositoryPage.Listed.class);
    }
  }

  @DisplayName("G03 secrets at rest: of a personal token nothing stands in the store in the clear")
  @Test
  void theStoreSeesNothing() throws Exception {
    try (GrantScene scene = gitHub()) {
      String text = scene.fake.personalTokens().make(People.ada(), "repo");
      scene.grants.put(
          offer(scene, AccessToken.personal(Secret.of(text), "ada@example.org"), false));

      for (SealedGrant row : scene.store.findAll(ADA)) {
        assertThat(row.sealed()).doesNotContain(text).doesNotContain("example");
      }
    }
  }

  @DisplayName("G01 secrets in logs: nothing prints a personal token or what stands beside it")
  @Test
  void nothingPrintsIt() throws Exception {
    try (GrantScene scene = gitHub()) {
      String text = scene.fake.personalTokens().make(People.ada(), "repo");
      AccessToken token = AccessToken.personal(Secret.of(text), "ada@example.org");
      Grants.TokenOffer offer = offer(scene, token, false);
      Stored stored = scene.grants.put(offer);
      Access access = scene.use();

      assertThat(
              List.of(offer, token, stored, access, offer.facts(), scene.events, Map.of(1, access))
                  .toString())
          .doesNotContain(text)
          .doesNotContain("example.org");
    }
  }

  @Test
  void aGrantIsInTheWayUntilTheUserSaysOtherwiseAndADeadOneIsNot() throws Exception {
    try (GrantScene scene = gitLab()) {
      Grant grant = scene.give();
      String token = scene.fake.personalTokens().make(People.ada(), "read_api", "read_repository");

      Stored stored = scene.grants.put(offer(scene, token, false));
      assertThat(((Stored.InTheWay) stored).grant().id()).isEqualTo(grant.id());
      scene.fake.tokens().endGrantsOf(People.ada());
      scene.runOut();
      assertThat(scene.use()).isInstanceOf(Access.ReconnectNeeded.class);
      assertThat(scene.grants.put(offer(scene, token, false))).isInstanceOf(Stored.Kept.class);
      assertThat(scene.grants.put(scene.offer())).isInstanceOf(Stored.InTheWay.class);
      assertThat(Set.copyOf(scene.grants.of(ADA))).hasSize(1);
    }
  }
}
