package dev.accountlink.provider;

import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RemoteRepository.Permission;
import dev.accountlink.model.RemoteRepository.Vcs;
import dev.accountlink.model.RepositoryRef;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Projects at GitLab and Heptapod, in the order of their numbers. */
final class GitLabRepositories implements RepositoryHosting, DeployKeyRegister {
  static final GitLabRepositories HOSTING = new GitLabRepositories();

  /** One entry is some five kilobytes; the short form of it says nothing of permissions. */
  private static final int PAGE = 50;

  private static final long REPORTER = 20;
  private static final long DEVELOPER = 30;
  private static final long MAINTAINER = 40;

  private GitLabRepositories() {}

  @Override
  public List<URI> apis(String baseUrl) {
    return List.of(Repositories.api(GitLab.KIND, baseUrl));
  }

  /** The number of the last project: GitLab's own links go on after it in the same way. */
  @Override
  public boolean isPosition(String text) {
    return Repositories.NUMBER.matcher(text).matches();
  }

  @Override
  public RepositorySlice list(RepositoryApi api, Optional<String> position)
      throws ProviderException, CallRefusedException {
    // A guest sees a project, but not its code.
    String query =
        "/projects?membership=true&min_access_level=20&statistics=true&pagination=keyset"
            + "&order_by=id&sort=asc&per_page=";
    String after = position.map(id -> "&id_after=" + id).orElse("");
    ProviderAnswer answer =
        Repositories.good(api.get(root(api) + query + PAGE + after), "/projects");
    boolean more = answer.list().size() >= PAGE || Repositories.hasNext(answer);
    OptionalLong last = last(answer.list());
    // It has to grow, or the list would go round in circles.
    boolean grows = last.isPresent() && last.getAsLong() > position.map(Long::parseLong).orElse(0L);
    return new RepositorySlice(
        Repositories.read(answer.list(), one -> read(one, api)),
        more && grows ? Optional.of(String.valueOf(last.getAsLong())) : Optional.empty());
  }

  private static OptionalLong last(List<Claims> projects) {
    return projects.stream()
        .flatMap(one -> one.integer("id").stream())
        .filter(Repositories.NUMBER.asMatchPredicate())
        .mapToLong(Long::parseLong)
        .max();
  }

  @Override
  public Optional<RemoteRepository> find(RepositoryApi api, RepositoryRef ref)
      throws ProviderException, CallRefusedException {
    return Repositories.numbered(api, ref, id -> root(api) + "/projects/" + id + "?statistics=true")
        .filter(answer -> showsCode(answer.object()))
        .flatMap(answer -> read(answer.object(), api));
  }

  /** Nothing is said of an administrator of the whole server, who sees everything. */
  private static boolean showsCode(Claims project) {
    OptionalLong level = level(project);
    return level.isEmpty()
        || level.getAsLong() >= REPORTER
        || !project.text("visibility").equals(Optional.of("private"));
  }

  private static OptionalLong level(Claims project) {
    Claims permissions = project.object("permissions");
    return LongStream.concat(
            level(permissions, "project_access"), level(permissions, "group_access"))
        .max();
  }

  private static LongStream level(Claims permissions, String from) {
    return permissions.object(from).integer("access_level").stream()
        .filter(Repositories.PAGE.asMatchPredicate())
        .mapToLong(Long::parseLong);
  }

  private static Optional<RemoteRepository> read(Claims one, RepositoryApi api) {
    return Repositories.ref(one.integer("id"), one.text("path_with_namespace"))
        .map(
            ref ->
                new RemoteRepository(
                    ref,
                    one.text("name").orElse(""),
                    Repositories.https(one.text("http_url_to_repo"), api.baseUrl()),
                    Repositories.ssh(one.text("ssh_url_to_repo")),
                    Repositories.branch(one.text("default_branch")),
                    Repositories.bytes(one.object("statistics").integer("repository_size")),
                    permission(level(one)),
                    vcs(one.text("vcs_type")),
                    !one.text("visibility").equals(Optional.of("public")),
                    one.isTrue("archived"),
                    one.has("forked_from_project"),
                    one.has("empty_repo")
                        ? Optional.of(one.isTrue("empty_repo"))
                        : Optional.empty()));
  }

  private static Permission permission(OptionalLong level) {
    if (level.orElse(0) >= MAINTAINER) {
      return Permission.ADMIN;
    }
    return level.orElse(0) >= DEVELOPER ? Permission.WRITE : Permission.READ;
  }

  /** Only Heptapod says it. Mercurial over a store of Git's is cloned with Mercurial. */
  private static Vcs vcs(Optional<String> type) {
    return switch (type.orElse("git")) {
      case "git" -> Vcs.GIT;
      case "hg", "hg_git" -> Vcs.MERCURIAL;
      default -> Vcs.OTHER;
    };
  }

  private static String root(RepositoryApi api) {
    return Repositories.api(GitLab.KIND, api.baseUrl()).toString();
  }

  @Override
  public Optional<DeployKeyRegister> deployKeys() {
    return Optional.of(this);
  }

  private static String keys(RepositoryApi api, RemoteRepository repository) {
    return root(api) + "/projects/" + repository.ref().id() + "/deploy_keys";
  }

  @Override
  public List<Registered> registered(RepositoryApi api, RemoteRepository repository)
      throws ProviderException, CallRefusedException {
    return RegisteredKeys.numbered(api, keys(api, repository) + "?per_page=100&page=");
  }

  /** The key's fingerprint is taken when the key is anybody's already. */
  @Override
  public boolean add(RepositoryApi api, RemoteRepository repository, String title, String publicKey)
      throws ProviderException, CallRefusedException {
    ProviderAnswer answer =
        api.post(
            keys(api, repository),
            Map.<String, Object>of("title", title, "key", publicKey, "can_push", false));
    Claims message = answer.object().object("message");
    boolean inUse =
        answer.status() == 400
            && List.of(
                    "deploy_key.fingerprint_sha256",
                    "deploy_key.fingerprint",
                    "fingerprint_sha256",
                    "fingerprint")
                .stream()
                .anyMatch(message::has);
    return !inUse && RegisteredKeys.shown(answer).isOk();
  }

  @Override
  public void remove(RepositoryApi api, RemoteRepository repository, String id)
      throws ProviderException, CallRefusedException {
    RegisteredKeys.remove(api, keys(api, repository), id);
  }
}
