package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.AccountLinking;
import dev.accountlink.exchange.IssuedTokens;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.memory.InMemoryGrantStore;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.model.UserId;
import dev.accountlink.testkit.fake.People;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of grants when the host says what became of their user. */
class GrantsOfAUserTest {
  private final Scene scene = new Scene();
  private final HostUser ada = scene.linked("ada", People.ada());
  private final InMemoryGrantStore store = new InMemoryGrantStore();
  private AccountLinking linking = scene.host.linking();

  @BeforeEach
  void giveAGrant() {
    scene.host.configure(builder -> builder.provider(scene.work()).grants(store, TestKeys.vault()));
    linking = scene.host.linking();
    give(ada, "at-of-ada");
  }

  private void give(HostUser user, String token) {
    linking
        .grants()
        .put(
            new Grants.Offer(
                scene.work(),
                new GrantKey(user.id(), scene.identity(People.ada()), Purpose.IMPORT),
                "ada",
                Set.of(),
                Optional.empty(),
                new IssuedTokens(
                    Secret.of(token), Optional.empty(), Optional.empty(), Optional.empty())));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D19 a user who is deleted takes all grants along: who gets the key later has none")
  void aUserWhoIsDeletedTakesAllGrantsAlong() {
    linking.userDeleted(ada.id());

    assertThat(linking.grants().of(ada.id())).isEmpty();
    assertThat(linking.grants().maintain().revocations()).isEqualTo(1);
    assertThat(scene.openId.tokens().revokeCalls()).isEqualTo(1);
  }

  @Test
  void aUserWhoIsRenamedKeepsTheGrants() {
    UserId countess = new UserId("countess");
    linking.userRenamed(ada.id(), countess);

    assertThat(linking.grants().of(countess)).extracting(Grant::label).containsExactly("ada");
    assertThat(linking.grants().of(ada.id())).isEmpty();
  }

  @Test
  @DisplayName("D31 grants of users whom the host does not know any more are ended, linked or not")
  void grantsOfMissingUsersAreEnded() {
    HostUser local = scene.host.users().register("local", "local@forge.example");
    give(local, "at-of-local");
    scene.host.users().delete(local.id());

    assertThat(linking.forgetMissingUsers()).as("links").isZero();

    assertThat(store.findAll(local.id())).isEmpty();
    assertThat(linking.grants().of(ada.id())).hasSize(1);
    assertThat(linking.grants().maintain().revocations()).isEqualTo(1);
  }

  @Test
  @DisplayName("D31 grants of whoever had a user's key before are ended")
  void grantsOfAFormerUserAreEnded() {
    scene.host.clock().pass(Duration.ofHours(1));
    scene.host.users().since(ada.id(), scene.host.clock().instant());

    linking.forgetMissingUsers();

    assertThat(store.findAll(ada.id())).isEmpty();
    assertThat(linking.grants().maintain().revocations()).isEqualTo(1);
  }
}
