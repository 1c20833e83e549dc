package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grant;
import dev.accountlink.memory.InMemoryGrantStore;
import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.model.Scope;
import dev.accountlink.model.Standing;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Choice;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Somebody gives this application permissions for imports, and ends them. */
class GrantFlowTest {
  private static final ProviderId GITLAB = new ProviderId("gitlab");
  private final FakeGitLab gitlab = FakeGitLab.start();
  private final TestHost host = TestHost.start();
  private final TestBrowser browser = TestBrowser.fresh();
  private final InMemoryGrantStore store = new InMemoryGrantStore(host.clock());

  @BeforeEach
  void wire() {
    gitlab.register("client", "secret", host.callback("gitlab"));
    gitlab.useClock(host.clock());
    gitlab.approveAs(People.ada());
    with(gitlab());
  }

  @AfterEach
  void close() {
    host.close();
    gitlab.close();
  }

  private Provider gitlab() {
    return GitLab.provider("gitlab", "GitLab", gitlab.baseUrl(), Client.of("client", "secret"))
        .withRegistration(Registration.ON);
  }

  private void with(Provider provider) {
    host.configure(builder -> builder.grants(store, TestKeys.vault()).provider(provider));
  }

  private HostUser registered() {
    host.beginSignIn(browser, "GitLab").followAll();
    return host.users().named("ada").orElseThrow();
  }

  private BrowserForm form() {
    return browser.get(host.sso("/gitlab/authorize")).formOf("Authorize GitLab");
  }

  private List<Grant> grants(HostUser user) {
    return host.linking().grants().of(user.id());
  }

  @Test
  @DisplayName("G08 tokens that are needed: kept for their purpose, with the scopes really granted")
  void whatIsAskedIsListedGrantedKeptAndUsed() {
    HostUser ada = registered();

    BrowserPage page = browser.get(host.sso("/gitlab/authorize"));
    assertThat(page.text()).contains("READ_REPOSITORIES").doesNotContain(" had");
    BrowserPage end = page.formOf("Authorize GitLab").submit().followAll();

    assertThat(end.text()).contains("Grants").contains("ada [READ_REPOSITORIES");
    assertThat(grants(ada)).singleElement().extracting(Grant::label).isEqualTo("ada");
    Grant grant = grants(ada).get(0);
    assertThat(grant.key().purpose()).isEqualTo(Purpose.IMPORT);
    assertThat(grant.granted().orElseThrow()).contains(new Scope("read_repository"));
    Access access =
        host.linking().grants().use(ada.id(), GITLAB, Purpose.IMPORT, Duration.ofMinutes(5));
    assertThat(access).isInstanceOf(Access.Given.class);
    assertThat(gitlab.issuedSecrets()).contains(((Access.Given) access).token().reveal());
    assertThat(host.happened()).contains(Event.Kind.GRANT_ADDED);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("G09 nobody is asked for what this application has no use for")
  void onlyWhatTheHostCanUseIsAskedFor() {
    registered();
    assertThat(browser.get(host.sso("/gitlab/authorize")).text()).contains("WRITE_REPOSITORIES");

    host.configure(
        builder ->
            builder
                .grants(store, TestKeys.vault())
                .importParts(Set.of(Part.DEPLOY_KEYS))
                .provider(gitlab()));

    assertThat(browser.get(host.sso("/gitlab/authorize")).text())
        .contains("READ_REPOSITORIES", "DEPLOY_KEYS")
        .doesNotContain("WRITE_REPOSITORIES");
  }

  @Test
  void aGrantOffersTheAddressesForCommits() {
    HostUser ada = registered();
    form().submit().followAll();

    assertThat(grants(ada).get(0).commitIdentities())
        .extracting(CommitIdentity::email)
        .contains(People.ada().emails().get(0).address());
  }

  @Test
  void aGrantIsAsGoodWithoutThem() {
    HostUser ada = registered();
    gitlab.fault(Endpoint.USER, Fault.serverError());
    form().submit().followAll();

    assertThat(grants(ada)).hasSize(1);
  }

  @Test
  @DisplayName("G08 tokens kept though not needed: signing in and connecting store none")
  void g08SigningInStoresNothing() {
    HostUser ada = registered();
    host.signOut(browser);
    host.beginSignIn(browser, "GitLab").followAll();

    assertThat(store.findAll(ada.id())).isEmpty();
  }

  @Test
  @DisplayName("G09 scope creep: signing in asks for nothing that only imports need")
  void g09SigningInAsksForLess() {
    String signIn =
        browser.get(host.sso("/sign-in")).formOf("GitLab").submit().location().getRawQuery();
    assertThat(signIn).doesNotContain("repository").doesNotContain("api");
    registered();

    assertThat(form().submit().location().getRawQuery()).contains("read_repository");
  }

  @Test
  void signingInAgainLeavesTheGrantAlone() {
    HostUser ada = registered();
    form().submit().followAll();
    List<Grant> before = grants(ada);

    host.signOut(browser);
    host.beginSignIn(browser, "GitLab").followAll();

    assertThat(grants(ada)).isEqualTo(before);
  }

  @Test
  void anotherIdentityThanTheConnectedOneIsRefusedAndTheRightOneNamed() {
    HostUser ada = registered();
    gitlab.approveAs(People.bob());

    BrowserPage page = form().submit().followAll();

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.text()).contains("OtherThanConnected").contains("Required: ada");
    assertThat(grants(ada)).isEmpty();
    assertThat(host.links().findAll(ada.id())).hasSize(1);
  }

  @Test
  void ofManyLongNamesThePageTellsWhatItHasRoomFor() {
    HostUser ada = registered();
    for (int i = 0; i < 30; i++) {
      LinkNote note =
          new LinkNote("\ud83e\udd84".repeat(127), host.clock().instant(), Optional.empty());
      IdentityKey identity = new IdentityKey(gitlab().authority(), "other-" + i);
      host.links().insert(new Link(ada.id(), identity, Optional.of(note)));
    }
    gitlab.approveAs(People.bob());

    BrowserPage page = form().submit().followAll();

    assertThat(page.text()).contains("OtherThanConnected").contains("…");
    assertThat(page.uri().getPath()).hasSizeLessThan(2048);
    assertThat(grants(ada)).isEmpty();
  }

  @Test
  void anIdentityOfAnotherUserIsRefused() {
    registered();
    HostUser local = host.users().register("local", "local@forge.example");
    TestBrowser other = TestBrowser.fresh();
    host.signIn(other, local);

    BrowserPage page =
        other.get(host.sso("/gitlab/authorize")).formOf("Authorize GitLab").submit().followAll();

    assertThat(page.text()).contains("IdentityTaken");
    assertThat(grants(local)).isEmpty();
  }

  @Test
  void aUserWithoutAConnectedIdentityGrantsWithoutBeingLinked() {
    HostUser local = host.users().register("local", "local@forge.example");
    host.signIn(browser, local);

    form().submit().followAll();

    assertThat(grants(local)).singleElement().extracting(Grant::label).isEqualTo("ada");
    assertThat(host.links().findAll(local.id())).isEmpty();
    host.signOut(browser);
    host.beginSignIn(browser, "GitLab").followAll();
    assertThat(host.who(browser)).as("a grant is no way in").isNotEqualTo("local");
  }

  @Test
  void importingWorksWhereSigningInIsSwitchedOffAndNotTheOtherWayRound() {
    HostUser local = host.users().register("local", "local@forge.example");
    host.signIn(browser, local);
    with(gitlab().withRules(gitlab().rules().withSignIn(false)));
    BrowserForm open = form();

    with(gitlab().withRules(gitlab().rules().withImporting(false)));
    assertThat(browser.get(host.sso("/gitlab/authorize")).text()).contains("ImportOff");
    assertThat(open.submit().followAll().text()).contains("ImportOff");

    with(gitlab().withRules(gitlab().rules().withSignIn(false)));
    form().submit().followAll();
    assertThat(grants(local)).hasSize(1);
  }

  @Test
  void askingForMoreAsksForWhatWasHadAsWell() {
    HostUser ada = registered();
    form().with("part.DEPLOY_KEYS", "on").submit().followAll();

    BrowserPage again = browser.get(host.sso("/gitlab/authorize"));
    assertThat(again.text()).contains("As ada").contains(" had");
    String query = again.formOf("Authorize GitLab").submit().location().getRawQuery();

    assertThat(grants(ada).get(0).parts(GitLab.KIND.scopes()))
        .containsEntry(Part.DEPLOY_KEYS, Grant.Given.GRANTED);
    for (String scope : List.of("read_repository", "read_api", "api")) {
      assertThat(query).contains(scope);
    }
  }

  @Test
  void aGrantOfEveryPartComesBackToTheLongestPath() {
    HostUser ada = registered();
    String longest = "/" + "r".repeat(ReturnTo.MAX_BYTES - 1);
    BrowserForm form = form().with("return-to", longest);
    for (Part part : gitlab().parts(Purpose.IMPORT)) {
      form = form.with("part." + part, "on");
    }

    BrowserPage end = form.submit().followAll();

    assertThat(end.uri()).hasPath(longest);
    assertThat(grants(ada).get(0).parts(GitLab.KIND.scopes()).values())
        .containsOnly(Grant.Given.GRANTED);
  }

  @Test
  void aPartThatIsNotGrantedIsSwitchedOff() {
    HostUser ada = registered();
    Person person = People.ada();
    gitlab.decideWith(request -> Choice.approve(person, "openid", "profile", "email"));

    BrowserPage page = form().submit().followAll();

    assertThat(grants(ada).get(0).parts(GitLab.KIND.scopes()))
        .containsEntry(Part.READ_REPOSITORIES, Grant.Given.NOT_GRANTED);
    assertThat(page.text())
        .as("what was asked is told from what was not")
        .contains("refused READ_REPOSITORIES", "not asked DEPLOY_KEYS");
  }

  @Test
  void importsUseTheClientThatIsRegisteredForThem() {
    gitlab.register("importer", "other-secret", host.callback("gitlab"));
    with(gitlab().withClient(Purpose.IMPORT, Client.of("importer", "other-secret")));
    HostUser ada = registered();

    BrowserPage begun = form().submit();
    assertThat(begun.location().getRawQuery()).contains("client_id=importer");
    begun.followAll();

    assertThat(grants(ada)).hasSize(1);
  }

  @Test
  @DisplayName("D19 unlink keeps tokens: an ended grant is gone here and taken back there")
  void d19AnEndedGrantIsGone() {
    HostUser ada = registered();
    form().submit().followAll();
    String token = token(ada);

    BrowserPage page = browser.get(host.sso("/grants")).formOf("End ada").submit().followAll();

    assertThat(page.text()).contains("GrantEnded").contains("REVOKED");
    assertThat(store.findAll(ada.id())).isEmpty();
    assertThat(host.happened()).contains(Event.Kind.GRANT_REMOVED);
    assertThat(userInfoStatus(token)).isEqualTo(401);
  }

  private String token(HostUser user) {
    Access access =
        host.linking().grants().use(user.id(), GITLAB, Purpose.IMPORT, Duration.ofMinutes(1));
    return ((Access.Given) access).token().reveal();
  }

  private int userInfoStatus(String token) {
    return TestBrowser.fresh()
        .with("Authorization", "Bearer " + token)
        .get(gitlab.baseUrl() + "/oauth/userinfo")
        .status();
  }

  @Test
  void oneCannotEndAnothersGrant() {
    HostUser ada = registered();
    form().submit().followAll();
    String id = grants(ada).get(0).id().value();
    BrowserForm mine = browser.get(host.sso("/grants")).formOf("End ada");
    TestBrowser other = TestBrowser.fresh();
    host.signIn(other, host.users().register("local", "local@forge.example"));

    BrowserPage page = other.post(host.sso("/grants/" + id + "/end"), mine.fields()).followAll();

    assertThat(page.text()).contains("ForgedRequest");
    assertThat(grants(ada)).hasSize(1);
  }

  @Test
  @DisplayName("A01 login CSRF: a grant is not begun without the page's token")
  void aForgedBeginIsRefused() {
    registered();

    BrowserPage page = browser.post(host.sso("/gitlab/authorize"), Map.of()).followAll();

    assertThat(page.text()).contains("ForgedRequest");
  }

  @Test
  void aCallbackOfAGrantCountsForNobodyElse() {
    HostUser ada = registered();
    BrowserPage begun = form().submit();
    HostUser local = host.users().register("local", "local@forge.example");
    host.signIn(browser, local);

    BrowserPage page = begun.followAll();

    assertThat(page.text()).contains("SignedInMeanwhile");
    assertThat(grants(ada)).isEmpty();
    assertThat(grants(local)).isEmpty();
  }

  @Test
  void nobodyWhoIsNotSignedInIsAsked() {
    assertThat(browser.get(host.sso("/gitlab/authorize")).text()).contains("SignInFirst");
    assertThat(browser.get(host.sso("/grants")).text()).contains("SignInFirst");
  }

  @Test
  void nobodyIsSentToTheProviderInVain() {
    HostUser ada = registered();
    host.users().standing(ada.id(), Standing.DISABLED);

    assertThat(browser.get(host.sso("/gitlab/authorize")).text()).contains("UserDisabled");
  }

  @Test
  void withoutAStoreThereIsNoSuchPage() {
    host.with(gitlab());
    host.beginSignIn(browser, "GitLab").followAll();

    assertThat(browser.get(host.sso("/gitlab/authorize")).text()).contains("NotFound");
    assertThat(browser.get(host.sso("/grants")).status()).isEqualTo(404);
  }
}
