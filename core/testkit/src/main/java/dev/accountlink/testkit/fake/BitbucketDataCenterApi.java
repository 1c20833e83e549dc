package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.FakeForge.Caller;
import dev.accountlink.testkit.fake.FakeRepositories.RepositoryKey;
import dev.accountlink.testkit.fake.FakeRepository.Right;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The repositories of the fake Bitbucket Data Center and the keys that read them, under {@code
 * /rest/api/latest} and {@code /rest/keys/latest}. Owners are keys of projects.
 */
final class BitbucketDataCenterApi {
  private static final String LIST = "/rest/api/latest/repos";
  private static final String PROJECTS = "/rest/api/latest/projects/";
  private static final String KEYS = "/rest/keys/latest/projects/";
  private final FakeBitbucketDataCenter forge;

  BitbucketDataCenterApi(FakeBitbucketDataCenter forge) {
    this.forge = forge;
  }

  void open() {
    forge.server.route(Endpoint.REPOSITORIES, forge.path(LIST), this::list);
    forge.server.routeUnder(Endpoint.REPOSITORIES, forge.path(PROJECTS), this::repository);
    forge.server.routeUnder(Endpoint.DEPLOY_KEYS, forge.path(KEYS), this::keys);
  }

  /** A token without the permission, or no good one, sees what everybody sees. */
  private static boolean shows(Optional<Caller> caller, FakeRepository one) {
    return !one.isPrivate()
        || caller
            .filter(found -> found.hasAny("REPO_READ", "REPO_WRITE", "REPO_ADMIN"))
            .filter(found -> one.allows(found.person(), Right.READ))
            .isPresent();
  }

  private static Reply named(Reply reply, Optional<Caller> caller) {
    return caller
        .map(found -> reply.with("X-AUSERNAME", FormCodec.encode(found.person().login())))
        .orElse(reply);
  }

  private Reply list(RecordedRequest http) {
    Optional<Caller> caller = forge.caller(http);
    return named(
        paged(
            http,
            forge.repositories.all().stream()
                .filter(one -> shows(caller, one))
                .map(this::entry)
                .toList()),
        caller);
  }

  private static Reply paged(RecordedRequest http, List<Map<String, @Nullable Object>> all) {
    int size = Math.max(1, Math.min(1000, http.queryNumber("limit", 25)));
    int from = Math.min(all.size(), http.queryNumber("start", 0));
    int to = Math.min(all.size(), from + size);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("size", to - from);
    answer.put("limit", size);
    answer.put("isLastPage", to == all.size());
    answer.put("values", all.subList(from, to));
    answer.put("start", from);
    if (to < all.size()) {
      answer.put("nextPageStart", to);
    }
    return Reply.json(200, answer);
  }

  private Optional<FakeRepository> find(String rest) {
    String[] parts = rest.split("/");
    return parts.length < 3
        ? Optional.empty()
        : forge.repositories.named(FormCodec.decode(parts[0]) + "/" + FormCodec.decode(parts[2]));
  }

  private Reply repository(RecordedRequest http) {
    Optional<Caller> caller = forge.caller(http);
    Optional<FakeRepository> found = find(http.path().substring(forge.path(PROJECTS).length()));
    if (found.isEmpty()) {
      return named(nothing(), caller);
    }
    if (!shows(caller, found.get())) {
      return notPermitted();
    }
    if (!http.path().endsWith("/default-branch")) {
      return named(Reply.json(200, entry(found.get())), caller);
    }
    return found
        .get()
        .defaultBranch()
        .map(
            name ->
                Reply.json(
                    200,
                    Map.<String, Object>of(
                        "id", "refs/heads/" + name, "displayId", name, "type", "BRANCH")))
        .orElseGet(() -> Reply.of(204, Map.of(), ""));
  }

  private Map<String, @Nullable Object> entry(FakeRepository one) {
    URI base = URI.create(forge.baseUrl());
    String git = one.owner().toLowerCase(Locale.ROOT) + "/" + one.name() + ".git";
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("slug", one.name());
    entry.put("id", one.number());
    entry.put("name", one.name());
    entry.put("hierarchyId", "0123456789abcdef0123");
    entry.put("scmId", "git");
    entry.put("state", "AVAILABLE");
    entry.put("statusMessage", "Available");
    entry.put("forkable", true);
    if (one.fork()) {
      entry.put("origin", Map.<String, Object>of("slug", "x", "id", 1));
    }
    entry.put(
        "project",
        Map.<String, Object>of(
            "key", one.owner(), "id", 1, "name", one.owner(), "public", false, "type", "NORMAL"));
    entry.put("public", !one.isPrivate());
    entry.put("archived", one.archived());
    entry.put(
        "links",
        Map.<String, Object>of(
            "clone",
            List.of(
                Map.<String, Object>of(
                    "href", "ssh://git@" + base.getHost() + ":7999/" + git, "name", "ssh"),
                Map.<String, Object>of(
                    "href", forge.repositories.gitAs("jcitizen", "/scm/" + git), "name", "http"))));
    return entry;
  }

  private Reply keys(RecordedRequest http) {
    Optional<Caller> caller = forge.caller(http);
    String rest = http.path().substring(forge.path(KEYS).length());
    Optional<FakeRepository> found = find(rest);
    boolean may =
        caller
            .filter(one -> one.hasAny("REPO_ADMIN"))
            .filter(one -> found.isPresent() && found.get().allows(one.person(), Right.ADMIN))
            .isPresent();
    if (!may) {
      return notPermitted();
    }
    long repository = found.orElseThrow().number();
    String[] parts = rest.split("/");
    if (http.method().equals("DELETE")) {
      return forge.repositories.removeKey(repository, parts[4])
          ? Reply.of(204, Map.of(), "")
          : nothing();
    }
    return http.method().equals("POST")
        ? add(http, repository)
        : paged(
            http,
            forge.repositories.keysOf(repository).stream()
                .map(BitbucketDataCenterApi::entry)
                .toList());
  }

  /** One key may read many repositories, but is not a person's as well. */
  private Reply add(RecordedRequest http, long repository) {
    Object text = http.json().get("key") instanceof Map<?, ?> key ? key.get("text") : "";
    String key = String.valueOf(text);
    if (forge.repositories.isPersonal(key)
        || forge.repositories.keysOf(repository).stream().anyMatch(one -> one.is(key))) {
      return error(
          409,
          "The SSH key is already in use.",
          "com.atlassian.bitbucket.ssh.DuplicateSshKeyException");
    }
    boolean readOnly = "REPO_READ".equals(http.json().get("permission"));
    return Reply.json(201, entry(forge.repositories.add(repository, "", key, readOnly)));
  }

  private static Map<String, @Nullable Object> entry(RepositoryKey key) {
    String[] words = key.text().split(" ", 3);
    String label = words.length > 2 ? words[2] : "";
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("key", Map.<String, Object>of("id", key.id(), "text", key.text(), "label", label));
    entry.put("permission", key.readOnly() ? "REPO_READ" : "REPO_WRITE");
    return entry;
  }

  /** Said to strangers, and to whom a repository is not shown. */
  private static Reply notPermitted() {
    return error(
        401,
        "You are not permitted to access this resource",
        "com.atlassian.bitbucket.AuthorisationException");
  }

  private static Reply nothing() {
    return error(
        404, "It does not exist.", "com.atlassian.bitbucket.repository.NoSuchRepositoryException");
  }

  private static Reply error(int status, String message, String exception) {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("context", null);
    error.put("message", message);
    error.put("exceptionName", exception);
    return Reply.json(status, Map.<String, Object>of("errors", List.of(error)));
  }
}
