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
import java.util.regex.Pattern;

/**
 * Repositories at Bitbucket Data Center. Nothing in the list says what the person may do besides
 * reading, nor the default branch. A repository cannot be asked for by its number, so it is asked
 * for by its name, and must have the number.
 */
final class BitbucketDataCenterRepositories implements RepositoryHosting, DeployKeyRegister {
  static final BitbucketDataCenterRepositories HOSTING = new BitbucketDataCenterRepositories();

  private static final Pattern NAME = Pattern.compile("~?[\\w.-]{1,255}/[\\w.-]{1,255}");

  private static final Pattern START = Pattern.compile("0|[1-9][0-9]{0,8}");

  private static final int PAGE = 100;

  private BitbucketDataCenterRepositories() {}

  @Override
  public List<URI> apis(String baseUrl) {
    String rest = Kinds.root(baseUrl) + "/rest";
    return List.of(URI.create(rest + "/api/latest"), URI.create(rest + "/keys/latest"));
  }

  @Override
  public boolean isPosition(String text) {
    return START.matcher(text).matches();
  }

  @Override
  public RepositorySlice list(RepositoryApi api, Optional<String> position)
      throws ProviderException, CallRefusedException {
    String start = position.orElse("0");
    ProviderAnswer answer =
        ofSomebody(
            api.get(
                root(api, 0) + "/repos?permission=REPO_READ&limit=" + PAGE + "&start=" + start));
    Claims page = Repositories.good(answer, "/repos").object();
    List<RemoteRepository> repositories = new ArrayList<>();
    for (Claims one : page.objects("values")) {
      read(one, api, Optional.empty(), Optional.empty()).ifPresent(repositories::add);
    }
    Optional<String> next =
        page.integer("nextPageStart")
            .filter(START.asMatchPredicate())
            .filter(after -> Long.parseLong(after) > Long.parseLong(start));
    return new RepositorySlice(repositories, page.isTrue("isLastPage") ? Optional.empty() : next);
  }

  /** With a token that is not good it answers as to a stranger, without an error. */
  private static ProviderAnswer ofSomebody(ProviderAnswer answer) throws CallRefusedException {
    if (answer.isOk() && answer.header("X-AUSERNAME").isEmpty()) {
      throw CallRefusedException.token();
    }
    return answer;
  }

  @Override
  public Optional<RemoteRepository> find(RepositoryApi api, RepositoryRef ref)
      throws ProviderException, CallRefusedException {
    if (!NAME.matcher(ref.fullName()).matches()) {
      return Optional.empty();
    }
    Optional<ProviderAnswer> answer = asked(api, repository(api, 0, ref));
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    ProviderAnswer branch = api.get(repository(api, 0, ref) + "/default-branch");
    Optional<String> name =
        branch.isOk()
            ? branch.object().text("displayId").or(() -> branch.object().text("id"))
            : Optional.empty();
    return read(answer.get().object(), api, name, Optional.of(name.isEmpty()))
        .filter(found -> found.ref().id().equals(ref.id()));
  }

  /** To whom it does not show a repository it says 401, as to whom it does not know. */
  private Optional<ProviderAnswer> asked(RepositoryApi api, String address)
      throws ProviderException, CallRefusedException {
    try {
      ProviderAnswer answer = ofSomebody(api.get(address));
      return Repositories.isThere(answer, "A repository") ? Optional.of(answer) : Optional.empty();
    } catch (CallRefusedException e) {
      if (e.reason() == CallRefusedException.Reason.RATE_LIMIT) {
        throw e;
      }
      ofSomebody(api.get(root(api, 0) + "/application-properties"));
      return Optional.empty();
    }
  }

  private static Optional<RemoteRepository> read(
      Claims one, RepositoryApi api, Optional<String> branch, Optional<Boolean> empty) {
    Optional<String> name =
        one.object("project").text("key").flatMap(key -> one.text("slug").map(s -> key + "/" + s));
    boolean shown = one.isTrue("public") || one.object("project").isTrue("public");
    return Repositories.ref(one.integer("id"), name.filter(NAME.asMatchPredicate()))
        .map(
            ref ->
                new RemoteRepository(
                    ref,
                    one.text("name").orElse(""),
                    Repositories.https(cloneLink(one, "http"), api.baseUrl()),
                    Repositories.ssh(cloneLink(one, "ssh")),
                    Repositories.branch(branch),
                    Optional.empty(),
                    Permission.READ,
                    one.text("scmId").orElse("git").equals("git") ? Vcs.GIT : Vcs.OTHER,
                    !shown,
                    one.isTrue("archived"),
                    one.has("origin"),
                    empty));
  }

  /** The one over https is called http. */
  private static Optional<String> cloneLink(Claims one, String name) {
    return one.object("links").objects("clone").stream()
        .filter(link -> link.text("name").equals(Optional.of(name)))
        .flatMap(link -> link.text("href").stream())
        .findFirst();
  }

  private String root(RepositoryApi api, int which) {
    return apis(api.baseUrl()).get(which).toString();
  }

  private String repository(RepositoryApi api, int which, RepositoryRef ref) {
    String[] parts = ref.fullName().split("/", 2);
    return root(api, which)
        + "/projects/"
        + Repositories.encoded(parts[0])
        + "/repos/"
        + Repositories.encoded(parts[1]);
  }

  @Override
  public Optional<DeployKeyRegister> deployKeys() {
    return Optional.of(this);
  }

  private String keys(RepositoryApi api, RemoteRepository repository) {
    return repository(api, 1, repository.ref()) + "/ssh";
  }

  @Override
  public List<Registered> registered(RepositoryApi api, RemoteRepository repository)
      throws ProviderException, CallRefusedException {
    List<Registered> keys = new ArrayList<>();
    Optional<String> start = Optional.of("0");
    for (int page = 1; page <= Repositories.MAX_PAGES && start.isPresent(); page++) {
      Claims answer =
          RegisteredKeys.shown(api.get(keys(api, repository) + "?limit=100&start=" + start.get()))
              .object();
      answer
          .objects("values")
          .forEach(one -> RegisteredKeys.read(one.object("key"), "text").ifPresent(keys::add));
      start =
          answer.isTrue("isLastPage")
              ? Optional.empty()
              : answer.integer("nextPageStart").filter(START.asMatchPredicate());
    }
    return keys;
  }

  /** What to call a key is taken from its comment. */
  @Override
  public boolean add(RepositoryApi api, RemoteRepository repository, String title, String publicKey)
      throws ProviderException, CallRefusedException {
    ProviderAnswer answer =
        api.post(
            keys(api, repository),
            Map.<String, Object>of(
                "key", Map.of("text", publicKey + " " + title), "permission", "REPO_READ"));
    return answer.status() != 409 && RegisteredKeys.shown(answer).isOk();
  }

  @Override
  public void remove(RepositoryApi api, RemoteRepository repository, String id)
      throws ProviderException, CallRefusedException {
    RegisteredKeys.remove(api, keys(api, repository), id);
  }
}
