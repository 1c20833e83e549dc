package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The API half of the fake GitLab, under {@code /api/v4}: {@code /user}, {@code /user/emails} and
 * {@code /groups}.
 */
final class GitLabApi {
  private static final String GROUPS = "/api/v4/groups";
  private static final String CONFIRMED = "2015-03-02T16:53:58.370Z";
  private final FakeGitLab forge;

  GitLabApi(FakeGitLab forge) {
    this.forge = forge;
  }

  void open() {
    List<String> user = List.of("api", "read_api", "read_user");
    route(Endpoint.USER, "/api/v4/user", user, (http, person) -> Reply.json(200, user(person)));
    route(Endpoint.EMAILS, "/api/v4/user/emails", user, (http, person) -> emails(person));
    route(Endpoint.MEMBERSHIPS, GROUPS, List.of("api", "read_api"), this::groups);
    forge.server.route(
        Endpoint.PERSONAL_TOKEN, forge.path("/api/v4/personal_access_tokens/self"), this::self);
  }

  /** Of whatever scopes the token is, it may ask this of itself; taking it back wants more. */
  private Reply self(RecordedRequest http) {
    Optional<FakePersonalTokens.Made> token = forge.personalTokens().of(http);
    if (token.isEmpty()) {
      return Reply.json(401, Map.of("message", "401 Unauthorized"));
    }
    if (forge.person(token.get().subject()).filter(Person::suspended).isPresent()) {
      return Reply.json(403, Map.of("message", "403 Forbidden - Your account has been blocked."));
    }
    if (http.method().equals("DELETE")) {
      forge.personalTokens().end(token.get().text());
      return Reply.of(204, Map.of(), "");
    }
    Map<String, @Nullable Object> self = new LinkedHashMap<>();
    self.put("id", 4);
    self.put("name", "for imports");
    self.put("revoked", false);
    self.put("created_at", "2026-01-02T03:04:05.678Z");
    self.put("scopes", List.copyOf(token.get().scopes()));
    self.put("user_id", Long.valueOf(token.get().subject()));
    self.put("last_used_at", null);
    self.put("active", true);
    self.put(
        "expires_at",
        token
            .get()
            .until()
            .map(end -> end.atOffset(ZoneOffset.UTC).toLocalDate().toString())
            .orElse(null));
    return Reply.json(200, self);
  }

  private interface Page {
    Reply of(RecordedRequest http, Person person);
  }

  private void route(Endpoint endpoint, String path, List<String> sufficient, Page page) {
    forge.server.route(
        endpoint,
        forge.path(path),
        http ->
            guarded(http, sufficient, page)
                .with("RateLimit-Limit", "2000")
                .with("RateLimit-Observed", "1")
                .with("RateLimit-Remaining", "1999"));
  }

  private Reply guarded(RecordedRequest http, List<String> sufficient, Page page) {
    if (http.bearerToken().isEmpty() && http.header("private-token").isEmpty()) {
      return Reply.json(401, Map.of("message", "401 Unauthorized"));
    }
    Optional<Grant> grant = forge.grant(http);
    Optional<Person> person = grant.flatMap(found -> forge.person(found.subject()));
    if (grant.isEmpty() || person.isEmpty()) {
      return Reply.json(
          401,
          Map.of(
              "error",
              "invalid_token",
              "error_description",
              http.bearerToken().filter(forge.grants::hasRunOut).isPresent()
                  ? "Token is expired. You can either do re-authorization or token refresh."
                  : "Token was revoked. You have to re-authorize from the user."));
    }
    if (person.get().suspended()) {
      return Reply.json(403, Map.of("message", "403 Forbidden - Your account has been blocked."));
    }
    if (!GitLabScopes.opens(grant.get().scopes(), sufficient)) {
      return Reply.json(
          403,
          Map.of(
              "error",
              "insufficient_scope",
              "error_description",
              "The request requires higher privileges than provided by the access token.",
              "scope",
              String.join(" ", sufficient)));
    }
    return page.of(http, person.get());
  }

  private Map<String, @Nullable Object> user(Person person) {
    String host = URI.create(forge.baseUrl()).getHost();
    Optional<PersonEmail> primary = person.primaryEmail();
    Map<String, @Nullable Object> user = new LinkedHashMap<>();
    user.put("id", Long.valueOf(person.subject()));
    user.put("username", person.login());
    user.put("name", person.displayName());
    user.put("state", "active");
    user.put("locked", false);
    user.put("avatar_url", person.picture());
    user.put("web_url", forge.url("/" + FormCodec.encode(person.login())));
    user.put("created_at", "2015-03-02T16:53:58.885Z");
    user.put(
        "public_email", primary.filter(GitLabApi::isPublic).map(PersonEmail::address).orElse(""));
    user.put(
        "confirmed_at", primary.filter(PersonEmail::verified).map(email -> CONFIRMED).orElse(null));
    user.put("email", primary.map(PersonEmail::address).orElse(""));
    user.put("commit_email", person.subject() + "-" + person.login() + "@users.noreply." + host);
    user.put("two_factor_enabled", true);
    user.put("external", false);
    user.put("identities", List.of());
    user.put("can_create_group", true);
    user.put("can_create_project", true);
    user.put("bot", person.bot());
    return user;
  }

  private static boolean isPublic(PersonEmail email) {
    return email.visibility().filter("public"::equals).isPresent();
  }

  /** All but the main one. */
  private static Reply emails(Person person) {
    return Reply.jsonArray(
        person.emails().stream().filter(email -> !email.primary()).map(GitLabApi::email).toList());
  }

  private static Map<String, @Nullable Object> email(PersonEmail email) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("id", 1 + Math.floorMod(email.address().hashCode(), 10_000));
    entry.put("email", email.address());
    entry.put("confirmed_at", email.verified() ? CONFIRMED : null);
    return entry;
  }

  /** Without {@code min_access_level} everybody sees all groups here, which are public. */
  private Reply groups(RecordedRequest http, Person person) {
    boolean own = http.queryParam("min_access_level").isPresent();
    List<Person> shown = own ? List.of(person) : forge.people();
    boolean byNumber = http.queryParam("order_by").equals(Optional.of("id"));
    List<Map<String, @Nullable Object>> all =
        shown.stream()
            .flatMap(one -> one.groups().stream())
            .filter(group -> group.active() || !own)
            .distinct()
            .sorted(
                byNumber
                    ? Comparator.comparing(group -> Long.valueOf(group.id()))
                    : Comparator.comparing(PersonGroup::name))
            .map(this::group)
            .toList();
    ApiPage<Map<String, @Nullable Object>> page = ApiPage.of(http, all, 20);
    String query =
        http.query().entrySet().stream()
            .filter(entry -> !entry.getKey().equals("page") && !entry.getKey().equals("per_page"))
            .map(entry -> entry.getKey() + "=" + FormCodec.encode(entry.getValue().get(0)) + "&")
            .collect(Collectors.joining());
    String address = forge.url(GROUPS) + "?" + query;
    return Reply.jsonArray(page.entries())
        .with("X-Page", String.valueOf(page.number()))
        .with("X-Per-Page", String.valueOf(page.size()))
        .with("X-Next-Page", page.isLast() ? "" : String.valueOf(page.number() + 1))
        .with("X-Total", String.valueOf(all.size()))
        .with("X-Total-Pages", String.valueOf(page.last()))
        .with(
            "Link",
            (page.isLast() ? "" : page.link(address, page.number() + 1, "next") + ", ")
                + page.link(address, 1, "first")
                + ", "
                + page.link(address, page.last(), "last"));
  }

  private Map<String, @Nullable Object> group(PersonGroup group) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("id", Long.valueOf(group.id()));
    entry.put("name", group.name());
    entry.put("path", group.name().replaceFirst(".*/", ""));
    entry.put("description", "");
    entry.put("visibility", "public");
    entry.put("avatar_url", null);
    entry.put("web_url", forge.url("/groups/" + FormCodec.encode(group.name())));
    entry.put("full_name", group.name());
    entry.put("full_path", group.name());
    entry.put("parent_id", null);
    return entry;
  }
}
