package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.FakeForge.Caller;
import dev.accountlink.testkit.fake.FakeRepositories.RepositoryKey;
import dev.accountlink.testkit.fake.FakeRepository.Right;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The projects of the fake GitLab and the keys that read them, under {@code /api/v4}. */
final class GitLabProjectsApi {
  private static final String PROJECTS = "/api/v4/projects";

  private final FakeGitLab forge;

  GitLabProjectsApi(FakeGitLab forge) {
    this.forge = forge;
  }

  void open() {
    forge.server.route(Endpoint.REPOSITORIES, forge.path(PROJECTS), this::projects);
    forge.server.routeBelow(Endpoint.REPOSITORIES, forge.path(PROJECTS + "/"), this::project);
    forge.server.routeUnder(Endpoint.DEPLOY_KEYS, forge.path(PROJECTS + "/"), this::keys);
  }

  private Optional<Reply> refusal(Optional<Caller> caller, String... sufficient) {
    if (caller.isEmpty()) {
      return Optional.of(
          Reply.json(
              401,
              Map.<String, Object>of(
                  "error",
                  "invalid_token",
                  "error_description",
                  "Token is expired. You can either do re-authorization or token refresh.")));
    }
    return caller.get().hasAny(sufficient)
        ? Optional.empty()
        : Optional.of(
            Reply.json(
                403,
                Map.<String, Object>of(
                    "error",
                    "insufficient_scope",
                    "error_description",
                    "The request requires higher privileges than provided by the access token.",
                    "scope",
                    String.join(" ", sufficient))));
  }

  /** Keyset pages: what follows a number, in the order of numbers. */
  private Reply projects(RecordedRequest http) {
    Optional<Caller> caller = forge.caller(http);
    Optional<Reply> refusal = refusal(caller, "api", "read_api");
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Person person = caller.orElseThrow().person();
    long after = http.queryNumber("id_after", 0);
    int least = http.queryNumber("min_access_level", 0);
    int size = Math.max(1, Math.min(100, http.queryNumber("per_page", 20)));
    List<FakeRepository> all =
        forge.repositories.all().stream()
            .filter(one -> one.number() > after && one.isMember(person))
            .filter(one -> level(one, person).orElse(0) >= least)
            .toList();
    List<FakeRepository> page = all.subList(0, Math.min(size, all.size()));
    Reply reply =
        Reply.jsonArray(page.stream().map(one -> entry(one, person)).toList())
            .with("RateLimit-Limit", "2000")
            .with("RateLimit-Remaining", "1999");
    return page.size() == all.size()
        ? reply
        : reply.with(
            "Link",
            "<%s?id_after=%d&membership=true&order_by=id&pagination=keyset&per_page=%d>; rel=\"next\""
                .formatted(forge.url(PROJECTS), page.get(page.size() - 1).number(), size));
  }

  private Reply project(RecordedRequest http) {
    Optional<Caller> caller = forge.caller(http);
    return refusal(caller, "api", "read_api")
        .orElseGet(
            () ->
                shown(http.path().substring(http.path().lastIndexOf('/') + 1), caller)
                    .map(found -> Reply.json(200, entry(found, caller.orElseThrow().person())))
                    .orElseGet(GitLabProjectsApi::noProject));
  }

  private static Reply noProject() {
    return Reply.json(404, Map.<String, Object>of("message", "404 Project Not Found"));
  }

  private Optional<FakeRepository> shown(String number, Optional<Caller> caller) {
    Person person = caller.orElseThrow().person();
    return forge
        .repositories
        .numbered(number)
        .filter(one -> !one.isPrivate() || one.isMember(person));
  }

  private Map<String, @Nullable Object> entry(FakeRepository one, Person person) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("id", one.number());
    entry.put("description", "");
    entry.put("name", one.name());
    entry.put("name_with_namespace", one.owner() + " / " + one.name());
    entry.put("path", one.name());
    entry.put("path_with_namespace", one.fullName());
    entry.put("created_at", "2015-03-02T16:53:58.885Z");
    entry.put("default_branch", one.defaultBranch().orElse(null));
    entry.put(
        "ssh_url_to_repo",
        forge.repositories.ssh(one, "git@" + host() + ":" + one.fullName() + ".git"));
    entry.put("http_url_to_repo", forge.repositories.git("/" + one.fullName() + ".git"));
    entry.put(
        "namespace", Map.<String, Object>of("id", 9970, "kind", "group", "full_path", one.owner()));
    entry.put("empty_repo", one.defaultBranch().isEmpty());
    entry.put("archived", one.archived());
    entry.put("visibility", one.isPrivate() ? "private" : "public");
    one.vcs().ifPresent(type -> entry.put("vcs_type", type));
    if (one.fork()) {
      entry.put(
          "forked_from_project",
          Map.<String, Object>of("id", 1, "path_with_namespace", "upstream/x"));
    }
    // Only for whom statistics are: reporters and above.
    if (one.allows(person, Right.READ)) {
      entry.put(
          "statistics", Map.<String, Object>of("commit_count", 37, "repository_size", one.bytes()));
    }
    Map<String, @Nullable Object> permissions = new LinkedHashMap<>();
    permissions.put(
        "project_access",
        level(one, person)
            .map(own -> Map.<String, Object>of("access_level", own, "notification_level", 3))
            .orElse(null));
    permissions.put("group_access", null);
    entry.put("permissions", permissions);
    return entry;
  }

  private static Optional<Integer> level(FakeRepository one, Person person) {
    return Optional.ofNullable(one.members().get(person.subject()))
        .map(
            right ->
                switch (right) {
                  case GUEST -> 10;
                  case READ -> 20;
                  case WRITE -> 30;
                  case ADMIN -> 40;
                });
  }

  private String host() {
    return URI.create(forge.baseUrl()).getHost();
  }

  private Reply keys(RecordedRequest http) {
    Optional<Caller> caller = forge.caller(http);
    Optional<Reply> refusal =
        http.method().equals("GET") ? refusal(caller, "api", "read_api") : refusal(caller, "api");
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String[] parts = http.path().substring(forge.path(PROJECTS + "/").length()).split("/");
    Optional<FakeRepository> found = shown(parts[0], caller);
    if (found.isEmpty() || !parts[1].equals("deploy_keys")) {
      return noProject();
    }
    if (!found.get().allows(caller.orElseThrow().person(), Right.ADMIN)) {
      return Reply.json(403, Map.<String, Object>of("message", "403 Forbidden"));
    }
    if (http.method().equals("DELETE")) {
      return forge.repositories.removeKey(found.get().number(), parts[2])
          ? Reply.of(204, Map.of(), "")
          : Reply.json(404, Map.<String, Object>of("message", "404 Deploy Key Not Found"));
    }
    return http.method().equals("POST") ? add(http, found.get()) : list(http, found.get());
  }

  private Reply list(RecordedRequest http, FakeRepository repository) {
    List<Map<String, Object>> all =
        forge.repositories.keysOf(repository.number()).stream()
            .map(GitLabProjectsApi::entry)
            .toList();
    ApiPage<Map<String, Object>> page = ApiPage.of(http, all, 20);
    Reply reply = Reply.jsonArray(page.entries());
    String address = forge.url(PROJECTS + "/" + repository.number() + "/deploy_keys") + "?";
    return page.isLast()
        ? reply
        : reply.with("Link", page.link(address, page.number() + 1, "next"));
  }

  /** One that the project has is given again; one of others, whom nobody here may see, is taken. */
  private Reply add(RecordedRequest http, FakeRepository repository) {
    String text = String.valueOf(http.json().get("key"));
    Optional<RepositoryKey> own =
        forge.repositories.keysOf(repository.number()).stream()
            .filter(key -> key.is(text))
            .findFirst();
    if (own.isPresent()) {
      return Reply.json(201, entry(own.get()));
    }
    if (forge.repositories.isTaken(text)) {
      return Reply.json(
          400,
          Map.<String, Object>of(
              "message",
              Map.<String, Object>of(
                  "deploy_key.fingerprint_sha256", List.of("has already been taken"))));
    }
    return Reply.json(
        201,
        entry(
            forge.repositories.add(
                repository.number(),
                String.valueOf(http.json().get("title")),
                text,
                !Boolean.TRUE.equals(http.json().get("can_push")))));
  }

  private static Map<String, Object> entry(RepositoryKey key) {
    return Map.of(
        "id", key.id(),
        "key", key.text(),
        "title", key.title(),
        "created_at", "2023-03-08T22:36:50.000Z",
        "can_push", !key.readOnly());
  }
}
