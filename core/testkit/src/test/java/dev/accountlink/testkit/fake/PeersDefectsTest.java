package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.ScopeCatalogue;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What is wrong in widely used libraries and servers, each told by its display name, and is not
 * wrong here.
 */
class PeersDefectsTest {
  private final FakeGitHub github = FakeGitHub.start();
  private final FakeBitbucket bitbucket = FakeBitbucket.start();
  private final FakeGitLab gitlab = FakeGitLab.start(FakeAddress.anyPort());
  private final FakeBitbucketDataCenter server =
      FakeBitbucketDataCenter.start(FakeAddress.anyPort());

  @AfterEach
  void close() {
    github.close();
    bitbucket.close();
    gitlab.close();
    server.close();
  }

  @Test
  @DisplayName("GitHub leaves out a scope that another one includes, and the sign-in fails")
  void includedScopesAreThere() throws Exception {
    RelyingParty party = RelyingParty.of(github);
    github.decideWith(request -> Choice.approve(People.ada(), "user", "gist"));

    var granted = party.arrive().grantedScopes().orElseThrow();

    assertThat(granted).isEqualTo(ScopeCatalogue.read("user gist"));
    assertThat(party.provider.kind().scopes().missing(party.provider.signInScopes(), granted))
        .isEmpty();
  }

  @Test
  @DisplayName("The comma between GitHub's scopes is read as part of one long scope")
  void scopesBetweenCommasAreSeveral() throws Exception {
    RelyingParty party = RelyingParty.of(github);
    Arrival arrival = party.arrive();

    assertThat(arrival.grantedScopes().orElseThrow())
        .containsExactlyInAnyOrder(new Scope("read:user"), new Scope("user:email"));
  }

  @Test
  @DisplayName("The first address of GitHub's list is taken, proven or not, main one or not")
  void theFirstAddressIsNotTakenForTheRightOne() throws Exception {
    ExternalIdentity ada =
        details(
            github,
            People.ada()
                .withEmails(
                    PersonEmail.further("unproven@example.org").withVerified(false),
                    PersonEmail.further("further@example.org"),
                    PersonEmail.primary("main@example.org")));

    assertThat(ada.verifiedEmail()).map(EmailAddress::address).contains("main@example.org");
    assertThat(
            details(
                    github,
                    People.ada()
                        .withEmails(PersonEmail.primary("first@example.org").withVerified(false)))
                .verifiedEmail())
        .isEmpty();
  }

  @Test
  @DisplayName("The address that somebody shows in public at GitHub is taken for a proven one")
  void thePublicAddressProvesNothing() throws Exception {
    github.approveAs(
        People.ada().withEmails(PersonEmail.primary("public@example.org").withVerified(false)));
    Arrival arrival = RelyingParty.of(github).arrive();

    github.fault(Endpoint.EMAILS, Fault.answer(404, "application/json", "{}"));
    assertThat(arrival.withDetails(arrival.identity()).emails()).isEmpty();
  }

  @Test
  @DisplayName("GitHub is asked for scopes of OpenID Connect, which it does not know")
  void gitHubIsAskedForItsOwnScopes() throws Exception {
    RelyingParty.of(github).arrive();

    assertThat(github.requests(Endpoint.AUTHORIZE).get(0).queryParam("scope"))
        .contains("read:user user:email");
  }

  @Test
  @DisplayName("An address kept private at GitHub is never asked for, so the person has none")
  void aPrivateAddressIsAskedFor() throws Exception {
    assertThat(details(github, People.privateEmail()).verifiedEmail())
        .map(EmailAddress::address)
        .contains("shirin@example.org");
  }

  @Test
  @DisplayName(
      "GitHub names itself in the callback, and the sign-in fails because nobody expected it")
  void gitHubMayNameItself() throws Exception {
    RelyingParty party = RelyingParty.of(github);
    String issuer = party.wentThere().get("iss");

    assertThat(issuer).isEqualTo(github.baseUrl() + "/login/oauth");
    assertThat(party.exchange.checkIssuer(party.provider, Optional.of(issuer)))
        .isEqualTo(IssuerCheck.FINE);
    assertThat(party.exchange.checkIssuer(party.provider, Optional.of("https://github.com")))
        .as("an issuer of another server")
        .isEqualTo(IssuerCheck.WRONG);
  }

  @Test
  @DisplayName("Whoever takes over a user name at Bitbucket takes over the user here")
  void aUserNameIsNoKey() throws Exception {
    ExternalIdentity ada = details(bitbucket, People.ada());
    ExternalIdentity renamed = details(bitbucket, People.ada().withLogin("countess"));
    ExternalIdentity stranger = details(bitbucket, People.recycledLogin(People.ada()));

    assertThat(renamed.key()).isEqualTo(ada.key());
    assertThat(stranger.login()).isEqualTo(ada.login());
    assertThat(stranger.key()).isNotEqualTo(ada.key());
  }

  @Test
  @DisplayName("The access token stands in the address of an API call, and so in logs")
  void theTokenStandsInNoAddress() throws Exception {
    for (FakeForge fake : List.of(github, bitbucket, gitlab, server)) {
      Arrival arrival = RelyingParty.of(fake).arrive();
      arrival.withDetails(arrival.identity());
      arrival.memberships();

      assertThat(fake.requests())
          .filteredOn(request -> request.endpoint() != Endpoint.AUTHORIZE)
          .hasSizeGreaterThan(2)
          .allMatch(
              request ->
                  fake.issuedSecrets().stream()
                      .noneMatch(secret -> request.query().toString().contains(secret)));
    }
  }

  @Test
  @DisplayName("The first address of Bitbucket's list is taken though nobody has confirmed it")
  void anUnconfirmedAddressIsNotTaken() throws Exception {
    ExternalIdentity ada =
        details(
            bitbucket,
            People.ada()
                .withEmails(
                    PersonEmail.further("first@example.org").withVerified(false),
                    PersonEmail.primary("main@example.org")));

    assertThat(ada.verifiedEmail()).map(EmailAddress::address).contains("main@example.org");
  }

  @Test
  @DisplayName("Whoever has no confirmed main address at Bitbucket cannot sign in at all")
  void nobodyNeedsAnAddress() throws Exception {
    for (Person person : List.of(People.noEmail(), People.unverifiedEmail())) {
      assertThat(details(bitbucket, person).verifiedEmail()).isEmpty();
    }
    bitbucket.fault(Endpoint.EMAILS, Fault.answer(403, "application/json", "{}"));
    assertThat(details(bitbucket, People.ada()).emails()).isEmpty();
    github.fault(Endpoint.EMAILS, Fault.answer(404, "application/json", "{}"));
    assertThat(details(github, People.ada()).emails()).isEmpty();
  }

  @Test
  @DisplayName("Bitbucket is spoken to as years ago, by OAuth 1 and the first version of its API")
  void bitbucketIsSpokenToAsItIsToday() throws Exception {
    details(bitbucket, People.ada());

    assertThat(bitbucket.requests(Endpoint.AUTHORIZE).get(0).queryParam("response_type"))
        .contains("code");
    assertThat(bitbucket.requests())
        .extracting(RecordedRequest::path)
        .containsExactly(
            "/site/oauth2/authorize", "/site/oauth2/access_token", "/2.0/user", "/2.0/user/emails");
  }

  @Test
  @DisplayName("Bitbucket's permission for addresses is not in the list to tick, so nobody has one")
  void thePermissionForAddressesIsInTheList() throws Exception {
    assertThat(Bitbucket.KIND.scopes().permissions().get(Part.SIGN_IN))
        .extracting(Permission::label)
        .contains("Account: Email", "Account: Read");
    assertThat(details(bitbucket, People.ada()).emails()).isNotEmpty();
  }

  @Test
  @DisplayName("Bitbucket calls them \"scopes\", and what was granted is read nowhere")
  void whatBitbucketGrantedIsRead() throws Exception {
    bitbucket.tick("forge", "account", "repository");

    assertThat(RelyingParty.of(bitbucket).arrive().grantedScopes())
        .contains(ScopeCatalogue.read("account repository"));
  }

  @Test
  @DisplayName("GitLab is asked at the third version of its API, which is gone")
  void gitLabIsAskedAtTheFourthVersion() throws Exception {
    Arrival arrival = RelyingParty.of(gitlab).arrive();
    arrival.memberships();

    assertThat(gitlab.requests(Endpoint.MEMBERSHIPS))
        .extracting(RecordedRequest::path)
        .containsOnly("/api/v4/groups");
  }

  @Test
  @DisplayName(
      "Every address at GitLab counts as unproven, because it is looked for where it is not")
  void aProvenAddressAtGitLabIsProven() throws Exception {
    assertThat(details(gitlab, People.ada()).verifiedEmail())
        .map(EmailAddress::address)
        .contains("ada@example.org");
    assertThat(details(gitlab, People.unverifiedEmail()).verifiedEmail()).isEmpty();
  }

  @Test
  @DisplayName(
      "A user of Bitbucket Data Center whose name is not what stands in addresses is nobody")
  void aNameIsNotWhatStandsInAddresses() throws Exception {
    for (String name : Arrays.asList("Ada Lovelace", "ada@example.org", "ADA")) {
      assertThat(details(server, People.ada().withLogin(name)).key().subject())
          .as(name)
          .isEqualTo(People.ada().subject());
    }
  }

  private static ExternalIdentity details(FakeForge fake, Person person) throws Exception {
    RelyingParty party = RelyingParty.of(fake);
    fake.approveAs(person);
    Arrival arrival = party.arrive();
    return arrival.withDetails(arrival.identity());
  }
}
