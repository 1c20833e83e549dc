package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.FakeForge.Caller;
import dev.accountlink.testkit.fake.FakeRepositories.RepositoryKey;
import dev.accountlink.testkit.fake.FakeRepository.Right;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The repositories of the fake GitHub and the keys that read them, under {@code /api/v3}. */
final class GitHubRepositoriesApi {
  private static final String LIST = "/api/v3/user/repos";
  private static final String BY_NUMBER = "/api/v3/repositories/";
  private static final String BY_NAME = "/api/v3/repos/";
  private static final String SIGN_ON = "X-GitHub-SSO";
  private final FakeGitHub forge;

  GitHubRepositoriesApi(FakeGitHub forge) {
    this.forge = forge;
  }

  void open() {
    forge.server.route(Endpoint.REPOSITORIES, forge.path(LIST), http -> guarded(http, this::list));
    forge.server.routeBelow(
        Endpoint.REPOSITORIES, forge.path(BY_NUMBER), http -> guarded(http, this::one));
    forge.server.routeUnder(
        Endpoint.DEPLOY_KEYS, forge.path(BY_NAME), http -> guarded(http, this::keys));
  }

  private Reply guarded(RecordedRequest http, BiFunction<RecordedRequest, Caller, Reply> answer) {
    Optional<Caller> caller = forge.caller(http);
    return caller.isEmpty()
        ? message(401, "Bad credentials")
        : answer
            .apply(http, caller.get())
            .with("X-RateLimit-Limit", "5000")
            .with("X-RateLimit-Remaining", "4998")
            .with("X-RateLimit-Reset", String.valueOf(forge.now().getEpochSecond() + 3000));
  }

  /** Without the scope private repositories are not there. */
  private static boolean shows(Caller caller, FakeRepository repository) {
    return repository.isReadableBy(caller.person())
        && (!repository.isPrivate() || caller.hasAny("repo"));
  }

  private Reply list(RecordedRequest http, Caller caller) {
    List<FakeRepository> all =
        forge.repositories.all().stream()
            .filter(one -> one.isMember(caller.person()) && shows(caller, one))
            .toList();
    Reply reply =
        paged(
            http,
            LIST,
            all.stream()
                .filter(one -> !forge.demandsSignOn(one.owner()))
                .map(one -> entry(one, caller))
                .toList());
    return all.stream().anyMatch(one -> forge.demandsSignOn(one.owner()))
        ? reply.with(SIGN_ON, "partial-results; organizations=21955855,20582480")
        : reply;
  }

  /** What is there for the person, and not for this token. */
  private Reply demanded(FakeRepository one) {
    return message(
            403,
            "Resource protected by organization SAML enforcement. You must grant your OAuth token"
                + " access to this organization.")
        .with(
            SIGN_ON,
            "required; url="
                + forge.url("/orgs/" + one.owner() + "/sso?authorization_request=AZSCKtL4U8yX"));
  }

  private Reply paged(RecordedRequest http, String path, List<Map<String, @Nullable Object>> all) {
    ApiPage<Map<String, @Nullable Object>> page = ApiPage.of(http, all, 30);
    Reply reply = Reply.jsonArray(page.entries());
    String address = forge.url(path) + "?";
    return page.isLast()
        ? reply
        : reply.with(
            "Link",
            page.link(address, page.number() + 1, "next")
                + ", "
                + page.link(address, page.last(), "last"));
  }

  private Reply one(RecordedRequest http, Caller caller) {
    return forge
        .repositories
        .numbered(http.path().substring(http.path().lastIndexOf('/') + 1))
        .filter(found -> shows(caller, found))
        .map(
            found ->
                forge.demandsSignOn(found.owner())
                    ? demanded(found)
                    : Reply.json(200, entry(found, caller)))
        .orElseGet(() -> message(404, "Not Found"));
  }

  private Map<String, @Nullable Object> entry(FakeRepository one, Caller caller) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("id", one.number());
    entry.put("node_id", "R_" + one.number());
    entry.put("name", one.name());
    entry.put("full_name", one.fullName());
    entry.put("private", one.isPrivate());
    entry.put(
        "owner", Map.<String, Object>of("login", one.owner(), "id", 9000, "type", "Organization"));
    entry.put("html_url", forge.url("/" + one.fullName()));
    entry.put("description", null);
    entry.put("fork", one.fork());
    entry.put("url", forge.url(BY_NAME + one.fullName()));
    entry.put("created_at", "2019-01-02T03:04:05Z");
    entry.put(
        "ssh_url", forge.repositories.ssh(one, "git@" + host() + ":" + one.fullName() + ".git"));
    entry.put("clone_url", forge.repositories.git("/" + one.fullName() + ".git"));
    entry.put("size", one.bytes() / 1024);
    entry.put("archived", one.archived());
    entry.put("disabled", false);
    entry.put("visibility", one.isPrivate() ? "private" : "public");
    entry.put("default_branch", one.defaultBranch().orElse("main"));
    entry.put(
        "permissions",
        Map.<String, Object>of(
            "admin", one.allows(caller.person(), Right.ADMIN),
            "maintain", one.allows(caller.person(), Right.ADMIN),
            "push", one.allows(caller.person(), Right.WRITE),
            "triage", one.allows(caller.person(), Right.WRITE),
            "pull", true));
    return entry;
  }

  private String host() {
    return URI.create(forge.baseUrl()).getHost();
  }

  /** Who does not administer a repository is told that nothing is there. */
  private Reply keys(RecordedRequest http, Caller caller) {
    String[] parts = http.path().substring(forge.path(BY_NAME).length()).split("/");
    Optional<FakeRepository> found =
        parts.length < 3 || !parts[2].equals("keys")
            ? Optional.empty()
            : forge
                .repositories
                .named(FormCodec.decode(parts[0]) + "/" + FormCodec.decode(parts[1]))
                .filter(one -> shows(caller, one) && one.allows(caller.person(), Right.ADMIN));
    if (found.isEmpty()) {
      return message(404, "Not Found");
    }
    if (forge.demandsSignOn(found.get().owner())) {
      return demanded(found.get());
    }
    long repository = found.get().number();
    if (http.method().equals("DELETE")) {
      return forge.repositories.removeKey(repository, parts[3])
          ? Reply.of(204, Map.of(), "")
          : message(404, "Not Found");
    }
    return http.method().equals("POST")
        ? add(http, found.get())
        : paged(
            http,
            BY_NAME + found.get().fullName() + "/keys",
            forge.repositories.keysOf(repository).stream().map(this::entry).toList());
  }

  /** One key reads one repository in all of GitHub, or is a person's. */
  private Reply add(RecordedRequest http, FakeRepository repository) {
    String text = String.valueOf(http.json().get("key"));
    if (!text.startsWith("ssh-")) {
      return invalid("key is invalid. You must supply a key in OpenSSH public key format");
    }
    if (forge.repositories.isTaken(text)) {
      return invalid("key is already in use");
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

  private Map<String, @Nullable Object> entry(RepositoryKey key) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("id", key.id());
    entry.put("key", FakeRepositories.bare(key.text()));
    entry.put("title", key.title());
    entry.put("verified", true);
    entry.put("created_at", "2023-03-08T22:36:50Z");
    entry.put("read_only", key.readOnly());
    entry.put("last_used", null);
    return entry;
  }

  private static Reply invalid(String text) {
    return Reply.json(
        422,
        Map.<String, Object>of(
            "message",
            "Validation Failed",
            "errors",
            List.of(
                Map.<String, Object>of(
                    "resource", "PublicKey", "code", "custom", "field", "key", "message", text)),
            "documentation_url",
            "https://docs.github.com/rest/deploy-keys/deploy-keys#create-a-deploy-key"));
  }

  private static Reply message(int status, String text) {
    return Reply.json(
        status,
        Map.<String, Object>of(
            "message", text, "documentation_url", "https://docs.github.com/rest"));
  }
}
