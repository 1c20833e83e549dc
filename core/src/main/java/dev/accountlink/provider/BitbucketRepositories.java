package dev.accountlink.provider;

import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RemoteRepository.Permission;
import dev.accountlink.model.RemoteRepository.Vcs;
import dev.accountlink.model.RepositoryRef;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Repositories at Bitbucket Cloud, workspace after workspace in the order of their uuids: the list
 * of all workspaces at once was taken away in 2026. Nothing in it says what the person may do
 * besides reading.
 */
final class BitbucketRepositories implements RepositoryHosting, DeployKeyRegister {
  static final BitbucketRepositories HOSTING = new BitbucketRepositories();

  private static final String UUID = "\\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}";

  private static final Pattern ID = Pattern.compile(UUID);

  private static final String QUERY = "[A-Za-z0-9_.~%=&+-]{1,600}";

  /** A workspace, and the query of a page of it, in which nothing can be a path or a host. */
  private static final Pattern POSITION = Pattern.compile(UUID + "(?: " + QUERY + ")?");

  private static final String FIRST = "role=member&pagelen=50";

  private BitbucketRepositories() {}

  @Override
  public List<URI> apis(String baseUrl) {
    return List.of(Repositories.api(Bitbucket.KIND, baseUrl));
  }

  @Override
  public boolean isPosition(String text) {
    return POSITION.matcher(text).matches();
  }

  @Override
  public RepositorySlice list(RepositoryApi api, Optional<String> position)
      throws ProviderException, CallRefusedException {
    Optional<String> at = position.isPresent() ? position : workspaceAfter(api, "");
    if (at.isEmpty()) {
      return new RepositorySlice(List.of(), Optional.empty());
    }
    String[] parts = at.get().split(" ", 2);
    String address = root(api) + "/repositories/" + Repositories.encoded(parts[0]);
    ProviderAnswer answer = api.get(address + "?" + (parts.length > 1 ? parts[1] : FIRST));
    // A workspace can be gone by now; the others are not.
    Claims page =
        Repositories.isThere(answer, "The repositories of a workspace")
            ? answer.object()
            : Claims.NONE;
    Optional<String> next = page.text("next");
    return new RepositorySlice(
        Repositories.read(page.objects("values"), one -> read(one, api)),
        next.isPresent()
            ? Optional.of(parts[0] + " " + query(api, next.get()))
            : workspaceAfter(api, parts[0]));
  }

  /** Bitbucket wants its links followed to the letter: of this one, only what is asked is taken. */
  private static String query(RepositoryApi api, String next) throws ProviderException {
    int mark = next.indexOf('?');
    String query = mark < 0 ? "" : next.substring(mark + 1);
    if (!next.startsWith(root(api) + "/repositories/") || !query.matches(QUERY)) {
      throw new ProviderException(
          ProviderException.Code.REDIRECTED,
          "Bitbucket's link to the next page of repositories leads out of its API.");
    }
    return query;
  }

  /** The next workspace that the person is in. */
  private static Optional<String> workspaceAfter(RepositoryApi api, String uuid)
      throws ProviderException, CallRefusedException {
    TreeSet<String> uuids = new TreeSet<>();
    for (int page = 1; page <= Repositories.MAX_PAGES; page++) {
      ProviderAnswer answer =
          Repositories.good(
              api.get(root(api) + "/user/workspaces?pagelen=100&page=" + page), "/user/workspaces");
      answer
          .object()
          .objects("values")
          .forEach(one -> one.object("workspace").text("uuid").ifPresent(uuids::add));
      if (!answer.object().has("next")) {
        break;
      }
    }
    return uuids.stream()
        .filter(ID.asMatchPredicate())
        .filter(one -> one.compareTo(uuid) > 0)
        .findFirst();
  }

  /** By its uuid, within the workspace that it was last seen in. */
  @Override
  public Optional<RemoteRepository> find(RepositoryApi api, RepositoryRef ref)
      throws ProviderException, CallRefusedException {
    if (!ID.matcher(ref.id()).matches()) {
      return Optional.empty();
    }
    ProviderAnswer answer = api.get(address(api, ref));
    return Repositories.isThere(answer, "A repository")
        ? read(answer.object(), api).filter(found -> found.ref().id().equals(ref.id()))
        : Optional.empty();
  }

  private static String address(RepositoryApi api, RepositoryRef ref) {
    String workspace = ref.fullName().split("/", 2)[0];
    return root(api)
        + "/repositories/"
        + Repositories.encoded(workspace)
        + "/"
        + Repositories.encoded(ref.id());
  }

  private static Optional<RemoteRepository> read(Claims one, RepositoryApi api) {
    boolean git = one.text("scm").orElse("git").equals("git");
    return Repositories.ref(one.text("uuid").filter(ID.asMatchPredicate()), one.text("full_name"))
        .map(
            ref ->
                new RemoteRepository(
                    ref,
                    one.text("name").orElse(""),
                    Repositories.https(cloneLink(one, "https"), api.baseUrl()),
                    Repositories.ssh(cloneLink(one, "ssh")),
                    Repositories.branch(one.object("mainbranch").text("name")),
                    Repositories.bytes(one.integer("size")),
                    Permission.READ,
                    git ? Vcs.GIT : Vcs.OTHER,
                    one.isTrue("is_private"),
                    false,
                    one.has("parent"),
                    Optional.of(!one.has("mainbranch"))));
  }

  private static Optional<String> cloneLink(Claims one, String name) {
    return one.object("links").objects("clone").stream()
        .filter(link -> link.text("name").equals(Optional.of(name)))
        .flatMap(link -> link.text("href").stream())
        .findFirst();
  }

  private static String root(RepositoryApi api) {
    return Repositories.api(Bitbucket.KIND, api.baseUrl()).toString();
  }

  @Override
  public Optional<DeployKeyRegister> deployKeys() {
    return Optional.of(this);
  }

  private static String keys(RepositoryApi api, RemoteRepository repository) {
    return address(api, repository.ref()) + "/deploy-keys";
  }

  @Override
  public List<Registered> registered(RepositoryApi api, RemoteRepository repository)
      throws ProviderException, CallRefusedException {
    List<Registered> keys = new ArrayList<>();
    for (int page = 1; page <= Repositories.MAX_PAGES; page++) {
      ProviderAnswer answer =
          RegisteredKeys.shown(api.get(keys(api, repository) + "?pagelen=100&page=" + page));
      answer
          .object()
          .objects("values")
          .forEach(one -> RegisteredKeys.read(one, "key").ifPresent(keys::add));
      if (!answer.object().has("next")) {
        break;
      }
    }
    return keys;
  }

  /** All keys of repositories here only read. What is wrong with one stands at its field. */
  @Override
  public boolean add(RepositoryApi api, RemoteRepository repository, String title, String publicKey)
      throws ProviderException, CallRefusedException {
    ProviderAnswer answer =
        api.post(keys(api, repository), Map.<String, Object>of("label", title, "key", publicKey));
    Claims error = answer.object().object("error");
    boolean inUse =
        answer.status() == 400
            && (RegisteredKeys.saysInUse(error.text("message"))
                || error.object("fields").texts("key").stream()
                    .anyMatch(text -> RegisteredKeys.saysInUse(Optional.of(text))));
    return !inUse && RegisteredKeys.shown(answer).isOk();
  }

  @Override
  public void remove(RepositoryApi api, RemoteRepository repository, String id)
      throws ProviderException, CallRefusedException {
    RegisteredKeys.remove(api, keys(api, repository), id);
  }
}
