package dev.accountlink.provider;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Google: OpenID Connect with addresses that Google is not always the judge of. A gate on a company
 * looks at the claim {@code hd}: {@code Gate.ClaimEquals("hd", "example.com")}.
 */
public final class Google implements ProviderKind {
  /** The one instance. */
  public static final Google KIND = new Google();

  private static final String COM = "https://accounts.google.com";
  private static final String GMAIL = "@gmail.com";

  // Granted scopes come back under their long names.
  private static final String LONG = "https://www.googleapis.com/auth/userinfo.";

  private static final ScopeCatalogue SCOPES =
      ScopeCatalogue.ofSignIn("openid", "profile", "email")
          .including(LONG + "email", "email")
          .including(LONG + "profile", "profile");

  private Google() {}

  /** Google. */
  public static Provider provider(String id, String label, Client client) {
    return Provider.of(id, label, KIND, COM, client);
  }

  @Override
  public String name() {
    return "google";
  }

  @Override
  public Optional<String> usualAddress() {
    return Optional.of(COM);
  }

  @Override
  public Protocol protocol(String baseUrl) {
    return new Protocol.OpenIdConnect(
        baseUrl,
        URI.create(baseUrl + "/.well-known/openid-configuration"),
        // Old ID tokens leave the scheme out.
        new Issuers.OneOf(Set.of(baseUrl, baseUrl.replaceFirst("^https?://", ""))),
        ClientAuthentication.POST,
        Optional.empty());
  }

  @Override
  public ScopeCatalogue scopes() {
    return SCOPES;
  }

  @Override
  public Map<String, String> connectParameters() {
    return Map.of("prompt", "select_account");
  }

  /** Google gives a token to refresh with only to who consents to it in this very flow. */
  @Override
  public OfflineAccess offlineAccess() {
    return new OfflineAccess(
        Set.of(), Map.of("access_type", "offline", "prompt", "consent select_account"));
  }

  @Override
  public boolean showsAccountPicker() {
    return true;
  }

  /** Refresh tokens are given at the first consent only, and stay. */
  @Override
  public TokenRules tokens(String baseUrl) {
    return TokenRules.of(
        Duration.ofSeconds(3599),
        TokenRules.Refresh.STAYS,
        new TokenRules.Revocation.Discovered(
            URI.create("https://myaccount.google.com/connections")));
  }

  @Override
  public RegistrationForm registrationForm(String baseUrl) {
    return new RegistrationForm(
        "https://console.cloud.google.com/apis/credentials",
        "Google Cloud console > APIs & Services > Credentials > Create credentials > OAuth client"
            + " ID > Web application",
        List.of(
            new Field("Name", Content.NAME),
            new Field("Authorized redirect URIs", Content.CALLBACK)),
        "Client ID",
        "Client secret",
        "once, when the client is made",
        List.of(
            "While the app is in \"Testing\", only the test users listed there can sign in, and"
                + " refresh tokens live for seven days: publish it.",
            "To let in one company only, add a gate on the claim hd; the parameter of that name in"
                + " addresses is a hint and holds nobody off."));
  }

  /** What a new user needs stands in the ID token already. */
  @Override
  public ExternalIdentity identity(ProviderApi api) throws ProviderException {
    Claims token = api.idToken();
    String subject = Kinds.subject(api, text -> true);
    return new ExternalIdentity(
        new IdentityKey(api.authority(), subject),
        token.text("email").map(address -> address.split("@", 2)[0]),
        token.text("name"),
        email(token).stream().toList(),
        Pictures.read(token.text("picture")));
  }

  @Override
  public ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known) {
    return known;
  }

  /**
   * Google is the judge of its own addresses and of those of companies it hosts. Another one was
   * proven once, and may have changed hands since.
   */
  private static Optional<EmailAddress> email(Claims token) {
    boolean judge =
        token.text("hd").isPresent()
            || token.text("email").filter(address -> address.endsWith(GMAIL)).isPresent();
    return Emails.read(token.text("email"), judge && token.isTrue("email_verified"), true);
  }
}
