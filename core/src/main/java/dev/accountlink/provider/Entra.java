package dev.accountlink.provider;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Microsoft Entra: one tenant, all organisations, or personal Microsoft accounts. A person is a
 * tenant and an object id: {@code sub} is another one for each client, and whoever administers a
 * tenant writes e-mail addresses and login names as he likes ("nOAuth").
 */
public final class Entra implements ProviderKind {
  /** The one instance. */
  public static final Entra KIND = new Entra();

  private static final String COM = "https://login.microsoftonline.com";

  /** The tenant in which all personal accounts are. */
  private static final String CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad";

  private static final String GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern ID = Pattern.compile(GUID);
  private static final Pattern PERSON = Pattern.compile(GUID + "/" + GUID);
  private static final Pattern BASE =
      Pattern.compile(
          "(?<cloud>https?://.+)/(?<tenant>organizations|consumers|" + GUID + ")/v2\\.0");

  private static final ScopeCatalogue SCOPES =
      ScopeCatalogue.ofSignIn("openid", "profile", "email");

  private Entra() {}

  /**
   * The people of one tenant.
   *
   * @param tenant its id, as in the portal's overview; not a domain name
   */
  public static Provider tenant(String id, String label, String tenant, Client client) {
    return Provider.of(id, label, KIND, COM + "/" + tenant + "/v2.0", client);
  }

  /** The people of all organisations; without a gate everybody who has a work account. */
  public static Provider organizations(String id, String label, Client client) {
    return tenant(id, label, "organizations", client);
  }

  /** People with a personal Microsoft account. */
  public static Provider consumers(String id, String label, Client client) {
    return tenant(id, label, "consumers", client);
  }

  @Override
  public String name() {
    return "entra";
  }

  /**
   * The address holds the tenant: {@code https://login.microsoftonline.com/{tenant}/v2.0}. The
   * authority is the cloud, so that a link stays when a client is opened to further tenants.
   */
  @Override
  public Protocol protocol(String baseUrl) {
    Matcher parts = BASE.matcher(baseUrl);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "Write the address of Entra as https://login.microsoftonline.com/{tenant}/v2.0, with the"
              + " tenant's id in small letters, organizations or consumers.");
    }
    String cloud = parts.group("cloud");
    return new Protocol.OpenIdConnect(
        cloud,
        URI.create(baseUrl + "/.well-known/openid-configuration"),
        issuers(cloud, parts.group("tenant")),
        ClientAuthentication.POST, // secrets hold characters that the header's encoding changes
        Optional.empty());
  }

  private static Issuers issuers(String cloud, String tenant) {
    return switch (tenant) {
      case "organizations" -> new Issuers.PerTenant(cloud + "/{tenantid}/v2.0", Set.of(CONSUMERS));
      case "consumers" -> new Issuers.OneOf(Set.of(cloud + "/" + CONSUMERS + "/v2.0"));
      default -> new Issuers.OneOf(Set.of(cloud + "/" + tenant + "/v2.0"));
    };
  }

  @Override
  public ScopeCatalogue scopes() {
    return SCOPES;
  }

  @Override
  public Map<String, String> connectParameters() {
    return Map.of("prompt", "select_account");
  }

  @Override
  public boolean showsAccountPicker() {
    return true;
  }

  /** Entra asks, and says when only where {@code auth_time} was added to the token by hand. */
  @Override
  public Map<String, String> reauthenticationParameters() {
    return Map.of("prompt", "login");
  }

  @Override
  public boolean tellsMemberships() {
    return true;
  }

  @Override
  public OfflineAccess offlineAccess() {
    return new OfflineAccess(Set.of(new Scope("offline_access")), Map.of());
  }

  /** Entra says so when a refresh needs the person once more, such as for a second factor. */
  @Override
  public Optional<ProviderException.Code> tokenError(String error) {
    return error.equals("interaction_required")
        ? Optional.of(ProviderException.Code.INVALID_GRANT)
        : Optional.empty();
  }

  @Override
  public TokenRules tokens(String baseUrl) {
    return TokenRules.of(
        Duration.ofMinutes(60),
        TokenRules.Refresh.ROTATES,
        new TokenRules.Revocation.ByPerson(URI.create("https://myapps.microsoft.com")));
  }

  @Override
  public RegistrationForm registrationForm(String baseUrl) {
    return new RegistrationForm(
        "https://entra.microsoft.com",
        "App registrations > New registration; then Certificates & secrets > New client secret",
        List.of(
            new Field("Name", Content.NAME),
            new Field("Redirect URI (platform: Web)", Content.CALLBACK),
            new Field("API permissions", Content.PERMISSIONS)),
        "Application (client) ID",
        "Client secret: the Value, not the Secret ID",
        "once, after it was made",
        List.of(
            "Client secrets run out, after 24 months at the latest: note the day.",
            "A gate on groups needs Token configuration > Add groups claim; a person in more than"
                + " 200 groups shows none.",
            "An e-mail address counts as proven only with the optional claim xms_edov."));
  }

  @Override
  public boolean isSubject(String text) {
    return PERSON.matcher(text).matches();
  }

  @Override
  public ExternalIdentity identity(ProviderApi api) throws ProviderException {
    Claims token = api.idToken();
    Optional<String> tenant = token.text("tid").filter(ID.asMatchPredicate());
    Optional<String> object = token.text("oid").filter(ID.asMatchPredicate());
    if (tenant.isEmpty() || object.isEmpty()) {
      throw Kinds.notAPerson("The ID token names no tenant or no object id.");
    }
    return new ExternalIdentity(
        new IdentityKey(api.authority(), tenant.get() + "/" + object.get()),
        token.text("preferred_username"),
        token.text("name"),
        email(token).stream().toList());
  }

  @Override
  public ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known) {
    return known;
  }

  /** Proven only where Entra says that it has seen the domain's owner. */
  private static Optional<EmailAddress> email(Claims token) {
    boolean proven = token.isTrue("xms_edov") || token.integer("xms_edov").equals(Optional.of("1"));
    return Emails.read(token.text("email"), proven, true);
  }

  /** Groups by their object id. Beyond 200 the token only says that there are many: then none. */
  @Override
  public Set<String> memberships(ProviderApi api) {
    return api.idToken().texts("groups");
  }
}
