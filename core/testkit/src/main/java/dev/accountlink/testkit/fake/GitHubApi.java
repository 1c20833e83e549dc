package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The REST half of the fake GitHub, under {@code /api/v3}: {@code /user}, {@code /user/emails} and
 * {@code /user/memberships/orgs}.
 */
final class GitHubApi {
  private static final String USER = "/api/v3/user";
  private static final String EMAILS = "/api/v3/user/emails";
  private static final String MEMBERSHIPS = "/api/v3/user/memberships/orgs";

  private static final DateTimeFormatter END =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final FakeGitHub forge;

  GitHubApi(FakeGitHub forge) {
    this.forge = forge;
  }

  void open() {
    forge.server.route(Endpoint.USER, forge.path(USER), http -> guarded(http, this::user));
    forge.server.route(
        Endpoint.EMAILS,
        forge.path(EMAILS),
        http -> guarded(http, (grant, person) -> emails(http, grant, person)));
    forge.server.route(
        Endpoint.MEMBERSHIPS,
        forge.path(MEMBERSHIPS),
        http -> guarded(http, (grant, person) -> memberships(http, grant, person)));
  }

  private Reply guarded(RecordedRequest http, BiFunction<Grant, Person, Reply> answer) {
    if (http.header("user-agent").orElse("").isBlank()) {
      return Reply.of(
          403,
          "text/html",
          "Request forbidden by administrative rules. Please make sure your request has a"
              + " User-Agent header.");
    }
    Optional<Grant> grant = forge.grant(http);
    Optional<Person> person =
        grant.flatMap(found -> forge.person(found.subject())).filter(found -> !found.suspended());
    if (grant.isEmpty() || person.isEmpty()) {
      return message(401, "Bad credentials");
    }
    return answered(http, grant.get(), answer.apply(grant.get(), person.get()))
        .with("X-Accepted-OAuth-Scopes", "user, user:email")
        .with("X-RateLimit-Limit", "5000")
        .with("X-RateLimit-Remaining", "4999");
  }

  /** Of a fine-grained token no answer names the scopes. */
  private Reply answered(RecordedRequest http, Grant grant, Reply reply) {
    Optional<FakePersonalTokens.Made> personal = forge.personalTokens().of(http);
    Reply named =
        personal.map(FakePersonalTokens.Made::telling).orElse(true)
            ? reply.with("X-OAuth-Scopes", said(personal, grant))
            : reply;
    return personal
        .flatMap(FakePersonalTokens.Made::until)
        .map(end -> named.with("GitHub-Authentication-Token-Expiration", END.format(end)))
        .orElse(named);
  }

  private String said(Optional<FakePersonalTokens.Made> personal, Grant grant) {
    return personal.isEmpty() && forge.isApp() ? "" : String.join(", ", grant.scopes());
  }

  private Reply user(Grant grant, Person person) {
    Map<String, @Nullable Object> user = new LinkedHashMap<>();
    user.put("login", person.login());
    user.put("id", Long.valueOf(person.subject()));
    user.put("node_id", "U_" + person.subject());
    user.put("avatar_url", person.picture());
    user.put("html_url", forge.url("/" + FormCodec.encode(person.login())));
    user.put("type", person.bot() ? "Bot" : "User");
    user.put("site_admin", false);
    user.put("name", person.name().orElse(null));
    user.put("company", null);
    user.put(
        "email",
        person
            .primaryEmail()
            .filter(email -> email.visibility().equals(Optional.of("public")))
            .map(PersonEmail::address)
            .orElse(null));
    user.put("created_at", "2012-07-11T20:38:33Z");
    return Reply.json(200, user);
  }

  private Reply emails(RecordedRequest http, Grant grant, Person person) {
    if (!GitHubScopes.covers(grant.scopes(), Set.of("user:email"))) {
      return message(404, "Not Found");
    }
    return paged(http, EMAILS, "", person.emails().stream().map(GitHubApi::entry).toList());
  }

  /** Without the scope GitHub answers 403 here, and 404 for addresses. */
  private Reply memberships(RecordedRequest http, Grant grant, Person person) {
    if (!GitHubScopes.covers(grant.scopes(), Set.of("read:org"))) {
      return message(403, "You need at least read:org scope or user scope to list memberships.");
    }
    Optional<String> state = http.queryParam("state");
    return paged(
        http,
        MEMBERSHIPS,
        state.map(wanted -> "state=" + wanted + "&").orElse(""),
        person.groups().stream()
            .map(GitHubApi::membership)
            .filter(one -> state.isEmpty() || state.get().equals(one.get("state")))
            .toList());
  }

  private static Map<String, @Nullable Object> membership(PersonGroup group) {
    return Map.of(
        "state",
        group.active() ? "active" : "pending",
        "role",
        "member",
        "organization",
        Map.of("login", group.name(), "id", Long.valueOf(group.id())));
  }

  private Reply paged(
      RecordedRequest http, String path, String query, List<Map<String, @Nullable Object>> all) {
    ApiPage<Map<String, @Nullable Object>> page = ApiPage.of(http, all, 30);
    Reply reply = Reply.jsonArray(page.entries());
    if (page.isLast()) {
      return reply;
    }
    String address = forge.url(path) + "?" + query;
    return reply.with(
        "Link",
        page.link(address, page.number() + 1, "next")
            + ", "
            + page.link(address, page.last(), "last"));
  }

  private static Map<String, @Nullable Object> entry(PersonEmail email) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("email", email.address());
    entry.put("primary", email.primary());
    entry.put("verified", email.verified());
    entry.put("visibility", email.visibility().orElse(null));
    return entry;
  }

  private static Reply message(int status, String text) {
    return Reply.json(
        status, Map.of("message", text, "documentation_url", "https://docs.github.com/rest"));
  }
}
