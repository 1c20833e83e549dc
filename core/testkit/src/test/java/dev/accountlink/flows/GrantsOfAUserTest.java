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
  private AccountLinking linking = scene.host.linking();

  @BeforeEach
  void giveAGrant() {
    scene.host.configure(
        builder ->
            builder.provider(scene.work()).grants(new InMemoryGrantStore(), TestKeys.vault()));
    linking = scene.host.linking();
    linking
        .grants()
        .put(
            new Grants.Offer(
                scene.work(),
                new GrantKey(ada.id(), scene.identity(People.ada()), Purpose.IMPORT),
                "ada",
                Set.of(),
                Optional.empty(),
                new IssuedTokens(
                    Secret.of("at-of-ada"), Optional.empty(), Optional.empty(), Optional.empty())));
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
}
