package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The API half of the fake Gitea, under {@code /api/v1}: {@code /user}, {@code /user/emails} and
 * {@code /user/orgs}.
 */
final class GiteaApi {
  private static final String ORGANIZATIONS = "/api/v1/user/orgs";
  private final FakeGitea forge;

  GiteaApi(FakeGitea forge) {
    this.forge = forge;
  }

  void open() {
    route(Endpoint.USER, "/api/v1/user", List.of("read:user"), (http, person) -> user(person));
    route(
        Endpoint.EMAILS,
        "/api/v1/user/emails",
        List.of("read:user"),
        (http, person) -> emails(person));
    route(
        Endpoint.MEMBERSHIPS,
        ORGANIZATIONS,
        List.of("read:user", "read:organization"),
        this::organizations);
  }

  private interface Page {
    Reply of(RecordedRequest http, Person person);
  }

  private void route(Endpoint endpoint, String path, List<String> needed, Page page) {
    Function<RecordedRequest, Reply> guarded = http -> guarded(http, needed, page);
    forge.server.route(endpoint, forge.path(path), guarded);
  }

  private Reply guarded(RecordedRequest http, List<String> needed, Page page) {
    Optional<Grant> grant = forge.grant(http);
    Optional<Person> person = grant.flatMap(found -> forge.person(found.subject()));
    if (grant.isEmpty() || person.isEmpty()) {
      return message(401, "token is required");
    }
    if (person.get().suspended()) {
      return message(
          403,
          "This account is prohibited from signing in, please contact your site administrator.");
    }
    Set<String> effective = GiteaGrants.effective(grant.get().scopes(), forge.flavour());
    if (!needed.stream().allMatch(scope -> GiteaGrants.allows(effective, scope))) {
      return message(403, "token does not have at least one of required scope(s): " + needed);
    }
    return page.of(http, person.get());
  }

  private Reply user(Person person) {
    Map<String, @Nullable Object> user = new LinkedHashMap<>();
    user.put("id", Long.valueOf(FakeGitea.number(person)));
    user.put("login", person.login());
    user.put("login_name", "");
    user.put("full_name", person.name().orElse(""));
    user.put("email", person.primaryEmail().map(PersonEmail::address).orElse(""));
    user.put("avatar_url", person.picture());
    user.put("html_url", forge.url("/" + FormCodec.encode(person.login())));
    user.put("language", "en-US");
    user.put("is_admin", false);
    user.put("created", "2018-05-03T16:04:34Z");
    user.put("restricted", false);
    user.put("active", true);
    user.put("prohibit_login", false);
    user.put("visibility", "public");
    user.put("username", person.login());
    return Reply.json(200, user);
  }

  private static Reply emails(Person person) {
    return Reply.jsonArray(
        person.emails().stream()
            .map(
                email ->
                    Map.of(
                        "email", email.address(),
                        "verified", email.verified(),
                        "primary", email.primary(),
                        "user_id", Long.valueOf(FakeGitea.number(person)),
                        "username", person.login()))
            .toList());
  }

  /** Who is invited to a team is in no organization yet. */
  private Reply organizations(RecordedRequest http, Person person) {
    List<Map<String, Object>> all =
        person.groups().stream().filter(PersonGroup::active).map(GiteaApi::organization).toList();
    ApiPage<Map<String, Object>> page =
        ApiPage.of(http, "limit", all, Math.min(30, forge.largestPage()), forge.largestPage());
    Reply reply = Reply.jsonArray(page.entries()).with("X-Total-Count", String.valueOf(all.size()));
    return page.isLast()
        ? reply
        : reply.with(
            "Link",
            "<%s?limit=%d&page=%d>; rel=\"next\""
                .formatted(forge.url(ORGANIZATIONS), page.size(), page.number() + 1));
  }

  private static Map<String, Object> organization(PersonGroup group) {
    return Map.of(
        "id", Long.valueOf(group.id()),
        "name", group.name(),
        "full_name", "",
        "visibility", "public",
        "username", group.name());
  }

  /** Organizations and their teams as the claim {@code groups} has them. */
  static List<String> names(Person person) {
    List<String> names = new ArrayList<>();
    for (PersonGroup group : person.groups()) {
      if (group.active()) {
        names.add(group.name());
        names.add(group.name() + ":members");
      }
    }
    return names;
  }

  private Reply message(int status, String text) {
    return Reply.json(status, Map.of("message", text, "url", forge.url("/api/swagger")));
  }
}
