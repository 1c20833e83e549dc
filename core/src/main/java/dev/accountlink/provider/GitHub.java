package dev.accountlink.provider;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Scope;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * GitHub.com and GitHub Enterprise Server: OAuth 2.0 with an API of its own. GitHub publishes
 * OpenID Connect metadata but issues no ID tokens, so it is never discovered.
 */
public final class GitHub implements ProviderKind {
  /** The one instance. */
  public static final GitHub KIND = new GitHub();

  private static final String COM = "https://github.com";

  // Without User-Agent GitHub answers 403; the version pins the shape of its answers.
  private static final Map<String, String> HEADERS =
      Map.of(
          "Accept", "application/vnd.github+json",
          "X-GitHub-Api-Version", "2022-11-28",
          "User-Agent", "accountlink");

  /** A page is 100; nobody's membership is decided by the thousandth organisation. */
  private static final int MAX_PAGES = 10;

  private GitHub() {}

  /** GitHub.com. */
  public static Provider provider(String id, String label, Client client) {
    return Provider.of(id, label, KIND, COM, client);
  }

  /** A GitHub Enterprise Server at an address of its own. */
  public static Provider provider(String id, String label, String baseUrl, Client client) {
    return Provider.of(id, label, KIND, baseUrl, client);
  }

  @Override
  public String name() {
    return "github";
  }

  @Override
  public Protocol protocol(String baseUrl) {
    String base = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    return new Protocol.OAuth2(
        base,
        URI.create(base + "/login/oauth/authorize"),
        URI.create(base + "/login/oauth/access_token"),
        URI.create(base.equals(COM) ? "https://api.github.com" : base + "/api/v3"),
        ClientAuthentication.POST,
        // Sent by GitHub.com since 2026, not by older Enterprise Servers: checked when it is there.
        Optional.of(base + "/login/oauth"));
  }

  /** Never none: a request without scopes returns every scope the person ever granted. */
  @Override
  public Set<Scope> signInScopes() {
    Set<Scope> scopes = new LinkedHashSet<>();
    scopes.add(new Scope("read:user"));
    scopes.add(new Scope("user:email"));
    return scopes;
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
  public Set<Scope> membershipScopes() {
    return Set.of(new Scope("read:org"));
  }

  @Override
  public CallbackRule callbackRule() {
    return CallbackRule.PREFIX_AND_SUBDOMAIN;
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
      throw new ProviderException(
          ProviderException.Code.NOT_A_PERSON, "GitHub's /user is not of type User.");
    }
    String subject =
        user.integer("id")
            .filter(id -> !id.startsWith("-") && !id.equals("0"))
            .orElseThrow(
                () ->
                    new ProviderException(
                        ProviderException.Code.NOT_A_PERSON, "GitHub's /user has no numeric id."));
    // The member "email" is what the person shows in public, which proves nothing: not read.
    return new ExternalIdentity(
        new IdentityKey(api.authority(), subject),
        user.text("login"),
        user.text("name"),
        List.of());
  }

  /**
   * Without the scope GitHub answers 404, an App without the permission 403: then there are none.
   */
  @Override
  public ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    ProviderAnswer answer = api.get("/user/emails?per_page=100", HEADERS);
    List<EmailAddress> emails = new ArrayList<>();
    for (Claims one : answer.isOk() ? answer.list() : List.<Claims>of()) {
      Emails.read(one.text("email"), one.isTrue("verified"), one.isTrue("primary"))
          .ifPresent(emails::add);
    }
    return known.withEmails(emails);
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
