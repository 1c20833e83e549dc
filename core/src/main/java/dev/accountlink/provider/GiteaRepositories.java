package dev.accountlink.provider;

import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RemoteRepository.Vcs;
import dev.accountlink.model.RepositoryRef;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Repositories at Gitea and Forgejo. */
final class GiteaRepositories implements RepositoryHosting, DeployKeyRegister {
  static final GiteaRepositories HOSTING = new GiteaRepositories();

  /** Gitea's own largest page, unless an administrator allows fewer. */
  private static final int PAGE = 50;

  private GiteaRepositories() {}

  @Override
  public List<URI> apis(String baseUrl) {
    return List.of(Repositories.api(Gitea.KIND, baseUrl));
  }

  @Override
  public boolean isPosition(String text) {
    return Repositories.PAGE.matcher(text).matches();
  }

  @Override
  public RepositorySlice list(RepositoryApi api, Optional<String> position)
      throws ProviderException, CallRefusedException {
    String page = position.orElse("1");
    ProviderAnswer answer =
        Repositories.good(
            api.get(root(api) + "/user/repos?limit=" + PAGE + "&page=" + page), "/user/repos");
    // A short page need not be the last, and old servers send no header.
    boolean more = Repositories.hasNext(answer) || answer.list().size() == PAGE;
    return new RepositorySlice(
        Repositories.read(answer.list(), one -> read(one, api)),
        more ? Optional.of(Repositories.after(page)) : Optional.empty());
  }

  @Override
  public Optional<RemoteRepository> find(RepositoryApi api, RepositoryRef ref)
      throws ProviderException, CallRefusedException {
    return Repositories.numbered(api, ref, id -> root(api) + "/repositories/" + id)
        .flatMap(answer -> read(answer.object(), api));
  }

  /** What is internal takes a sign-in, too. */
  private static Optional<RemoteRepository> read(Claims one, RepositoryApi api) {
    return Repositories.ref(one.integer("id"), one.text("full_name"))
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
                    one.isTrue("private") || one.isTrue("internal"),
                    one.isTrue("archived"),
                    one.isTrue("fork"),
                    one.has("empty") ? Optional.of(one.isTrue("empty")) : Optional.empty()));
  }

  private static String root(RepositoryApi api) {
    return Repositories.api(Gitea.KIND, api.baseUrl()).toString();
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
    return RegisteredKeys.numbered(api, keys(api, repository) + "?limit=50&page=");
  }

  /** A key may read several repositories here, but not be a person's as well. */
  @Override
  public boolean add(RepositoryApi api, RemoteRepository repository, String title, String publicKey)
      throws ProviderException, CallRefusedException {
    ProviderAnswer answer =
        api.post(
            keys(api, repository),
            Map.<String, Object>of("title", title, "key", publicKey, "read_only", true));
    boolean inUse =
        answer.status() == 422 && RegisteredKeys.saysInUse(answer.object().text("message"));
    return !inUse && RegisteredKeys.shown(answer).isOk();
  }

  @Override
  public void remove(RepositoryApi api, RemoteRepository repository, String id)
      throws ProviderException, CallRefusedException {
    RegisteredKeys.remove(api, keys(api, repository), id);
  }
}
