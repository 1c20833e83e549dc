package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.FakeForge.Caller;
import dev.accountlink.testkit.fake.FakeRepositories.RepositoryKey;
import dev.accountlink.testkit.fake.FakeRepository.Right;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The repositories of the fake Gitea and the keys that read them, under {@code /api/v1}. */
final class GiteaRepositoriesApi {
  private static final String LIST = "/api/v1/user/repos";
  private static final String BY_NUMBER = "/api/v1/repositories/";
  private static final String BY_NAME = "/api/v1/repos/";
  private final FakeGitea forge;

  GiteaRepositoriesApi(FakeGitea forge) {
    this.forge = forge;
  }

  void open() {
    forge.server.route(Endpoint.REPOSITORIES, forge.path(LIST), this::list);
    forge.server.routeBelow(Endpoint.REPOSITORIES, forge.path(BY_NUMBER), this::one);
    forge.server.routeUnder(Endpoint.DEPLOY_KEYS, forge.path(BY_NAME), this::keys);
  }

  private Optional<Reply> refusal(Optional<Caller> caller, String... needed) {
    if (caller.isEmpty()) {
      return Optional.of(message(401, "token is required"));
    }
    Set<String> effective = GiteaGrants.effective(caller.get().scopes(), forge.flavour());
    return List.of(needed).stream().allMatch(scope -> GiteaGrants.allows(effective, scope))
        ? Optional.empty()
        : Optional.of(
            message(
                403, "token does not have at least one of required scope(s): " + List.of(needed)));
  }

  private Reply list(RecordedRequest http) {
    Optional<Caller> caller = forge.caller(http);
    Optional<Reply> refusal = refusal(caller, "read:user", "read:repository");
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Person person = caller.orElseThrow().person();
    return paged(
        http,
        LIST,
        forge.repositories.all().stream()
            .filter(one -> one.allows(person, Right.READ))
            .map(one -> entry(one, person))
            .toList());
  }

  private Reply paged(RecordedRequest http, String path, List<Map<String, @Nullable Object>> all) {
    int size = Math.max(1, Math.min(forge.largestPage(), http.queryNumber("limit", 30)));
    int page = Math.max(1, http.queryNumber("page", 1));
    int from = Math.min(all.size(), (page - 1) * size);
    int to = Math.min(all.size(), from + size);
    Reply reply =
        Reply.jsonArray(all.subList(from, to)).with("X-Total-Count", String.valueOf(all.size()));
    return to == all.size()
        ? reply
        : reply.with(
            "Link",
            "<%s?limit=%d&page=%d>; rel=\"next\"".formatted(forge.url(path), size, page + 1));
  }

  private Reply one(RecordedRequest http) {
    Optional<Caller> caller = forge.caller(http);
    return refusal(caller, "read:repository")
        .orElseGet(
            () ->
                forge
                    .repositories
                    .numbered(http.path().substring(http.path().lastIndexOf('/') + 1))
                    .filter(found -> found.isReadableBy(caller.orElseThrow().person()))
                    .map(found -> Reply.json(200, entry(found, caller.orElseThrow().person())))
                    .orElseGet(this::nothing));
  }

  private Reply nothing() {
    return message(404, "The target couldn't be found.");
  }

  private Map<String, @Nullable Object> entry(FakeRepository one, Person person) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("id", one.number());
    entry.put("owner", Map.<String, Object>of("id", 9000, "login", one.owner()));
    entry.put("name", one.name());
    entry.put("full_name", one.fullName());
    entry.put("description", "");
    entry.put("empty", one.defaultBranch().isEmpty());
    entry.put("private", one.isPrivate());
    entry.put("fork", one.fork());
    entry.put("mirror", false);
    entry.put("size", one.bytes() / 1024);
    entry.put("html_url", forge.url("/" + one.fullName()));
    entry.put(
        "ssh_url",
        forge.repositories.ssh(one, "ssh://git@" + host() + ":2222/" + one.fullName() + ".git"));
    entry.put("clone_url", forge.repositories.git("/" + one.fullName() + ".git"));
    entry.put("default_branch", one.defaultBranch().orElse("main"));
    entry.put("archived", one.archived());
    entry.put("internal", false);
    entry.put(
        "permissions",
        Map.<String, Object>of(
            "admin", one.allows(person, Right.ADMIN),
            "push", one.allows(person, Right.WRITE),
            "pull", true));
    return entry;
  }

  private String host() {
    return URI.create(forge.baseUrl()).getHost();
  }

  private Reply keys(RecordedRequest http) {
    Optional<Caller> caller = forge.caller(http);
    Optional<Reply> refusal =
        refusal(caller, http.method().equals("GET") ? "read:repository" : "write:repository");
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Person person = caller.orElseThrow().person();
    String[] parts = http.path().substring(forge.path(BY_NAME).length()).split("/");
    Optional<FakeRepository> found =
        parts.length < 3 || !parts[2].equals("keys")
            ? Optional.empty()
            : forge
                .repositories
                .named(FormCodec.decode(parts[0]) + "/" + FormCodec.decode(parts[1]))
                .filter(one -> one.isReadableBy(person));
    if (found.isEmpty()) {
      return nothing();
    }
    if (!found.get().allows(person, Right.ADMIN)) {
      return message(
          403, "user should be an owner or a collaborator with admin write of a repository");
    }
    long repository = found.get().number();
    if (http.method().equals("DELETE")) {
      forge.repositories.removeKey(repository, parts[3]);
      return Reply.of(204, Map.of(), "");
    }
    return http.method().equals("POST")
        ? add(http, found.get())
        : paged(
            http,
            BY_NAME + found.get().fullName() + "/keys",
            forge.repositories.keysOf(repository).stream()
                .map(GiteaRepositoriesApi::entry)
                .toList());
  }

  /** One key may read many repositories, but is not a person's as well. */
  private Reply add(RecordedRequest http, FakeRepository repository) {
    String text = String.valueOf(http.json().get("key"));
    if (forge.repositories.isPersonal(text)) {
      return message(422, "Key content has been used as non-deploy key");
    }
    if (forge.repositories.keysOf(repository.number()).stream().anyMatch(key -> key.is(text))) {
      return message(422, "This key has already been added to this repository");
    }
    return Reply.json(
        201,
        entry(
            forge.repositories.add(
                repository.number(),
                String.valueOf(http.json().get("title")),
                text,
                Boolean.TRUE.equals(http.json().get("read_only")))));
  }

  private static Map<String, @Nullable Object> entry(RepositoryKey key) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("id", key.id());
    entry.put("key_id", key.id() + 50_000);
    entry.put("key", key.text());
    entry.put("title", key.title());
    entry.put("read_only", key.readOnly());
    return entry;
  }

  private Reply message(int status, String text) {
    return Reply.json(
        status, Map.<String, Object>of("message", text, "url", forge.url("/api/swagger")));
  }
}
