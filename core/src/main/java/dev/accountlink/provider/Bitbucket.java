package dev.accountlink.provider;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Bitbucket Cloud: OAuth 2.0 with an API of its own. What a token may do is ticked where the client
 * is registered, not asked for.
 */
public final class Bitbucket implements ProviderKind {
  /** The one instance. */
  public static final Bitbucket KIND = new Bitbucket();

  private static final String ORG = "https://bitbucket.org";

  private static final Map<String, String> HEADERS = Map.of("Accept", "application/json");

  /** With its braces, as every answer writes it. */
  private static final Pattern UUID =
      Pattern.compile("\\{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}");

  /** As many as of every API: a page is one call more (F04). */
  private static final int MAX_PAGES = 5;

  private Bitbucket() {}

  /** Bitbucket.org. */
  public static Provider provider(String id, String label, Client client) {
    return Provider.of(id, label, KIND, ORG, client);
  }

  @Override
  public String name() {
    return "bitbucket";
  }

  @Override
  public Optional<String> usualAddress() {
    return Optional.of(ORG);
  }

  @Override
  public Protocol protocol(String baseUrl) {
    String base = Kinds.root(baseUrl);
    return new Protocol.OAuth2(
        base,
        URI.create(base + "/site/oauth2/authorize"),
        URI.create(base + "/site/oauth2/access_token"),
        api(base),
        // The documented way; to another one it answers with a page of HTML.
        ClientAuthentication.BASIC,
        Optional.empty());
  }

  /** On a host beside; a fake has it below its own address. */
  private static URI api(String base) {
    return URI.create((base.equals(ORG) ? "https://api.bitbucket.org" : base) + "/2.0");
  }

  @Override
  public ScopeCatalogue scopes() {
    return BitbucketScopes.CATALOGUE;
  }

  @Override
  public boolean tellsMemberships() {
    return true;
  }

  @Override
  public CallbackRule callbackRule() {
    return CallbackRule.PREFIX;
  }

  /** The second one goes with API tokens, which took the place of app passwords. */
  @Override
  public GitLogin gitLogin() {
    return new GitLogin("x-token-auth", "x-bitbucket-api-token-auth");
  }

  /** No document says whether a refresh token changes, or how a token could be taken back. */
  @Override
  public TokenRules tokens(String baseUrl) {
    return TokenRules.of(
        Duration.ofHours(2),
        TokenRules.Refresh.UNKNOWN,
        new TokenRules.Revocation.ByPerson(
            URI.create("https://bitbucket.org/account/settings/app-authorizations/")));
  }

  @Override
  public Optional<RepositoryHosting> repositories() {
    return Optional.of(BitbucketRepositories.HOSTING);
  }

  @Override
  public Optional<PersonalTokens> personalTokens() {
    return Optional.of(BitbucketTokens.KIND);
  }

  @Override
  public RegistrationForm registrationForm(String baseUrl) {
    return new RegistrationForm(
        "https://bitbucket.org/{workspace}/workspace/settings/oauth-consumers/new",
        "the workspace > Settings (cog) > Workspace settings > Apps and features > OAuth consumers"
            + " > Add consumer",
        List.of(
            new Field("Name", Content.NAME),
            new Field("Callback URL", Content.CALLBACK),
            new Field("URL", Content.HOME),
            // It lets the client act for the workspace without any person, which nothing here does.
            new Field("This is a private consumer", Content.NO_TICK),
            new Field("Permissions", Content.PERMISSIONS)),
        "Key",
        "Secret",
        "at any time, by clicking the consumer's name in the list of OAuth consumers",
        List.of(
            "Without \"Account: Read\" nobody can sign in; without \"Account: Email\" nobody has an"
                + " e-mail address."));
  }

  @Override
  public boolean isSubject(String text) {
    return UUID.matcher(text).matches();
  }

  @Override
  public ExternalIdentity identity(ProviderApi api) throws ProviderException {
    ProviderAnswer answer = api.get("/user", HEADERS);
    if (!answer.isOk()) {
      throw new ProviderException(
          ProviderException.Code.API_REFUSED,
          "Bitbucket answered /user with "
              + answer.status()
              + (answer.status() == 403 ? ": tick \"Account: Read\" on the consumer." : "."));
    }
    Claims user = answer.object();
    // A token that a workspace got for itself is of type "team" or "workspace".
    if (!user.text("type").equals(Optional.of("user"))) {
      throw notAPerson("is not of type user");
    }
    if (!user.text("account_status").equals(Optional.of("active"))) {
      throw notAPerson("is not active");
    }
    String subject =
        user.text("uuid")
            .filter(UUID.asMatchPredicate())
            .orElseThrow(() -> notAPerson("has no uuid"));
    return new ExternalIdentity(
        new IdentityKey(api.authority(), subject),
        // Newer identities may be without a user name.
        user.text("username").or(() -> user.text("nickname")),
        user.text("display_name"),
        List.of(),
        Pictures.read(user.object("links").object("avatar").text("href")));
  }

  private static ProviderException notAPerson(String what) {
    return Kinds.notAPerson("Bitbucket's /user " + what + ".");
  }

  /** Only the confirmed main address counts as proven. Without the scope there are none. */
  @Override
  public ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    List<EmailAddress> emails = new ArrayList<>();
    for (Claims one : all(api, "/user/emails")) {
      boolean primary = one.isTrue("is_primary");
      Emails.read(one.text("email"), primary && one.isTrue("is_confirmed"), primary)
          .ifPresent(emails::add);
    }
    return known.withEmails(emails);
  }

  /** Workspaces by their uuid: a name in addresses can be given up and taken by others. */
  @Override
  public Set<String> memberships(ProviderApi api) throws ProviderException {
    Set<String> ids = new LinkedHashSet<>();
    for (Claims one : all(api, "/user/workspaces")) {
      one.object("workspace").text("uuid").filter(UUID.asMatchPredicate()).ifPresent(ids::add);
    }
    return ids;
  }

  /** The entries of all pages; where Bitbucket refuses to tell them, none. */
  private static List<Claims> all(ProviderApi api, String path) throws ProviderException {
    List<Claims> entries = new ArrayList<>();
    Optional<String> next = Optional.of(path + "?pagelen=100");
    for (int page = 1; page <= MAX_PAGES && next.isPresent(); page++) {
      ProviderAnswer answer = api.get(next.get(), HEADERS);
      entries.addAll(answer.object().objects("values"));
      next = answer.object().text("next").flatMap(address -> below(api, address));
    }
    return entries;
  }

  /** The path of a next page; an address that is not the API's own is not followed. */
  private static Optional<String> below(ProviderApi api, String address) {
    String root = api(api.authority()).toString();
    return address.startsWith(root + "/")
        ? Optional.of(address.substring(root.length()))
        : Optional.empty();
  }
}
