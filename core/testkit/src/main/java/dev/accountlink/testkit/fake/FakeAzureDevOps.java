package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.FakeForge.Caller;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
  private static final String GRAPH = "/vssps.dev.azure.com/";
  private static final String RESOURCE = "499b84ac-1321-427f-aa17-267ca6975798/";
  private static final String CODE = RESOURCE + "vso.code";

  private static final String SIGN_IN =
      "<!DOCTYPE html><html><head><title>Azure DevOps Services | Sign In</title></head></html>";

  private final FakeOpenIdProvider entra;
  private final Set<String> closed = ConcurrentHashMap.newKeySet();

  private FakeAzureDevOps(FakeOpenIdProvider entra) {
    this.entra = entra;
    entra.server.route(Endpoint.USER, PROFILES, this::profile);
    entra.server.route(Endpoint.MEMBERSHIPS, ACCOUNTS, this::accounts);
    entra.server.routeUnder(Endpoint.REPOSITORIES, GIT, this::repositories);
    entra.server.routeUnder(Endpoint.USER, GRAPH, this::graph);
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

  /**
   * Makes a personal access token for one organisation.
   *
   * @param scopes such as {@code vso.code} and {@code vso.graph}
   */
  public String personalToken(Person person, String organization, String... scopes) {
    return entra.personalTokens().makeFor(organization, person, scopes);
  }

  /** Whose personal token came, if it is good for this organisation. */
  private Optional<Caller> personal(RecordedRequest http, String organization) {
    return entra
        .personalTokens()
        .of(http)
        .filter(token -> token.organization().equals(organization))
        .flatMap(
            token ->
                entra
                    .person(token.subject())
                    .map(
                        person ->
                            new Caller(
                                person,
                                token.scopes().stream()
                                    .map(RESOURCE::concat)
                                    .collect(Collectors.toSet()))))
        .filter(caller -> !caller.person().suspended());
  }

  /** A token for one organisation is not good beyond it. */
  private Optional<Caller> caller(RecordedRequest http) {
    return entra.personalTokens().of(http).isPresent() ? Optional.empty() : entra.caller(http);
  }

  private static String descriptor(Person person) {
    return "aad." + FormCodec.encode(FakeEntra.objectId(person.subject()).replace("-", ""));
  }

  private Reply connection(Caller caller, String organization) {
    Person person = caller.person();
    return Reply.json(
        200,
        Map.<String, Object>of(
            "authenticatedUser",
            Map.of(
                "id",
                FakeEntra.objectId("9" + person.subject()),
                "subjectDescriptor",
                descriptor(person),
                "providerDisplayName",
                person.displayName(),
                "isActive",
                true),
            "instanceId",
            person.groups().stream()
                .filter(group -> group.name().equals(organization))
                .map(group -> FakeEntra.objectId(group.id()))
                .findFirst()
                .orElse(""),
            "deploymentType",
            "hosted"));
  }

  /** What the graph says of a person of the organisation. */
  private Reply graph(RecordedRequest http) {
    String[] parts = http.path().substring(GRAPH.length()).split("/");
    Optional<Caller> caller = personal(http, FormCodec.decode(parts[0]));
    if (caller.filter(found -> found.hasAny(RESOURCE + "vso.graph")).isEmpty()) {
      return Reply.html(203, SIGN_IN);
    }
    return entra.people().stream()
        .filter(person -> parts.length > 4 && parts[4].equals(descriptor(person)))
        .findFirst()
        .map(
            person ->
                Reply.json(
                    200,
                    Map.<String, Object>of(
                        "subjectKind",
                        "user",
                        "domain",
                        FakeEntra.TENANT,
                        "principalName",
                        person.login(),
                        "origin",
                        "aad",
                        "originId",
                        FakeEntra.objectId(person.subject()),
                        "displayName",
                        person.displayName(),
                        "descriptor",
                        descriptor(person))))
        .orElseGet(() -> error(404, "VS860016: The user could not be found."));
  }

  /** With a token that is not good it sends the page for signing in, with status 203. */
  private Optional<Reply> refusal(Optional<Caller> caller) {
    return caller.filter(found -> found.hasAny(CODE)).isPresent()
        ? Optional.empty()
        : Optional.of(Reply.html(203, SIGN_IN));
  }

  private Reply profile(RecordedRequest http) {
    Optional<Caller> caller = caller(http);
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
    Optional<Caller> caller = caller(http);
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
    String[] parts = http.path().substring(GIT.length()).split("/");
    String organization = FormCodec.decode(parts[0]);
    Optional<Caller> caller = personal(http, organization).or(() -> caller(http));
    if (parts.length == 3 && parts[2].equals("connectionData")) {
      return caller.isPresent() ? connection(caller.get(), organization) : Reply.html(203, SIGN_IN);
    }
    Optional<Reply> refusal = refusal(caller);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Person person = caller.orElseThrow().person();
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
        azure(
            entra.repositories.gitAs(
                owner[0], GIT + owner[0] + "/" + project + "/_git/" + one.name())));
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
