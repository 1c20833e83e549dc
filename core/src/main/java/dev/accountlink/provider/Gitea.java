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
 * Gitea, Forgejo and Codeberg: OpenID Connect, and an API that knows which e-mail addresses are
 * proven.
 */
public final class Gitea implements ProviderKind {
  /** The one instance. */
  public static final Gitea KIND = new Gitea();

  private static final String CODEBERG = "https://codeberg.org";

  private static final Map<String, String> HEADERS = Map.of("Accept", "application/json");

  /** The number of a user. Ghosts and the runner of actions have negative ones. */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");

  private static final int PAGE = 50;

  /** As many as of every API: a page is one call more (F04). */
  private static final int MAX_PAGES = 5;

  private Gitea() {}

  /** A Gitea or Forgejo at an address of its own. */
  public static Provider provider(String id, String label, String baseUrl, Client client) {
    return Provider.of(id, label, KIND, baseUrl, client);
  }

  /** Codeberg, which is a Forgejo. */
  public static Provider codeberg(String id, String label, Client client) {
    return Provider.of(id, label, KIND, CODEBERG, client);
  }

  @Override
  public String name() {
    return "gitea";
  }

  @Override
  public Protocol protocol(String baseUrl) {
    String base = Kinds.root(baseUrl);
    return new Protocol.OpenIdConnect(
        base,
        URI.create(base + "/.well-known/openid-configuration"),
        // With the slash from older ones, without it from newer: an update changes the spelling.
        new Issuers.OneOf(Set.of(base, base + "/")),
        // Gitea does not decode what stands in a Basic header.
        ClientAuthentication.POST,
        Optional.of(URI.create(base + "/api/v1")));
  }

  @Override
  public ScopeCatalogue scopes() {
    return GiteaScopes.CATALOGUE;
  }

  @Override
  public boolean tellsMemberships() {
    return true;
  }

  /** Gitea calls nearly everything {@code unauthorized_client}; its description says what it is. */
  @Override
  public Optional<ProviderException.Code> tokenError(String error, String description) {
    if (!error.equals("unauthorized_client")) {
      return Optional.empty();
    }
    if (description.endsWith("client secret")) {
      return Optional.of(ProviderException.Code.INVALID_CLIENT);
    }
    return Optional.of(
        description.equals("unexpected redirect URI")
            ? ProviderException.Code.REDIRECT_MISMATCH
            : ProviderException.Code.INVALID_GRANT);
  }

  /** Gitea keeps a refresh token, Forgejo gives a new one, and both can be told otherwise. */
  @Override
  public TokenRules tokens(String baseUrl) {
    return TokenRules.of(
        Duration.ofHours(1),
        TokenRules.Refresh.UNKNOWN,
        new TokenRules.Revocation.ByPerson(URI.create(applications(baseUrl))));
  }

  private static String applications(String baseUrl) {
    return Kinds.root(baseUrl) + "/user/settings/applications";
  }

  @Override
  public Optional<RepositoryHosting> repositories() {
    return Optional.of(GiteaRepositories.HOSTING);
  }

  @Override
  public Optional<PersonalTokens> personalTokens() {
    return Optional.of(GiteaTokens.KIND);
  }

  @Override
  public RegistrationForm registrationForm(String baseUrl) {
    return new RegistrationForm(
        applications(baseUrl),
        "Settings > Applications > Manage OAuth2 Applications; for an organisation, its Settings >"
            + " Applications; for the whole site, Site Administration >"
            + " Applications",
        List.of(
            new Field("Application Name", Content.NAME),
            new Field("Redirect URIs", Content.CALLBACK),
            new Field("Confidential Client", Content.TICK)),
        "Client ID",
        "Client Secret",
        "once, when the application is created; later \"Regenerate Secret\" gives another",
        List.of(
            "Register two applications, one for signing in and one for imports: a person's first"
                + " consent decides what an application gets from then on, without a word when more"
                + " is asked for later.",
            "Who has consented to the wrong permissions revokes them under Settings > Applications"
                + " > Authorized OAuth2 Applications, and starts again.",
            "A token for signing in can do everything on Gitea before 1.23, and on Forgejo unless"
                + " ENABLE_ADDITIONAL_GRANT_SCOPES is set to true in the section [oauth2] of"
                + " app.ini.",
            "Leave JWT_SIGNING_ALGORITHM in the section [oauth2] of app.ini at RS256, which is its"
                + " default: ID tokens signed with a shared secret (HS256) are refused.",
            "Write one callback address per line; each is compared exactly."));
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
    IdentityKey key = new IdentityKey(api.authority(), subject);
    // It means that the user is active, and is left out for one who is not, or where the scope
    // "email" was not granted: then the API has the last word.
    if (!token.isTrue("email_verified")) {
      requireActive(api, key);
    }
    // It proves no address: this one is a hint until the API tells which are proven.
    Optional<EmailAddress> hint = Emails.read(token.text("email"), false, true);
    return new ExternalIdentity(
        key, token.text("preferred_username"), token.text("name"), hint.stream().toList());
  }

  private static void requireActive(ProviderApi api, IdentityKey key) throws ProviderException {
    Claims user = api.get("/user", HEADERS).object();
    if (!user.isTrue("active")) {
      throw Kinds.notAPerson("Neither the ID token nor the API says that the user is active.");
    }
    requireUsable(user, key);
  }

  private static void requireUsable(Claims user, IdentityKey key) throws ProviderException {
    if (!user.integer("id").equals(Optional.of(key.subject()))) {
      throw Kinds.notAPerson("The API's /user is another one than the ID token's.");
    }
    if (user.isTrue("prohibit_login") || (user.has("active") && !user.isTrue("active"))) {
      throw Kinds.notAPerson("The user is not active or may not sign in.");
    }
  }

  /** A consent from before may be without {@code profile}; UserInfo tells the login always. */
  @Override
  public ExternalIdentity withName(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    if (known.login().isPresent() || known.displayName().isPresent()) {
      return known;
    }
    Claims more = api.userInfo();
    return new ExternalIdentity(
        known.key(), more.text("preferred_username"), more.text("name"), known.emails());
  }

  @Override
  public ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    ProviderAnswer answer = api.get("/user", HEADERS);
    if (!answer.isOk()) {
      throw new ProviderException(
          ProviderException.Code.API_REFUSED,
          "Gitea answered /user with "
              + answer.status()
              + ": the user may not sign in, or once consented without read:user.");
    }
    Claims user = answer.object();
    requireUsable(user, known.key());
    return new ExternalIdentity(
        known.key(),
        user.text("login").or(known::login),
        user.text("full_name").or(known::displayName),
        emails(api, known),
        Pictures.read(user.text("avatar_url")));
  }

  /** UserInfo's address is with no word whether it is proven; the API's list has one. */
  private static List<EmailAddress> emails(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    ProviderAnswer answer = api.get("/user/emails", HEADERS);
    List<EmailAddress> emails = new ArrayList<>();
    for (Claims one : answer.isOk() ? answer.list() : List.<Claims>of()) {
      Emails.read(one.text("email"), one.isTrue("verified"), one.isTrue("primary"))
          .ifPresent(emails::add);
    }
    return emails.isEmpty() ? known.emails() : emails;
  }

  /**
   * Organisations by their number: a name can be given up and taken by others, and the claim {@code
   * groups} has only names. Without the scope there are none.
   */
  @Override
  public Set<String> memberships(ProviderApi api) throws ProviderException {
    Set<String> ids = new LinkedHashSet<>();
    for (int page = 1; page <= MAX_PAGES; page++) {
      ProviderAnswer answer = api.get("/user/orgs?limit=" + PAGE + "&page=" + page, HEADERS);
      List<Claims> organizations = answer.isOk() ? answer.list() : List.of();
      organizations.forEach(one -> one.integer("id").ifPresent(ids::add));
      // A short page need not be the last: an administrator may allow fewer than were asked for.
      boolean more =
          answer.header("Link").filter(link -> link.contains("rel=\"next\"")).isPresent();
      if (organizations.isEmpty() || !(more || organizations.size() == PAGE)) {
        break;
      }
    }
    return ids;
  }
}
