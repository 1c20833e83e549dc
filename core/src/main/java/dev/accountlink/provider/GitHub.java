package dev.accountlink.provider;

import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import dev.accountlink.provider.ScopeCatalogue.Report;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * GitHub.com and GitHub Enterprise Server: OAuth 2.0 with an API of its own. GitHub publishes
 * OpenID Connect metadata but issues no ID tokens, so it is never discovered.
 */
public final class GitHub implements ProviderKind {
  /** The one instance. */
  public static final GitHub KIND = new GitHub();

  private static final String COM = "https://github.com";

  /** GHE.com: an enterprise's own sub-domain, with data residency. */
  private static final Pattern CLOUD = Pattern.compile("https://[a-z0-9-]+\\.ghe\\.com");

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");

  // Without User-Agent GitHub answers 403; the version pins the shape of its answers.
  static final Map<String, String> HEADERS =
      Map.of(
          "Accept", "application/vnd.github+json",
          "X-GitHub-Api-Version", "2022-11-28",
          "User-Agent", "accountlink");

  private static final String NO_NARROWER =
      "GitHub has no narrower permission for private repositories.";

  // Never none to sign in: a request without scopes returns every scope ever granted.
  private static final ScopeCatalogue SCOPES =
      ScopeCatalogue.ofSignIn("read:user", "user:email")
          .with(Part.MEMBERSHIPS, Permission.of("read:org"))
          .with(Part.READ_REPOSITORIES, Permission.of("repo").remarking(NO_NARROWER))
          .with(Part.WRITE_REPOSITORIES, Permission.of("repo"))
          .with(Part.PULL_REQUESTS, Permission.of("repo").remarking(NO_NARROWER))
          .with(Part.ISSUES, Permission.of("repo").remarking(NO_NARROWER))
          .with(Part.WIKI, Permission.of("repo").remarking(NO_NARROWER))
          .with(Part.DEPLOY_KEYS, Permission.of("repo"))
          .with(Part.WEBHOOKS, Permission.of("admin:repo_hook"))
          .including(
              "repo",
              "repo:status",
              "repo_deployment",
              "public_repo",
              "repo:invite",
              "security_events",
              "admin:repo_hook")
          .including("admin:repo_hook", "write:repo_hook")
          .including("write:repo_hook", "read:repo_hook")
          .including("admin:org", "write:org")
          .including("write:org", "read:org")
          .including("admin:public_key", "write:public_key")
          .including("write:public_key", "read:public_key")
          .including("user", "read:user", "user:email", "user:follow")
          .including("project", "read:project")
          .including("write:packages", "read:packages")
          .reportedBy(new Report.InAnswer("scope"), new Report.InHeader("X-OAuth-Scopes"));

  /** A page is 100; an honest person is in fewer than 500 organisations. */
  private static final int MAX_PAGES = 5;

  private GitHub() {}

  /** GitHub.com. */
  public static Provider provider(String id, String label, Client client) {
    return Provider.of(id, label, KIND, COM, client);
  }

  /** A GitHub Enterprise Server at an address of its own, or an enterprise at GHE.com. */
  public static Provider provider(String id, String label, String baseUrl, Client client) {
    return Provider.of(id, label, KIND, baseUrl, client);
  }

  @Override
  public String name() {
    return "github";
  }

  @Override
  public Optional<String> usualAddress() {
    return Optional.of(COM);
  }

  @Override
  public Protocol protocol(String baseUrl) {
    String base = Kinds.root(baseUrl);
    return new Protocol.OAuth2(
        base,
        URI.create(base + "/login/oauth/authorize"),
        URI.create(base + "/login/oauth/access_token"),
        api(base),
        ClientAuthentication.POST,
        // Sent by GitHub.com since 2026, not by older Enterprise Servers: checked when it is there.
        Optional.of(base + "/login/oauth"));
  }

  /** A server of one's own has the API below it; in the cloud it stands on a host beside. */
  private static URI api(String base) {
    if (base.equals(COM) || CLOUD.matcher(base).matches()) {
      return URI.create(base.replace("https://", "https://api."));
    }
    return URI.create(base + "/api/v3");
  }

  @Override
  public ScopeCatalogue scopes() {
    return SCOPES;
  }

  /**
   * An OAuth app is granted scopes. A GitHub App has the permissions it is registered with, at the
   * repositories it is installed for; beside its tokens the scope is an empty text.
   */
  @Override
  public boolean isScoped(Secret accessToken) {
    return !accessToken.reveal().startsWith("ghu_");
  }

  @Override
  public Map<String, String> connectParameters() {
    return Map.of("prompt", "select_account");
  }

  @Override
  public boolean showsAccountPicker() {
    return true;
  }

  @Override
  public boolean tellsMemberships() {
    return true;
  }

  @Override
  public CallbackRule callbackRule() {
    return CallbackRule.PREFIX_AND_SUBDOMAIN;
  }

  @Override
  public GitLogin gitLogin() {
    return new GitLogin("x-access-token", "x-access-token");
  }

  /** Tokens of an OAuth app live until they are taken back, or unused for a year. */
  @Override
  public TokenRules tokens(String baseUrl) {
    return new TokenRules(
        Optional.empty(),
        TokenRules.Refresh.NONE,
        new TokenRules.Revocation.GitHubGrant(api(Kinds.root(baseUrl))));
  }

  @Override
  public Optional<RepositoryHosting> repositories() {
    return Optional.of(GitHubRepositories.HOSTING);
  }

  @Override
  public Optional<PersonalTokens> personalTokens() {
    return Optional.of(GitHubTokens.KIND);
  }

  @Override
  public RegistrationForm registrationForm(String baseUrl) {
    return new RegistrationForm(
        Kinds.root(baseUrl) + "/settings/applications/new",
        "Settings > Developer settings > OAuth Apps > New OAuth App; for an organisation,"
            + " https://github.com/organizations/{organization}/settings/applications/new",
        List.of(
            new Field("Application name", Content.NAME),
            new Field("Homepage URL", Content.HOME),
            new Field("Authorization callback URL", Content.CALLBACK),
            new Field("Enable Device Flow", Content.NO_TICK)),
        "Client ID",
        "Client secret",
        "once, after \"Generate a new client secret\"",
        List.of());
  }

  @Override
  public boolean isSubject(String text) {
    return NUMBER.matcher(text).matches();
  }

  @Override
  public ExternalIdentity identity(ProviderApi api) throws ProviderException {
    ProviderAnswer answer = api.get("/user", HEADERS);
    if (!answer.isOk()) {
      throw new ProviderException(
          ProviderException.Code.API_REFUSED,
          "GitHub answered /user with " + answer.status() + ".");
    }
    Claims user = answer.object();
    // An organisation or a bot has an id as well, and must not become a person.
    if (!user.text("type").equals(Optional.of("User"))) {
      throw Kinds.notAPerson("GitHub's /user is not of type User.");
    }
    String subject =
        user.integer("id")
            .filter(NUMBER.asMatchPredicate())
            .orElseThrow(() -> Kinds.notAPerson("GitHub's /user has no numeric id."));
    // The member "email" is what the person shows in public, which proves nothing: not read.
    return new ExternalIdentity(
        new IdentityKey(api.authority(), subject),
        user.text("login"),
        user.text("name"),
        List.of(),
        Pictures.read(user.text("avatar_url")));
  }

  /**
   * Without the scope GitHub answers 404, an App without the permission 403: then there are none.
   */
  @Override
  public ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    return known.withEmails(read(emails(api)));
  }

  private static List<Claims> emails(ProviderApi api) throws ProviderException {
    ProviderAnswer answer = api.get("/user/emails?per_page=100", HEADERS);
    return answer.isOk() ? answer.list() : List.of();
  }

  private static List<EmailAddress> read(List<Claims> entries) {
    List<EmailAddress> emails = new ArrayList<>();
    for (Claims one : entries) {
      Emails.read(one.text("email"), one.isTrue("verified"), one.isTrue("primary"))
          .ifPresent(emails::add);
    }
    return emails;
  }

  /**
   * Who keeps the main address private, or tells none, writes commits under GitHub's own for them:
   * the number is in it, so it stays the person's when the login goes to another.
   */
  @Override
  public List<CommitIdentity> commitIdentities(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    List<Claims> entries = emails(api);
    List<CommitIdentity> proven = CommitIdentity.of(known.withEmails(read(entries)));
    boolean hidden =
        entries.stream()
            .filter(one -> one.isTrue("primary"))
            .anyMatch(one -> one.text("visibility").equals(Optional.of("private")));
    return hidden || proven.isEmpty()
        ? Stream.concat(noReply(api, known).stream(), proven.stream()).distinct().toList()
        : proven;
  }

  private static Optional<CommitIdentity> noReply(ProviderApi api, ExternalIdentity known) {
    String host = "@users.noreply." + URI.create(api.authority()).getHost();
    return known
        .login()
        .flatMap(login -> CommitIdentity.of(known, known.key().subject() + "+" + login + host));
  }

  /**
   * Organisations by their number: a name can be given up and taken by others. Without the scope,
   * or where an organisation hides itself from this application, there are none.
   */
  @Override
  public Set<String> memberships(ProviderApi api) throws ProviderException {
    Set<String> ids = new LinkedHashSet<>();
    for (int page = 1; page <= MAX_PAGES; page++) {
      ProviderAnswer answer =
          api.get("/user/memberships/orgs?state=active&per_page=100&page=" + page, HEADERS);
      List<Claims> memberships = answer.isOk() ? answer.list() : List.of();
      for (Claims one : memberships) {
        if (one.text("state").equals(Optional.of("active"))) {
          one.object("organization").integer("id").ifPresent(ids::add);
        }
      }
      if (memberships.size() < 100) {
        break;
      }
    }
    return ids;
  }
}
