package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonGroup;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whom a kind makes of what a provider says. */
abstract class ProviderKindPeople extends ProviderKindSetting {
  @Test
  @DisplayName("D07 mutable login: a person is known by the immutable key, whatever the login")
  void aPersonIsKnownByTheImmutableKey() throws Exception {
    ExternalIdentity before = arriveAs(People.ada()).identity();
    ExternalIdentity after = arriveAs(People.ada().withLogin("countess")).identity();

    assertThat(before.key())
        .isEqualTo(new IdentityKey(provider.authority(), kind.subjectOf(People.ada())));
    assertThat(after.key()).isEqualTo(before.key());
    assertThat(provider.kind().isSubject(before.key().subject())).isTrue();
    assertThat(provider.authority()).isEqualTo(provider.protocol().authority());
  }

  @Test
  @DisplayName("D08 recycled login: whoever takes a login over is somebody else")
  void whoeverTakesALoginOverIsSomebodyElse() throws Exception {
    ExternalIdentity ada = arriveAs(People.ada()).identity();

    assertThat(arriveAs(People.recycledLogin(People.ada())).identity().key())
        .isNotEqualTo(ada.key());
  }

  @Test
  void anIdentityCostsNoMoreCallsThanItMust() throws Exception {
    kind.consentAs(People.ada());
    String code = code(wentThere());
    int before = kind.calls();

    redeem(code, CLIENT, VERIFIER).identity();

    assertThat(kind.calls() - before).isLessThanOrEqualTo(kind.callsForIdentity());
  }

  @Test
  void detailsNameThePersonAndTheProvenAddress() throws Exception {
    ExternalIdentity ada = details(People.ada());

    assertThat(ada.login()).contains("ada");
    assertThat(ada.displayName())
        .isEqualTo(kind.tellsDisplayNames() ? Optional.of("Ada Lovelace") : Optional.empty());
    assertThat(ada.emails()).extracting(EmailAddress::address).contains("ada@example.org");
    assertThat(ada.verifiedEmail().isPresent()).isEqualTo(kind.tellsVerifiedEmails());
  }

  @Test
  void thePictureIsAnAddressForBrowsersOrNone() throws Exception {
    assertThat(details(People.ada()).picture()).isEqualTo(kind.pictureOf(People.ada()));
  }

  @Test
  @DisplayName("D05 commits are written under proven addresses, the provider's own word first")
  void commitsAreWrittenUnderProvenAddresses() throws Exception {
    List<CommitIdentity> ada = commitIdentities(People.ada());

    assertThat(ada).doesNotHaveDuplicates();
    assertThat(ada.isEmpty()).isEqualTo(!kind.tellsVerifiedEmails());
    assertThat(ada)
        .extracting(CommitIdentity::name)
        .allMatch((kind.tellsDisplayNames() ? "Ada Lovelace" : "ada")::equals);
    if (kind.tellsVerifiedEmails()) {
      assertThat(ada).extracting(CommitIdentity::email).contains("ada@example.org");
    }
    assertThat(commitIdentities(People.unverifiedEmail()))
        .extracting(CommitIdentity::email)
        .doesNotContain("ursula@example.org");
    assertThat(commitIdentities(People.hostileText()))
        .allSatisfy(one -> assertThat(one.name()).doesNotContain("<", ">", "\r", "\n"));
  }

  private List<CommitIdentity> commitIdentities(Person person) throws Exception {
    Arrival arrival = arriveAs(person);
    return arrival.commitIdentities(arrival.withDetails(arrival.identity()));
  }

  @Test
  @DisplayName("D05 non-verifying provider: an address nobody has proven is never a proven one")
  void anUnprovenAddressIsNeverAProvenOne() throws Exception {
    assertThat(details(People.unverifiedEmail()).emails()).noneMatch(EmailAddress::verified);
    assertThat(details(People.noEmail()).emails()).isEmpty();
  }

  @Test
  void somebodyWithoutANameIsStillSomebody() throws Exception {
    Arrival arrival = arriveAs(People.nameless());

    assertThat(arrival.withName(arrival.identity()).label()).isNotBlank();
  }

  @Test
  void namesThatTryToBreakPagesAreTextAndNothingElse() throws Exception {
    ExternalIdentity eve = details(People.hostileText());

    assertThat(eve.key().subject()).isEqualTo(kind.subjectOf(People.hostileText()));
    assertThat(eve.label()).doesNotContain("\r", "\n");
  }

  @Test
  @DisplayName("D27 disabled user: whom the provider has shut out does not arrive")
  void whomTheProviderHasShutOutDoesNotArrive() {
    assumeTrue(kind.tellsSuspended(), "this provider just lets nobody by");
    ProviderException problem = problem(() -> arriveAs(People.suspended()).identity());

    assertThat(problem.code())
        .isIn(Code.NOT_A_PERSON, Code.API_REFUSED, Code.INVALID_GRANT, Code.TOKEN_REFUSED);
  }

  @Test
  @DisplayName("D33 groups are known by their stable id, and an invitation is no membership")
  void groupsAreKnownByTheirStableId() throws Exception {
    assumeTrue(provider.kind().tellsMemberships(), "this kind tells no memberships");
    Person member =
        People.ada().withGroups(PersonGroup.of("7", "acme"), PersonGroup.invited("8", "invited"));

    assertThat(arriveAs(member, true).memberships()).containsExactly(groupId("7"));
    assertThat(arriveAs(People.ada().withGroups(), true).memberships()).isEmpty();
  }

  /** What a membership of the group with this id is called by the kind. */
  protected String groupId(String id) {
    return id;
  }
}
