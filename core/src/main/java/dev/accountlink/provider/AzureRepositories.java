package dev.accountlink.provider;

import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RemoteRepository.Permission;
import dev.accountlink.model.RemoteRepository.Vcs;
import dev.accountlink.model.RepositoryRef;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Repositories at Azure DevOps, organisation after organisation in the order of their ids; those of
 * one come at once. It has no keys for one repository.
 */
final class AzureRepositories implements RepositoryHosting {
  static final AzureRepositories HOSTING = new AzureRepositories();

  private static final String MICROSOFT = "https://login.microsoftonline.com";

  private static final String GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private static final Pattern ORGANIZATION = Pattern.compile(GUID);

  /** The organisation's id and the repository's. */
  private static final Pattern ID = Pattern.compile(GUID + "/" + GUID);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,49}");

  private static final String VERSION = "api-version=7.1";

  private AzureRepositories() {}

  /** Who somebody is, and the repositories: hosts beside Entra's. A fake has them below its own. */
  @Override
  public List<URI> apis(String baseUrl) {
    URI entra = URI.create(baseUrl);
    String own = entra.getScheme() + "://" + entra.getRawAuthority();
    String before = own.equals(MICROSOFT) ? "https://" : own + "/";
    return List.of(
        URI.create(before + "app.vssps.visualstudio.com/_apis"),
        URI.create(before + "dev.azure.com"),
        URI.create(before + "vssps.dev.azure.com"));
  }

  /** The id of the last organisation. */
  @Override
  public boolean isPosition(String text) {
    return ORGANIZATION.matcher(text).matches();
  }

  @Override
  public RepositorySlice list(RepositoryApi api, Optional<String> position)
      throws ProviderException, CallRefusedException {
    NavigableMap<String, String> organizations = organizations(api);
    Map.Entry<String, String> organization =
        position.isPresent()
            ? organizations.higherEntry(position.get())
            : organizations.firstEntry();
    if (organization == null) {
      return new RepositorySlice(List.of(), Optional.empty());
    }
    List<RemoteRepository> repositories = new ArrayList<>();
    for (Claims one : of(api, organization.getValue(), "").object().objects("value")) {
      read(one, api, organization).ifPresent(repositories::add);
    }
    boolean last = organizations.lastKey().equals(organization.getKey());
    return new RepositorySlice(
        repositories, last ? Optional.empty() : Optional.of(organization.getKey()));
  }

  @Override
  public Optional<RemoteRepository> find(RepositoryApi api, RepositoryRef ref)
      throws ProviderException, CallRefusedException {
    if (!ID.matcher(ref.id()).matches()) {
      return Optional.empty();
    }
    String[] ids = ref.id().split("/", 2);
    // So that the token is shown to an organisation only while the person is in it.
    NavigableMap<String, String> organizations = organizations(api);
    Map.Entry<String, String> organization = organizations.ceilingEntry(ids[0]);
    if (organization == null || !organization.getKey().equals(ids[0])) {
      return Optional.empty();
    }
    return read(of(api, organization.getValue(), "/" + ids[1]).object(), api, organization)
        .filter(found -> found.ref().id().equals(ref.id()));
  }

  /** Their names by their ids. A personal token is good for one. */
  private NavigableMap<String, String> organizations(RepositoryApi api)
      throws ProviderException, CallRefusedException {
    if (api.organization().isPresent()) {
      String id =
          connection(api)
              .text("instanceId")
              .filter(ORGANIZATION.asMatchPredicate())
              .orElseThrow(() -> Kinds.notAPerson("The organisation has no id."));
      return new TreeMap<>(Map.of(id, api.organization().get()));
    }
    String vssps = apis(api.baseUrl()).get(0).toString();
    ProviderAnswer me =
        Repositories.good(get(api, vssps + "/profile/profiles/me?" + VERSION), "The profile");
    String id =
        me.object()
            .text("id")
            .filter(Pattern.compile(GUID).asMatchPredicate())
            .orElseThrow(() -> Kinds.notAPerson("The profile has no id."));
    ProviderAnswer accounts =
        Repositories.good(
            get(api, vssps + "/accounts?memberId=" + id + "&" + VERSION), "The organisations");
    NavigableMap<String, String> names = new TreeMap<>();
    for (Claims one : accounts.object().objects("value")) {
      Optional<String> account = one.text("accountId").filter(ORGANIZATION.asMatchPredicate());
      Optional<String> name = one.text("accountName").filter(NAME.asMatchPredicate());
      if (account.isPresent() && name.isPresent()) {
        names.put(account.get(), name.get());
      }
    }
    return names;
  }

  /** What the organisation of a personal token says of itself and of whoever asks. */
  Claims connection(RepositoryApi api) throws ProviderException, CallRefusedException {
    String address =
        apis(api.baseUrl()).get(1)
            + "/"
            + api.organization().orElseThrow()
            + "/_apis/connectionData?api-version=7.1-preview.1";
    return there(get(api, address), "The organisation").object();
  }

  /** What its graph says of one of its people. */
  Claims user(RepositoryApi api, String descriptor) throws ProviderException, CallRefusedException {
    String address =
        apis(api.baseUrl()).get(2)
            + "/"
            + api.organization().orElseThrow()
            + "/_apis/graph/users/"
            + descriptor
            + "?api-version=7.1-preview.1";
    return there(get(api, address), "The user").object();
  }

  /** An organisation that is misspelt is one that the token is not good for. */
  private static ProviderAnswer there(ProviderAnswer answer, String what)
      throws ProviderException, CallRefusedException {
    if (!Repositories.isThere(answer, what)) {
      throw CallRefusedException.token();
    }
    return answer;
  }

  /** An organisation can keep applications out; its repositories are not there for them. */
  private ProviderAnswer of(RepositoryApi api, String organization, String repository)
      throws ProviderException, CallRefusedException {
    ProviderAnswer nothing = new ProviderAnswer(404, Claims.NONE, List.of(), Map.of());
    try {
      ProviderAnswer answer =
          get(
              api,
              apis(api.baseUrl()).get(1)
                  + "/"
                  + organization
                  + "/_apis/git/repositories"
                  + repository
                  + "?"
                  + VERSION);
      return Repositories.isThere(answer, "An organisation") ? answer : nothing;
    } catch (CallRefusedException e) {
      boolean only = api.organization().isPresent();
      if (only || e.reason() == CallRefusedException.Reason.RATE_LIMIT) {
        throw e;
      }
      return nothing;
    }
  }

  /** In place of a 401 it may send its page for signing in, with a status of 203 or 302. */
  private static ProviderAnswer get(RepositoryApi api, String address)
      throws ProviderException, CallRefusedException {
    try {
      return api.get(address);
    } catch (ProviderException e) {
      if (e.code() == ProviderException.Code.NOT_JSON
          || e.code() == ProviderException.Code.REDIRECTED) {
        throw CallRefusedException.token();
      }
      throw e;
    }
  }

  /** One that is disabled is there for nobody, git included. */
  private Optional<RemoteRepository> read(
      Claims one, RepositoryApi api, Map.Entry<String, String> organization) {
    Claims project = one.object("project");
    Optional<String> id = one.text("id").map(guid -> organization.getKey() + "/" + guid);
    Optional<String> name =
        project
            .text("name")
            .flatMap(in -> one.text("name").map(n -> organization.getValue() + "/" + in + "/" + n));
    String root = apis(api.baseUrl()).get(1).toString();
    return Repositories.ref(id.filter(ID.asMatchPredicate()), name)
        .filter(ref -> !one.isTrue("isDisabled"))
        .map(
            ref ->
                new RemoteRepository(
                    ref,
                    one.text("name").orElse(""),
                    Repositories.https(one.text("remoteUrl"), root),
                    Repositories.ssh(one.text("sshUrl")),
                    Repositories.branch(one.text("defaultBranch")),
                    Repositories.bytes(one.integer("size")),
                    Permission.READ,
                    Vcs.GIT,
                    !project.text("visibility").equals(Optional.of("public")),
                    false,
                    one.isTrue("isFork"),
                    Optional.of(!one.has("defaultBranch"))));
  }
}
