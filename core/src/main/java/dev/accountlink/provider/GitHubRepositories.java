package dev.accountlink.provider;

import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RemoteRepository.Vcs;
import dev.accountlink.model.RepositoryRef;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Repositories at GitHub. Organisations that restrict applications hide theirs without a word,
 * those that have people sign on with SAML say so in a header. GitHub knows repositories by their
 * number; a name can be given up and taken by others.
 */
final class GitHubRepositories implements RepositoryHosting, DeployKeyRegister {
  static final GitHubRepositories HOSTING = new GitHubRepositories();

  /** One entry is some six kilobytes. */
  private static final int PAGE = 50;

  private GitHubRepositories() {}

  @Override
  public List<URI> apis(String baseUrl) {
    return List.of(Repositories.api(GitHub.KIND, baseUrl));
  }

  @Override
  public Map<String, String> headers() {
    return GitHub.HEADERS;
  }

  @Override
  public boolean isPosition(String text) {
    return Repositories.PAGE.matcher(text).matches();
  }

  @Override
  public RepositorySlice list(RepositoryApi api, Optional<String> position)
      throws ProviderException, CallRefusedException {
    String page = position.orElse("1");
    String query =
        "/user/repos?affiliation=owner,collaborator,organization_member&sort=full_name&per_page=";
    ProviderAnswer answer =
        Repositories.good(api.get(root(api) + query + PAGE + "&page=" + page), "/user/repos");
    return new RepositorySlice(
        Repositories.read(answer.list(), one -> read(one, api)),
        Repositories.hasNext(answer) ? Optional.of(Repositories.after(page)) : Optional.empty(),
        GitHubSignOn.isPartial(answer));
  }

  @Override
  public Optional<SignOnDemand> demand(String baseUrl, ProviderAnswer refused) {
    return GitHubSignOn.demand(baseUrl, refused);
  }

  @Override
  public Optional<RemoteRepository> find(RepositoryApi api, RepositoryRef ref)
      throws ProviderException, CallRefusedException {
    return Repositories.numbered(api, ref, id -> root(api) + "/repositories/" + id)
        .flatMap(answer -> read(answer.object(), api));
  }

  /** One that GitHub has locked (for a bill, or by law) is not there for git either. */
  private static Optional<RemoteRepository> read(Claims one, RepositoryApi api) {
    return Repositories.ref(one.integer("id"), one.text("full_name"))
        .filter(ref -> !one.isTrue("disabled"))
        .map(
            ref ->
                new RemoteRepository(
                    ref,
                    one.text("name").orElse(""),
                    Repositories.https(one.text("clone_url"), api.baseUrl()),
                    Repositories.ssh(one.text("ssh_url")),
                    Repositories.branch(one.text("default_branch")),
                    Repositories.kibibytes(one.integer("size")),
                    Repositories.permission(one.object("permissions")),
                    Vcs.GIT,
                    one.isTrue("private"),
                    one.isTrue("archived"),
                    one.isTrue("fork"),
                    Optional.empty()));
  }

  private static String root(RepositoryApi api) {
    return Repositories.api(GitHub.KIND, api.baseUrl()).toString();
  }

  @Override
  public Optional<DeployKeyRegister> deployKeys() {
    return Optional.of(this);
  }

  private static String keys(RepositoryApi api, RemoteRepository repository) {
    return root(api) + "/repos/" + Repositories.path(repository.ref().fullName()) + "/keys";
  }

  @Override
  public List<Registered> registered(RepositoryApi api, RemoteRepository repository)
      throws ProviderException, CallRefusedException {
    return RegisteredKeys.numbered(api, keys(api, repository) + "?per_page=100&page=");
  }

  /** GitHub takes a key once: on one repository, or for one person. */
  @Override
  public boolean add(RepositoryApi api, RemoteRepository repository, String title, String publicKey)
      throws ProviderException, CallRefusedException {
    ProviderAnswer answer =
        api.post(
            keys(api, repository),
            Map.<String, Object>of("title", title, "key", publicKey, "read_only", true));
    boolean inUse =
        answer.status() == 422
            && answer.object().objects("errors").stream()
                .anyMatch(error -> RegisteredKeys.saysInUse(error.text("message")));
    return !inUse && RegisteredKeys.shown(answer).isOk();
  }

  @Override
  public void remove(RepositoryApi api, RemoteRepository repository, String id)
      throws ProviderException, CallRefusedException {
    RegisteredKeys.remove(api, keys(api, repository), id);
  }
}
