package dev.accountlink.provider;

import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import dev.accountlink.provider.ScopeCatalogue.Report;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * GitLab.com, self-managed GitLab and Heptapod: OpenID Connect, and an API that knows groups by
 * their number.
 *
 * <p>GitLab lets nobody by who is blocked, locked or a bot, and makes ID tokens for active users
 * only. So the API's word on that is not asked for, nor the scope that it takes.
 */
public final class GitLab implements ProviderKind {
  /** The one instance. */
  public static final GitLab KIND = new GitLab();

  private static final String COM = "https://gitlab.com";

  private static final Map<String, String> HEADERS = Map.of("Accept", "application/json");

  /** The number of a user. The claim {@code sub_legacy} hangs on a secret of the server. */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");

  private static final int PAGE = 100;

  /** As many as of every API: a page is one call more (F04). */
  private static final int MAX_PAGES = 5;

  private static final String NO_NARROWER = "GitLab has no narrower permission for it.";

  // Never none: a request without scopes is one for "api", which is everything.
  private static final ScopeCatalogue SCOPES =
      ScopeCatalogue.ofSignIn("openid", "profile", "email")
          .with(Part.MEMBERSHIPS, Permission.of("read_api").remarking(NO_NARROWER))
          .with(Part.READ_REPOSITORIES, Permission.of("read_api"), Permission.of("read_repository"))
          .with(Part.WRITE_REPOSITORIES, Permission.of("write_repository"))
          .with(Part.PULL_REQUESTS, Permission.of("read_api"))
          .with(Part.ISSUES, Permission.of("read_api"))
          .with(Part.WIKI, Permission.of("read_repository"))
          .with(Part.DEPLOY_KEYS, Permission.of("api").remarking(NO_NARROWER))
          .with(Part.WEBHOOKS, Permission.of("api").remarking(NO_NARROWER))
          .including("api", "read_api", "read_user", "read_repository", "write_repository")
          // Not read_repository: it reads files through the API, and git asks for more.
          .including("read_api", "read_user")
          .reportedBy(
              new Report.InAnswer("scope"), new Report.TokenInfo("/oauth/token/info", "scope"));

  private GitLab() {}

  /** GitLab.com. */
  public static Provider provider(String id, String label, Client client) {
    return Provider.of(id, label, KIND, COM, client);
  }

  /**
   * A GitLab at an address of its own.
   *
   * @param baseUrl the {@code external_url} of that GitLab, its path included
   */
  public static Provider provider(String id, String label, String baseUrl, Client client) {
    return Provider.of(id, label, KIND, baseUrl, client);
  }

  /** A Heptapod, which is a GitLab that knows Mercurial. */
  public static Provider heptapod(String id, String label, String baseUrl, Client client) {
    return provider(id, label, baseUrl, client);
  }

  @Override
  public String name() {
    return "gitlab";
  }

  @Override
  public Optional<String> usualAddress() {
    return Optional.of(COM);
  }

  @Override
  public Protocol protocol(String baseUrl) {
    String base = Kinds.root(baseUrl);
    return new Protocol.OpenIdConnect(
        base,
        URI.create(base + "/.well-known/openid-configuration"),
        new Issuers.OneOf(Set.of(base)),
        // The one that is documented. With both at once GitLab refuses.
        ClientAuthentication.POST,
        Optional.of(URI.create(base + "/api/v4")));
  }

  @Override
  public ScopeCatalogue scopes() {
    return SCOPES;
  }

  /**
   * Without {@code max_age}: GitLab compares it again after the person has signed in, and 0 would
   * send whoever is slow round in circles.
   */
  @Override
  public Map<String, String> reauthenticationParameters() {
    return Map.of("prompt", "login");
  }

  /** Every ID token says when the person signed in to GitLab. */
  @Override
  public boolean tellsAuthTime() {
    return true;
  }

  @Override
  public boolean tellsMemberships() {
    return true;
  }

  /** A refresh makes the old access token useless as well. */
  @Override
  public TokenRules tokens(String baseUrl) {
    return TokenRules.of(
        Duration.ofHours(2),
        TokenRules.Refresh.ROTATES,
        new TokenRules.Revocation.Endpoint(URI.create(Kinds.root(baseUrl) + "/oauth/revoke")));
  }

  @Override
  public Optional<RepositoryHosting> repositories() {
    return Optional.of(GitLabRepositories.HOSTING);
  }

  @Override
  public Optional<PersonalTokens> personalTokens() {
    return Optional.of(GitLabTokens.KIND);
  }

  @Override
  public RegistrationForm registrationForm(String baseUrl) {
    return new RegistrationForm(
        Kinds.root(baseUrl) + "/-/user_settings/applications",
        "Edit profile > Applications > Add new application; for a group, its Settings >"
            + " Applications; for the whole server, Admin > Applications",
        List.of(
            new Field("Name", Content.NAME),
            new Field("Redirect URI", Content.CALLBACK),
            new Field("Confidential", Content.TICK),
            new Field("Scopes", Content.PERMISSIONS)),
        "Application ID",
        "Secret",
        "once, after the application is saved; later \"Renew secret\" gives another",
        List.of(
            "Tick every scope in the list: where one is asked for that is not ticked, GitLab says"
                + " that the requested scope is invalid and sends nobody back.",
            "Write one callback address per line; each is compared exactly.",
            "Whoever has not confirmed the e-mail address at GitLab is kept there.",
            "This provider's address must be the external_url of that GitLab, its path included:"
                + " it stands in the ID tokens.",
            "For the whole server, tick Trusted to spare people the page that asks for consent.",
            "If administrators of that GitLab are kept from applications with the scopes api,"
                + " read_api or those for repositories, register one application for signing in"
                + " and another for imports."));
  }

  @Override
  public boolean isSubject(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** Who it is stands in the ID token, so a returning user costs no further call. */
  @Override
  public ExternalIdentity identity(ProviderApi api) throws ProviderException {
    Claims token = api.idToken();
    String subject = Kinds.subject(api, NUMBER.asMatchPredicate());
    return read(new IdentityKey(api.authority(), subject), token);
  }

  /** Names stand at the UserInfo endpoint only. */
  @Override
  public ExternalIdentity withName(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    return withDetails(api, known);
  }

  @Override
  public ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    return read(known.key(), api.userInfo());
  }

  private static ExternalIdentity read(IdentityKey key, Claims claims) {
    Optional<EmailAddress> email =
        Emails.read(claims.text("email"), claims.isTrue("email_verified"), true);
    return new ExternalIdentity(
        key,
        // Older servers know the second one only.
        claims.text("preferred_username").or(() -> claims.text("nickname")),
        claims.text("name"),
        email.stream().toList(),
        Pictures.read(claims.text("picture")));
  }

  /**
   * The address that the person chose at GitLab for commits, which may be one of GitLab's own for
   * it. Without {@code read_user} GitLab does not tell it.
   */
  @Override
  public List<CommitIdentity> commitIdentities(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    Claims user = api.get("/user", HEADERS).object();
    if (!user.isEmpty() && !user.integer("id").equals(Optional.of(known.key().subject()))) {
      throw Kinds.notAPerson("GitLab's /user is another person than the one connected.");
    }
    Optional<CommitIdentity> chosen =
        user.text("commit_email").flatMap(email -> CommitIdentity.of(known, email));
    return Stream.concat(chosen.stream(), CommitIdentity.of(known).stream()).distinct().toList();
  }

  /**
   * Groups by their number: the claim {@code groups} has paths, which can be given up and taken by
   * others. Whoever is in a group is in those below it, which are listed too; in the order of their
   * numbers the upper ones come first and are not cut off. Without the scope there are none.
   */
  @Override
  public Set<String> memberships(ProviderApi api) throws ProviderException {
    Set<String> ids = new LinkedHashSet<>();
    for (int page = 1; page <= MAX_PAGES; page++) {
      ProviderAnswer answer =
          api.get(
              // 10 is a guest. Without it public groups are in the list, which anybody sees.
              "/groups?min_access_level=10&order_by=id&sort=asc&per_page=" + PAGE + "&page=" + page,
              HEADERS);
      List<Claims> groups = answer.isOk() ? answer.list() : List.of();
      groups.forEach(one -> one.integer("id").ifPresent(ids::add));
      if (groups.size() < PAGE) {
        break;
      }
    }
    return ids;
  }
}
