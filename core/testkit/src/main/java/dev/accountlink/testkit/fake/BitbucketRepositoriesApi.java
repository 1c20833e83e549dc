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

/**
 * The repositories of the fake Bitbucket and the keys that read them, under {@code
 * /2.0/repositories}. A workspace is a group that a person is in; the list of all workspaces at
 * once is gone, as it is at Bitbucket.
 */
final class BitbucketRepositoriesApi {
  private static final String ROOT = "/2.0/repositories/";
  private final FakeBitbucket forge;

  BitbucketRepositoriesApi(FakeBitbucket forge) {
    this.forge = forge;
  }

  void open() {
    forge.server.routeBelow(Endpoint.REPOSITORIES, forge.path(ROOT), this::workspace);
    forge.server.routeUnder(Endpoint.REPOSITORIES, forge.path(ROOT), this::repository);
  }

  private Optional<Reply> refusal(Optional<Caller> caller, String... sufficient) {
    if (caller.isEmpty()) {
      return Optional.of(
          error(
              401,
              Map.<String, Object>of(
                  "message",
                  "Access token expired. Use your refresh token to obtain a new access token.")));
    }
    return caller.get().hasAny(sufficient)
        ? Optional.empty()
        : Optional.of(
            error(
                403,
                Map.<String, Object>of(
                    "message",
                    "Your credentials lack one or more required privilege scopes.",
                    "detail",
                    Map.<String, Object>of(
                        "required", List.of(sufficient),
                        "granted", List.copyOf(caller.get().scopes())))));
  }

  private static Reply error(int status, Map<String, Object> error) {
    return Reply.json(status, Map.<String, Object>of("type", "error", "error", error));
  }

  private Reply workspace(RecordedRequest http) {
    Optional<Caller> caller = forge.caller(http);
    Optional<Reply> refusal = refusal(caller, "repository", "project", "repository:write");
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Person person = caller.orElseThrow().person();
    String asked = FormCodec.decode(http.path().substring(http.path().lastIndexOf('/') + 1));
    Optional<PersonGroup> workspace =
        person.groups().stream()
            .filter(group -> FakeBitbucket.uuid(group.id()).equals(asked))
            .findFirst();
    if (workspace.isEmpty()) {
      return error(
          404, Map.<String, Object>of("message", "No workspace with identifier '" + asked + "'."));
    }
    List<Map<String, @Nullable Object>> all =
        forge.repositories.all().stream()
            .filter(one -> one.owner().equals(workspace.get().name()))
            .filter(one -> one.allows(person, Right.READ))
            .map(this::entry)
            .toList();
    return paged(http, ROOT + FormCodec.encode(asked), "role=member&", all);
  }

  private Reply paged(
      RecordedRequest http, String path, String query, List<Map<String, @Nullable Object>> all) {
    ApiPage<Map<String, @Nullable Object>> page = ApiPage.of(http, "pagelen", all, 10);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("values", page.entries());
    answer.put("pagelen", page.size());
    answer.put("size", all.size());
    answer.put("page", page.number());
    if (!page.isLast()) {
      answer.put(
          "next",
          forge.url(path)
              + "?"
              + query
              + "pagelen="
              + page.size()
              + "&page="
              + (page.number() + 1));
    }
    return Reply.json(200, answer);
  }

  /** By its slug or its uuid, in the workspace it is in now. */
  private Reply repository(RecordedRequest http) {
    String[] parts = http.path().substring(forge.path(ROOT).length()).split("/");
    Optional<Caller> caller = forge.caller(http);
    boolean keys = parts.length > 2 && parts[2].equals("deploy-keys");
    Optional<Reply> refusal = refusal(caller, "repository", "project", "repository:write");
    if (refusal.isEmpty() && keys) {
      refusal = refusal(caller, "repository:admin");
    }
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String owner = FormCodec.decode(parts[0]);
    String name = FormCodec.decode(parts[1]);
    Optional<FakeRepository> found =
        forge.repositories.all().stream()
            .filter(one -> one.owner().equals(owner))
            .filter(one -> one.name().equals(name) || uuid(one).equals(name))
            .filter(one -> one.isReadableBy(caller.orElseThrow().person()))
            .findFirst();
    if (found.isEmpty()) {
      return error(
          404,
          Map.<String, Object>of("message", "Repository " + owner + "/" + name + " not found"));
    }
    if (!keys) {
      return Reply.json(200, entry(found.get()));
    }
    return found.get().allows(caller.orElseThrow().person(), Right.ADMIN)
        ? keys(http, found.get(), parts)
        : error(
            403,
            Map.<String, Object>of(
                "message", "This API requires repository administration access."));
  }

  private static String uuid(FakeRepository one) {
    return FakeBitbucket.uuid(String.valueOf(one.number()));
  }

  private Map<String, @Nullable Object> entry(FakeRepository one) {
    URI base = URI.create(forge.baseUrl());
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("type", "repository");
    entry.put("uuid", uuid(one));
    entry.put("full_name", one.fullName());
    entry.put("name", one.name());
    entry.put("slug", one.name());
    entry.put("scm", "git");
    entry.put("is_private", one.isPrivate());
    entry.put("size", one.bytes());
    entry.put("has_issues", false);
    entry.put("has_wiki", false);
    entry.put(
        "mainbranch",
        one.defaultBranch()
            .map(name -> Map.<String, Object>of("type", "branch", "name", name))
            .orElse(null));
    if (one.fork()) {
      entry.put("parent", Map.<String, Object>of("type", "repository", "full_name", "upstream/x"));
    }
    entry.put("workspace", Map.<String, Object>of("type", "workspace", "slug", one.owner()));
    entry.put(
        "links",
        Map.<String, Object>of(
            "clone",
            List.of(
                Map.<String, Object>of(
                    "name",
                    "https",
                    "href",
                    forge.repositories.gitAs("example-username", "/" + one.fullName() + ".git")),
                Map.<String, Object>of(
                    "name",
                    "ssh",
                    "href",
                    forge.repositories.ssh(
                        one, "git@" + base.getHost() + ":" + one.fullName() + ".git")))));
    return entry;
  }

  private Reply keys(RecordedRequest http, FakeRepository repository, String[] parts) {
    if (http.method().equals("DELETE")) {
      return forge.repositories.removeKey(repository.number(), parts[3])
          ? Reply.of(204, Map.of(), "")
          : error(404, Map.<String, Object>of("message", "Access key " + parts[3] + " not found"));
    }
    if (http.method().equals("GET")) {
      return paged(
          http,
          ROOT + repository.fullName() + "/deploy-keys",
          "",
          forge.repositories.keysOf(repository.number()).stream()
              .map(BitbucketRepositoriesApi::entry)
              .toList());
    }
    String text = String.valueOf(http.json().get("key"));
    if (forge.repositories.isTaken(text)) {
      String problem = "Someone has already added that access key to a repository.";
      return error(
          400,
          Map.<String, Object>of(
              "message", "Bad request", "fields", Map.<String, Object>of("key", List.of(problem))));
    }
    return Reply.json(
        200,
        entry(
            forge.repositories.add(
                repository.number(), String.valueOf(http.json().get("label")), text, true)));
  }

  /** Without the comment, which stands apart. */
  private static Map<String, @Nullable Object> entry(RepositoryKey key) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("type", "deploy_key");
    entry.put("id", key.id());
    entry.put("key", FakeRepositories.bare(key.text()));
    entry.put("label", key.title());
    entry.put("comment", "");
    entry.put("last_used", null);
    return entry;
  }
}
