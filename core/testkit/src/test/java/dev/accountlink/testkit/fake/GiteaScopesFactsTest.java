package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.Gitea;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.ScopeCatalogue;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of Gitea and Forgejo for which part, and what a first consent decides. */
class GiteaScopesFactsTest {
  private final FakeGitea gitea =
      FakeGitea.start(FakeAddress.anyPort().withPath("/git"), GiteaFlavour.GITEA);
  private final RelyingParty party = RelyingParty.of(gitea);

  @AfterEach
  void close() {
    gitea.close();
  }

  @Test
  void everyScopeIsOneThatGiteaKnowsForAMisspeltOneGivesFullAccess() {
    Set<String> known =
        Arrays.stream(
                "activitypub admin issue misc notification organization package repository user"
                    .split(" "))
            .flatMap(category -> List.of("read:" + category, "write:" + category).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    known.addAll(Set.of("openid", "profile", "email"));

    assertThat(Gitea.KIND.scopes().scopes(List.of(Part.values())))
        .extracting(Scope::value)
        .isSubsetOf(known);
  }

  @Test
  void eachPartAsksForALittleAndSigningInForAScopeOfGiteasOwn() {
    assertThat(scopes(Part.SIGN_IN)).containsExactly("openid", "profile", "email", "read:user");
    assertThat(scopes(Part.MEMBERSHIPS)).containsExactly("read:organization");
    assertThat(scopes(Part.READ_REPOSITORIES)).containsExactly("read:repository", "read:user");
    assertThat(scopes(Part.WRITE_REPOSITORIES)).containsExactly("write:repository");
    assertThat(scopes(Part.PULL_REQUESTS)).containsExactly("read:repository", "read:issue");
    assertThat(scopes(Part.ISSUES)).containsExactly("read:issue");
    assertThat(scopes(Part.WIKI)).containsExactly("read:repository");
    assertThat(scopes(Part.DEPLOY_KEYS)).containsExactly("write:repository");
    assertThat(scopes(Part.WEBHOOKS)).containsExactly("write:repository");
    assertThat(Gitea.KIND.scopes().permissions().get(Part.SIGN_IN).get(3).remark())
        .hasValueSatisfying(text -> assertThat(text).contains("full access"));
  }

  @Test
  void aWriteIncludesItsReadAndAllIncludesEveryOne() {
    ScopeCatalogue catalogue = Gitea.KIND.scopes();

    assertThat(
            catalogue.missing(
                ScopeCatalogue.read("read:repository read:issue"),
                ScopeCatalogue.read("write:repository")))
        .isEqualTo(ScopeCatalogue.read("read:issue"));
    assertThat(
            catalogue.missing(
                ScopeCatalogue.read("read:package write:admin read:user"),
                ScopeCatalogue.read("all")))
        .isEmpty();
  }

  @Test
  void aTokenForSigningInCanDoNoMoreThanReadTheUser() throws Exception {
    Arrival arrival = party.arrive();
    arrival.identity();

    assertThat(arrival.memberships()).as("not even organisations").isEmpty();
  }

  @Test
  void theFirstConsentDecidesAndThatIsSeen() throws Exception {
    gitea.behaveLike(GiteaFlavour.FORGEJO);
    party.arrive();
    RelyingParty members = new RelyingParty(members(), HttpLimits.DEFAULT, Clock.systemUTC());

    Set<Scope> granted = members.arrive().grantedScopes().orElseThrow();

    assertThat(Gitea.KIND.scopes().choice()).isEqualTo(ScopeCatalogue.Choice.FIRST_CONSENT);
    assertThat(Gitea.KIND.scopes().missing(members.provider.signInScopes(), granted))
        .isEqualTo(ScopeCatalogue.read("read:organization"));
  }

  private Provider members() {
    return party.provider.withRules(
        ProviderRules.DEFAULT.withGates(List.of(new Gate.MemberOf(Set.of("31"), "Acme"))));
  }

  private static List<String> scopes(Part part) {
    return Gitea.KIND.scopes().scopes(List.of(part)).stream().map(Scope::value).toList();
  }
}
