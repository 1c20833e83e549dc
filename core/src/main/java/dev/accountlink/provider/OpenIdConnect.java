package dev.accountlink.provider;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import java.util.Map;
import java.util.Optional;

/** Any OpenID Connect provider, known by its issuer: Keycloak, Okta, Auth0, Authentik, Dex. */
public final class OpenIdConnect implements ProviderKind {
  /** The one instance. */
  public static final OpenIdConnect KIND = new OpenIdConnect();

  private static final ScopeCatalogue SCOPES =
      ScopeCatalogue.ofSignIn("openid", "profile", "email");

  private OpenIdConnect() {}

  /** The provider of that issuer. */
  public static Provider provider(String id, String label, String issuer, Client client) {
    return Provider.of(id, label, KIND, issuer, client);
  }

  @Override
  public String name() {
    return "openid-connect";
  }

  @Override
  public Protocol protocol(String baseUrl) {
    return Protocol.OpenIdConnect.of(baseUrl);
  }

  @Override
  public ScopeCatalogue scopes() {
    return SCOPES;
  }

  @Override
  public Map<String, String> reauthenticationParameters() {
    return Map.of("prompt", "login", "max_age", "0");
  }

  /** OpenID Connect Core 3.1.2.1: with {@code max_age} the ID token must say {@code auth_time}. */
  @Override
  public boolean tellsAuthTime() {
    return true;
  }

  /** Who it is stands in the ID token, so a returning user costs no further call. */
  @Override
  public ExternalIdentity identity(ProviderApi api) throws ProviderException {
    Claims token = api.idToken();
    String subject = Kinds.subject(api, text -> true);
    return read(new IdentityKey(api.authority(), subject), token);
  }

  /** Many providers put profile and e-mail at the UserInfo endpoint only. */
  @Override
  public ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    return known.login().isPresent() && !known.emails().isEmpty()
        ? known
        : withUserInfo(api, known);
  }

  @Override
  public ExternalIdentity withName(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    return known.login().isPresent() || known.displayName().isPresent()
        ? known
        : withUserInfo(api, known);
  }

  private static ExternalIdentity withUserInfo(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    ExternalIdentity more = read(known.key(), api.userInfo());
    return new ExternalIdentity(
        known.key(),
        known.login().or(more::login),
        known.displayName().or(more::displayName),
        known.emails().isEmpty() ? more.emails() : known.emails(),
        known.picture().or(more::picture));
  }

  private static ExternalIdentity read(IdentityKey key, Claims claims) {
    Optional<EmailAddress> email =
        Emails.read(claims.text("email"), claims.isTrue("email_verified"), true);
    return new ExternalIdentity(
        key,
        claims.text("preferred_username"),
        claims.text("name"),
        email.stream().toList(),
        Pictures.read(claims.text("picture")));
  }
}
