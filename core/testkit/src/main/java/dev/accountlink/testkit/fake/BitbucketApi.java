package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The API half of the fake Bitbucket, under {@code /2.0}: {@code /user}, {@code /user/emails} and
 * {@code /user/workspaces}.
 */
final class BitbucketApi {
  private static final String EMAILS = "/2.0/user/emails";
  private static final String WORKSPACES = "/2.0/user/workspaces";

  private static final Map<String, String> WORDS =
      Map.of(
          "email", "Read your primary email address",
          "account", "Read your account information",
          "team", "Read your workspace memberships",
          "project", "Read your workspaces' projects and their repositories",
          "repository", "Read your repositories",
          "repository:write", "Read and modify your repositories",
          "repository:admin", "Administer your repositories",
          "pullrequest", "Read your repositories and their pull requests",
          "issue", "Read your repositories' issues",
          "wiki", "Read and modify your repositories' wikis");

  private final FakeBitbucket forge;

  BitbucketApi(FakeBitbucket forge) {
    this.forge = forge;
  }

  void open() {
    route(Endpoint.USER, "/2.0/user", "account", (http, person) -> Reply.json(200, user(person)));
    route(Endpoint.EMAILS, EMAILS, "email", this::emails);
    route(Endpoint.MEMBERSHIPS, WORKSPACES, "team", this::workspaces);
  }

  static List<String> inWords(Set<String> scopes) {
    return scopes.stream().sorted().map(scope -> WORDS.getOrDefault(scope, scope)).toList();
  }

  private void route(
      Endpoint endpoint, String path, String scope, BiFunction<RecordedRequest, Person, Reply> to) {
    Function<RecordedRequest, Reply> guarded = http -> guarded(http, scope, to);
    forge.server.route(endpoint, forge.path(path), guarded);
  }

  private Reply guarded(
      RecordedRequest http, String scope, BiFunction<RecordedRequest, Person, Reply> page) {
    Optional<Grant> grant = forge.grant(http);
    Optional<Person> person = grant.flatMap(found -> forge.person(found.subject()));
    if (grant.isEmpty() || person.isEmpty()) {
      return error(
          401,
          Map.of(
              "message",
              "Access token expired. Use your refresh token to obtain a new access token."));
    }
    Set<String> granted = new TreeSet<>(grant.get().scopes());
    boolean implied = scope.equals("email") && granted.contains("account");
    if (!granted.contains(scope) && !implied) {
      return error(
          403,
          Map.of(
              "message",
              "Your credentials lack one or more required privilege scopes.",
              "detail",
              Map.of("required", List.of(scope), "granted", List.copyOf(granted))));
    }
    Reply reply = page.apply(http, person.get());
    return forge
        .personalTokens()
        .of(http)
        .filter(FakePersonalTokens.Made::telling)
        .map(token -> reply.with("X-OAuth-Scopes", String.join(", ", token.scopes())))
        .orElse(reply);
  }

  private static Reply error(int status, Map<String, Object> error) {
    return Reply.json(status, Map.of("type", "error", "error", error));
  }

  /** A bot is a workspace, as with a token that a client got for itself. */
  private Map<String, Object> user(Person person) {
    String uuid = FakeBitbucket.uuid(person.subject());
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("uuid", uuid);
    user.put("account_id", "557058:" + uuid.substring(1, uuid.length() - 1));
    user.put("account_status", person.suspended() ? "inactive" : "active");
    user.put("nickname", person.login());
    if (forge.tellsUsernames()) {
      user.put("username", person.login());
    }
    user.put("display_name", person.displayName());
    user.put("type", person.bot() ? "team" : "user");
    user.put("created_on", "2018-06-20T23:17:33.616037+00:00");
    user.put("is_staff", false);
    user.put(
        "links",
        Map.of(
            "self",
            Map.of("href", forge.url("/2.0/users/" + FormCodec.encode(uuid))),
            "avatar",
            Map.of("href", person.picture())));
    return user;
  }

  private Reply emails(RecordedRequest http, Person person) {
    return paged(
        http,
        EMAILS,
        person.emails().stream()
            .map(
                email ->
                    Map.<String, Object>of(
                        "type", "email",
                        "email", email.address(),
                        "is_primary", email.primary(),
                        "is_confirmed", email.verified()))
            .toList());
  }

  /** Who is only invited does not see the workspace. */
  private Reply workspaces(RecordedRequest http, Person person) {
    return paged(
        http,
        WORKSPACES,
        person.groups().stream().filter(PersonGroup::active).map(BitbucketApi::access).toList());
  }

  private static Map<String, Object> access(PersonGroup group) {
    return Map.of(
        "type",
        "workspace_access",
        "administrator",
        false,
        "workspace",
        Map.of(
            "type",
            "workspace_base",
            "uuid",
            FakeBitbucket.uuid(group.id()),
            "slug",
            group.name(),
            "name",
            group.name()));
  }

  private Reply paged(RecordedRequest http, String path, List<Map<String, Object>> all) {
    ApiPage<Map<String, Object>> page = ApiPage.of(http, "pagelen", all, 10);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("values", page.entries());
    answer.put("pagelen", page.size());
    answer.put("size", all.size());
    answer.put("page", page.number());
    if (!page.isLast()) {
      answer.put(
          "next", forge.url(path) + "?pagelen=" + page.size() + "&page=" + (page.number() + 1));
    }
    return Reply.json(200, answer);
  }
}
