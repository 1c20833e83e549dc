package dev.accountlink.provider;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Bitbucket Data Center and Server from 7.20: OAuth 2.0 by an incoming application link. It has no
 * address that says who somebody is: a header names the user, and the directory knows the number.
 */
public final class BitbucketDataCenter implements ProviderKind {
  /** The one instance. */
  public static final BitbucketDataCenter KIND = new BitbucketDataCenter();

  private static final Map<String, String> HEADERS = Map.of("Accept", "application/json");

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");

  /** What stands in the address of a user's page; mostly the name in small letters. */
  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  /** Of the people whose name, display name or address holds the name. */
  private static final int MAX_PAGES = 3;

  private static final ScopeCatalogue SCOPES =
      ScopeCatalogue.ofSignIn()
          .with(
              Part.SIGN_IN,
              Permission.of("PUBLIC_REPOS")
                  .remarking("Every link has it; there is no tick for it."))
          .with(Part.READ_REPOSITORIES, Permission.of("REPO_READ", "Repositories: Read"))
          .with(Part.WRITE_REPOSITORIES, Permission.of("REPO_WRITE", "Repositories: Write"))
          .with(Part.PULL_REQUESTS, Permission.of("REPO_READ", "Repositories: Read"))
          .with(Part.DEPLOY_KEYS, Permission.of("REPO_ADMIN", "Repositories: Admin"))
          .with(Part.WEBHOOKS, Permission.of("REPO_ADMIN", "Repositories: Admin"))
          .including("REPO_READ", "PUBLIC_REPOS")
          .including("REPO_WRITE", "REPO_READ")
          .including("REPO_ADMIN", "REPO_WRITE")
          .including("PROJECT_ADMIN", "REPO_ADMIN");

  private BitbucketDataCenter() {}

  /** The server at an address of its own. */
  public static Provider provider(String id, String label, String baseUrl, Client client) {
    return Provider.of(id, label, KIND, baseUrl, client);
  }

  @Override
  public String name() {
    return "bitbucket-data-center";
  }

  @Override
  public Protocol protocol(String baseUrl) {
    String base = Kinds.root(baseUrl);
    return new Protocol.OAuth2(
        base,
        URI.create(base + "/rest/oauth2/latest/authorize"),
        URI.create(base + "/rest/oauth2/latest/token"),
        URI.create(base + "/rest/api/latest"),
        ClientAuthentication.POST,
        Optional.empty());
  }

  @Override
  public ScopeCatalogue scopes() {
    return SCOPES;
  }

  /** Nobody is asked to prove an address, but at many servers staff has entered it. */
  @Override
  public boolean readsDirectory() {
    return true;
  }

  /** Git takes any name beside a token; this one is documented for access tokens. */
  @Override
  public GitLogin gitLogin() {
    return new GitLogin("x-token-auth", "x-token-auth");
  }

  /** An administrator can change the lifetime; nothing takes a token back but the person. */
  @Override
  public TokenRules tokens(String baseUrl) {
    return TokenRules.of(
        Duration.ofHours(1),
        TokenRules.Refresh.UNKNOWN,
        new TokenRules.Revocation.ByPerson(URI.create(Kinds.root(baseUrl) + "/account")));
  }

  @Override
  public Optional<RepositoryHosting> repositories() {
    return Optional.of(BitbucketDataCenterRepositories.HOSTING);
  }

  @Override
  public Optional<PersonalTokens> personalTokens() {
    return Optional.of(BitbucketDataCenterTokens.KIND);
  }

  @Override
  public RegistrationForm registrationForm(String baseUrl) {
    return new RegistrationForm(
        Kinds.root(baseUrl) + "/plugins/servlet/applinks/listApplicationLinks",
        "Administration > Applications > Application links > Create link > External application,"
            + " direction Incoming",
        List.of(
            new Field("Name", Content.NAME),
            new Field("Redirect URL", Content.CALLBACK),
            new Field("Application permissions", Content.PERMISSIONS)),
        "Client ID",
        "Client secret",
        "after saving, and later at the link's page",
        List.of(
            "Bitbucket older than 7.20 has no incoming links of this sort: update it first.",
            "Bitbucket wants https in its own base URL and in the redirect URL.",
            "Bitbucket never asks people to confirm their e-mail address, so none counts as proven."
                + " Where only staff can change it, EmailTrust.Directory lets it count."));
  }

  @Override
  public boolean isSubject(String text) {
    return NUMBER.matcher(text).matches();
  }

  /**
   * An address of the API that anybody may ask names the user of the token in a header; the
   * directory then tells who has exactly that name.
   */
  @Override
  public ExternalIdentity identity(ProviderApi api) throws ProviderException {
    ProviderAnswer anything = api.get("/application-properties", HEADERS);
    String name =
        anything
            .header("X-AUSERNAME")
            .filter(header -> anything.isOk())
            .flatMap(BitbucketDataCenter::decoded)
            // With a token that is not good Bitbucket answers as to a stranger, without an error.
            .orElseThrow(
                () ->
                    new ProviderException(
                        ProviderException.Code.API_REFUSED,
                        "Bitbucket takes the access token for nobody's ("
                            + anything.status()
                            + ", no X-AUSERNAME)."));
    Claims user = named(name, api).orElseThrow(() -> notAPerson("is not in its directory"));
    if (!user.text("type").equals(Optional.of("NORMAL"))) {
      throw notAPerson("is not of type NORMAL");
    }
    if (!user.isTrue("active")) {
      throw notAPerson("is not active");
    }
    String subject =
        user.integer("id")
            .filter(NUMBER.asMatchPredicate())
            .orElseThrow(() -> notAPerson("has no number"));
    if (anything.header("X-AUSERID").filter(id -> !id.equals(subject)).isPresent()) {
      throw notAPerson("is another one than the token's");
    }
    // The directory's word: nobody was asked to prove it.
    Optional<EmailAddress> email = Emails.read(user.text("emailAddress"), false, true);
    return new ExternalIdentity(
        new IdentityKey(api.authority(), subject),
        user.text("name"),
        user.text("displayName"),
        email.stream().toList(),
        Pictures.read(user.text("avatarUrl"), api.authority()));
  }

  private static Optional<String> decoded(String header) {
    try {
      return Optional.of(URLDecoder.decode(header, StandardCharsets.UTF_8))
          .filter(name -> !name.isBlank());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whoever has this name, to the letter: the filter finds all who have it in their own. */
  private static Optional<Claims> named(String name, ProviderApi api) throws ProviderException {
    String filter =
        "/users?filter="
            + URLEncoder.encode(name, StandardCharsets.UTF_8)
            + "&limit=100&avatarSize=64&start=";
    Optional<String> start = Optional.of("0");
    for (int page = 1; page <= MAX_PAGES && start.isPresent(); page++) {
      ProviderAnswer answer = api.get(filter + start.get(), HEADERS);
      if (!answer.isOk()) {
        throw new ProviderException(
            ProviderException.Code.API_REFUSED,
            "Bitbucket answered /users with "
                + answer.status()
                + ": the user may have no licence for it.");
      }
      Optional<Claims> found =
          answer.object().objects("values").stream().filter(one -> has(name, one)).findFirst();
      if (found.isPresent()) {
        return found;
      }
      start =
          answer.object().isTrue("isLastPage")
              ? Optional.empty()
              : answer.object().integer("nextPageStart");
    }
    // A short name is in a thousand others: then by the page's address, which mostly is the name.
    String slug = name.toLowerCase(Locale.ROOT);
    return start.isPresent() && SLUG.matcher(slug).matches()
        ? Optional.of(api.get("/users/" + slug + "?avatarSize=64", HEADERS).object())
            .filter(one -> has(name, one))
        : Optional.empty();
  }

  private static boolean has(String name, Claims user) {
    return user.text("name").equals(Optional.of(name));
  }

  private static ProviderException notAPerson(String what) {
    return Kinds.notAPerson("The user of Bitbucket's access token " + what + ".");
  }

  /** The directory told everything at once. */
  @Override
  public ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known) {
    return known;
  }
}
