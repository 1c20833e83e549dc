package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.FakeForge.Caller;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Azure DevOps beside a {@link FakeEntra}: the two hosts of its API are paths of the same address.
 * An organisation is a group that a person is in; a repository's owner is organisation and project
 * with a slash between.
 */
public final class FakeAzureDevOps {
  private static final String PROFILES = "/app.vssps.visualstudio.com/_apis/profile/profiles/me";
  private static final String ACCOUNTS = "/app.vssps.visualstudio.com/_apis/accounts";
  private static final String GIT = "/dev.azure.com/";
  private static final String CODE = "499b84ac-1321-427f-aa17-267ca6975798/vso.code";

  private static final String SIGN_IN =
      "<!DOCTYPE html><html><head><title>Azure DevOps Services | Sign In</title></head></html>";

  private final FakeOpenIdProvider entra;
  private final Set<String> closed = ConcurrentHashMap.newKeySet();

  private FakeAzureDevOps(FakeOpenIdProvider entra) {
    this.entra = entra;
    entra.server.route(Endpoint.USER, PROFILES, this::profile);
    entra.server.route(Endpoint.MEMBERSHIPS, ACCOUNTS, this::accounts);
    entra.server.routeUnder(Endpoint.REPOSITORIES, GIT, this::repositories);
  }

  /** Starts on any free port, for one tenant. */
  public static FakeAzureDevOps start() {
    return new FakeAzureDevOps(FakeEntra.start(FakeEntra.TENANT));
  }

  /** The Entra that people sign in at, which answers for Azure DevOps too. */
  public FakeOpenIdProvider entra() {
    return entra;
  }

  /** Keeps applications out of an organisation, as its policy may say. */
  public void keepApplicationsOut(String organization) {
    closed.add(organization);
  }

  /** With a token that is not good it sends the page for signing in, with status 203. */
  private Optional<Reply> refusal(Optional<Caller> caller) {
    return caller.filter(found -> found.hasAny(CODE)).isPresent()
        ? Optional.empty()
        : Optional.of(Reply.html(203, SIGN_IN));
  }

  private Reply profile(RecordedRequest http) {
    Optional<Caller> caller = entra.caller(http);
    return refusal(caller)
        .orElseGet(
            () ->
                Reply.json(
                    200,
                    Map.<String, Object>of(
                        "displayName",
                        caller.orElseThrow().person().displayName(),
                        "coreRevision",
                        1647,
                        "id",
                        FakeEntra.objectId(caller.orElseThrow().person().subject()),
                        "revision",
                        1647)));
  }

  private Reply accounts(RecordedRequest http) {
    Optional<Caller> caller = entra.caller(http);
    Optional<Reply> refusal = refusal(caller);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Person person = caller.orElseThrow().person();
    boolean own =
        http.queryParam("memberId").equals(Optional.of(FakeEntra.objectId(person.subject())));
    List<Map<String, Object>> all =
        person.groups().stream()
            .filter(group -> own && group.active())
            .map(
                group ->
                    Map.<String, Object>of(
                        "accountId", FakeEntra.objectId(group.id()),
                        "accountUri", "https://vssps.dev.azure.com/" + group.name() + "/",
                        "accountName", group.name(),
                        "properties", Map.of()))
            .toList();
    return Reply.json(200, Map.<String, Object>of("count", all.size(), "value", all));
  }

  private Reply repositories(RecordedRequest http) {
    Optional<Caller> caller = entra.caller(http);
    Optional<Reply> refusal = refusal(caller);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Person person = caller.orElseThrow().person();
    String[] parts = http.path().substring(GIT.length()).split("/");
    String organization = FormCodec.decode(parts[0]);
    if (closed.contains(organization)
        || person.groups().stream().noneMatch(group -> group.name().equals(organization))) {
      return error(
          401,
          "TF400813: The user '00000000-0000-0000-0000-000000000000' is not authorized to access"
              + " this resource.");
    }
    List<Map<String, @Nullable Object>> all =
        entra.repositories.all().stream()
            .filter(one -> one.owner().startsWith(organization + "/"))
            .filter(one -> one.isReadableBy(person) && one.isMember(person))
            .map(this::entry)
            .toList();
    if (parts.length == 4) {
      return Reply.json(200, Map.<String, Object>of("count", all.size(), "value", all));
    }
    return all.stream()
        .filter(one -> parts[4].equals(one.get("id")))
        .findFirst()
        .map(one -> Reply.json(200, one))
        .orElseGet(
            () ->
                error(
                    404,
                    "TF401019: The Git repository with name or identifier "
                        + parts[4]
                        + " does not exist or you do not have permissions for the operation."));
  }

  private Map<String, @Nullable Object> entry(FakeRepository one) {
    String[] owner = one.owner().split("/", 2);
    String project = FormCodec.encode(owner[1]).replace("+", "%20");
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("id", FakeEntra.objectId(String.valueOf(one.number())));
    entry.put("name", one.name());
    entry.put(
        "project",
        Map.<String, Object>of(
            "id",
            FakeEntra.objectId("77"),
            "name",
            owner[1],
            "state",
            "wellFormed",
            "visibility",
            one.isPrivate() ? "private" : "public"));
    one.defaultBranch().ifPresent(name -> entry.put("defaultBranch", "refs/heads/" + name));
    entry.put("size", one.bytes());
    entry.put(
        "remoteUrl",
        azure(entra.gitAs(owner[0], GIT + owner[0] + "/" + project + "/_git/" + one.name())));
    entry.put("sshUrl", "git@ssh.dev.azure.com:v3/" + owner[0] + "/" + project + "/" + one.name());
    entry.put("isDisabled", false);
    if (one.fork()) {
      entry.put("isFork", true);
    }
    return entry;
  }

  /** Beside Entra, and so not below the tenant that stands in Entra's address. */
  private String azure(String address) {
    return address.replace(URI.create(entra.baseUrl()).getRawPath() + GIT, GIT);
  }

  private static Reply error(int status, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("$id", "1");
    error.put("message", message);
    error.put("typeKey", "UnauthorizedRequestException");
    error.put("errorCode", 0);
    return Reply.json(status, error);
  }
}
