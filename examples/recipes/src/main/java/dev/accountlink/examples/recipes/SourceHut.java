package dev.accountlink.examples.recipes;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.Emails;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderAnswer;
import dev.accountlink.provider.ProviderApi;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderKind;
import dev.accountlink.provider.RegistrationForm;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import dev.accountlink.provider.ScopeCatalogue;
import dev.accountlink.provider.TokenRules;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider that the library does not know: SourceHut, OAuth 2.0 with an API in GraphQL.
 *
 * <p>Its base URL is that of the instance's {@code meta} service. Hold a kind of your own to {@code
 * ProviderKindContract} of the testkit, as the test of this one does.
 */
public final class SourceHut implements ProviderKind {
  /** The one instance. */
  public static final SourceHut KIND = new SourceHut();

  private static final String WHO = "{\"query\":\"{ me { id username canonicalName email } }\"}";

  private SourceHut() {}

  /** The public instance, meta.sr.ht. */
  public static Provider provider(String id, String label, Client client) {
    return provider(id, label, "https://meta.sr.ht", client);
  }

  /** An instance at an address of its own. */
  public static Provider provider(String id, String label, String baseUrl, Client client) {
    return Provider.of(id, label, KIND, baseUrl, client);
  }

  @Override
  public String name() {
    return "sourcehut";
  }

  /** The API stands beside the pages, so the access token has one address to go to. */
  @Override
  public Protocol protocol(String baseUrl) {
    String base = root(baseUrl);
    return new Protocol.OAuth2(
        base,
        URI.create(base + "/oauth2/authorize"),
        URI.create(base + "/oauth2/access-token"),
        URI.create(base),
        ClientAuthentication.POST,
        // Newer instances send it, and then it must be theirs.
        Optional.of(base));
  }

  private static String root(String baseUrl) {
    return baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
  }

  /** SourceHut refuses requests without a scope. */
  @Override
  public ScopeCatalogue scopes() {
    return ScopeCatalogue.ofSignIn("meta.sr.ht/PROFILE:RO");
  }

  /** A client has one callback address, and SourceHut wants it named nowhere else. */
  @Override
  public boolean sendsCallback() {
    return false;
  }

  /** A token lives about a year, and there is no refresh; only people themselves take one back. */
  @Override
  public TokenRules tokens(String baseUrl) {
    return TokenRules.of(
        Duration.ofDays(330),
        TokenRules.Refresh.NONE,
        new TokenRules.Revocation.ByPerson(URI.create(root(baseUrl) + "/oauth2")));
  }

  @Override
  public RegistrationForm registrationForm(String baseUrl) {
    return new RegistrationForm(
        root(baseUrl) + "/oauth2/client-registration",
        "OAuth 2.0 > Register new client",
        List.of(
            new Field("Client name", Content.NAME),
            new Field("Client URL", Content.HOME),
            new Field("Redirection URI", Content.CALLBACK)),
        "Client ID",
        "Client secret",
        "once, after the client is registered",
        List.of("A client has one callback address: register another client for another host."));
  }

  @Override
  public ExternalIdentity identity(ProviderApi api) throws ProviderException {
    ProviderAnswer answer = api.post("/query", Map.of("Accept", "application/json"), WHO);
    // GraphQL tells its errors with status 200.
    if (!answer.isOk() || answer.object().has("errors")) {
      throw new ProviderException(
          ProviderException.Code.API_REFUSED,
          "SourceHut refused to say who this is, with status " + answer.status() + ".");
    }
    Claims me = answer.object().object("data").object("me");
    // The number, never the user name: that can be given up and taken by somebody else.
    String id =
        me.integer("id")
            .filter(number -> !number.startsWith("-") && !number.equals("0"))
            .orElseThrow(
                () ->
                    new ProviderException(
                        ProviderException.Code.NOT_A_PERSON, "SourceHut's user has no number."));
    return new ExternalIdentity(
        new IdentityKey(api.authority(), id),
        me.text("username"),
        Optional.empty(),
        email(me).stream().toList());
  }

  /** SourceHut says nothing of whether an address is proven, so it is not. */
  private static Optional<EmailAddress> email(Claims me) {
    return Emails.read(me.text("email"), false, true);
  }

  /** All there is came with the first answer. */
  @Override
  public ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known) {
    return known;
  }
}
