package dev.accountlink.imports;

import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RepositoryRef;
import dev.accountlink.provider.CallRefusedException;
import dev.accountlink.provider.DeployKeyRegister;
import dev.accountlink.provider.DeployKeyRegister.Registered;
import dev.accountlink.provider.GitLogin;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.RepositoryApi;
import dev.accountlink.provider.RepositoryHosting;
import dev.accountlink.provider.RepositorySlice;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The repositories of one provider as one user may see them, with the tokens that he granted.
 * Immutable and thread-safe; keeps nothing.
 *
 * <p>Every answer is a value: a provider that does not answer is one too. A question takes at most
 * 20 seconds, plus what the {@link AccessSource} takes.
 */
public final class RemoteRepositories {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteRepositories.class);

  /** Longer than any one question takes. */
  private static final Duration FOR_A_QUESTION = Duration.ofMinutes(1);

  /** Git shows the token when it begins, which may be a while after it was asked for. */
  private static final Duration FOR_A_CLONE = Duration.ofMinutes(10);

  private static final Pattern TITLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}");

  private final ProviderExchange exchange;
  private final Provider provider;
  private final AccessSource access;

  /** The repositories that this access shows. */
  public RemoteRepositories(ProviderExchange exchange, Provider provider, AccessSource access) {
    this.exchange = exchange;
    this.provider = provider;
    this.access = access;
  }

  /** The first page of all that the user can clone. */
  public RepositoryPage list() {
    return page(Optional.empty());
  }

  /**
   * A further page.
   *
   * @param next from the page before, through whatever hands it has gone
   */
  public RepositoryPage list(String next) {
    return page(Optional.of(next));
  }

  private RepositoryPage page(Optional<String> next) {
    return asked(
        (hosting, api) -> {
          Optional<String> position =
              next.flatMap(text -> PageText.position(provider.id(), hosting, text));
          if (next.isPresent() && position.isEmpty()) {
            return new RepositoryPage.UnknownPage();
          }
          RepositorySlice slice = hosting.list(api, position);
          return new RepositoryPage.Listed(
              slice.repositories(),
              slice.next().map(further -> PageText.of(provider.id(), further)),
              slice.partial());
        },
        problem -> problem);
  }

  /** Asks the provider whether the user can clone this repository now, and as what it is known. */
  public RepositoryLookup lookUp(RepositoryRef ref) {
    return asked(
        (hosting, api) ->
            hosting
                .find(api, ref)
                .<RepositoryLookup>map(RepositoryLookup.Found::new)
                .orElseGet(RepositoryLookup.NotFound::new),
        problem -> problem);
  }

  /** What to clone a repository with over HTTPS; the token is good for ten minutes at least. */
  public CloneOffer cloneAccess(RemoteRepository repository) {
    if (repository.httpsAddress().isEmpty()) {
      return new CloneOffer.NoHttpsAddress();
    }
    return answered(
        () -> {
          GitLogin login = provider.kind().gitLogin();
          AccessToken token = access.token(FOR_A_CLONE);
          return new CloneAccess(
              repository.httpsAddress().get(),
              token.personal() ? login.withAccessToken() : login.withGrant(),
              token.value());
        },
        problem -> problem);
  }

  /** Whether providers of this kind take keys that read one repository over SSH. */
  public boolean takesDeployKeys() {
    return provider.kind().repositories().flatMap(RepositoryHosting::deployKeys).isPresent();
  }

  /** A fresh key pair for one repository of this provider, registered nowhere yet. */
  public DeployKeyPair newDeployKey(RepositoryRef ref) {
    return DeployKeyPair.generated(provider.id(), ref.id());
  }

  /**
   * Registers a key that can only read, if the user can clone the repository at this moment. May be
   * repeated.
   *
   * @param pair the one made for this repository
   * @param title what people will see it called at the provider: up to 100 letters, digits, spaces
   *     and {@code . _ -}
   * @throws IllegalArgumentException when the pair is for another repository, or for the title
   */
  public DeployKeyAddition addDeployKey(RepositoryRef ref, DeployKeyPair pair, String title) {
    requireOf(ref, pair);
    if (!TITLE.matcher(title).matches()) {
      throw new IllegalArgumentException(
          "The title of a deploy key has 1 to 100 letters, digits, spaces and . _ -");
    }
    return asked(
        (hosting, api) -> {
          Optional<DeployKeyRegister> register = hosting.deployKeys();
          if (register.isEmpty()) {
            return new ImportProblem.Unsupported();
          }
          Optional<RemoteRepository> found = hosting.find(api, ref);
          return found.isEmpty()
              ? new RepositoryLookup.NotFound()
              : withGoodToken(
                  () -> added(register.get(), api, found.get(), pair.publicKey(), title));
        },
        problem -> problem);
  }

  private static DeployKeyAddition added(
      DeployKeyRegister register,
      RepositoryApi api,
      RemoteRepository repository,
      String publicKey,
      String title)
      throws ProviderException, CallRefusedException {
    if (registered(register, api, repository, publicKey).isPresent()) {
      return new DeployKeyAddition.WasThere(repository);
    }
    if (register.add(api, repository, title, publicKey)) {
      return new DeployKeyAddition.Added(repository);
    }
    // Another node may have been quicker with the same key.
    return registered(register, api, repository, publicKey).isPresent()
        ? new DeployKeyAddition.WasThere(repository)
        : new DeployKeyAddition.InUseElsewhere();
  }

  /**
   * Removes a key. May be repeated.
   *
   * @param pair the one made for this repository
   * @throws IllegalArgumentException when the pair is for another repository
   */
  public DeployKeyRemoval removeDeployKey(RepositoryRef ref, DeployKeyPair pair) {
    requireOf(ref, pair);
    return asked(
        (hosting, api) -> {
          Optional<DeployKeyRegister> register = hosting.deployKeys();
          if (register.isEmpty()) {
            return new ImportProblem.Unsupported();
          }
          Optional<RemoteRepository> found = hosting.find(api, ref);
          if (found.isEmpty()) {
            return new RepositoryLookup.NotFound();
          }
          return withGoodToken(() -> removed(register.get(), api, found.get(), pair.publicKey()));
        },
        problem -> problem);
  }

  private static DeployKeyRemoval removed(
      DeployKeyRegister register, RepositoryApi api, RemoteRepository repository, String publicKey)
      throws ProviderException, CallRefusedException {
    Optional<Registered> there = registered(register, api, repository, publicKey);
    if (there.isEmpty()) {
      return new DeployKeyRemoval.WasNotThere();
    }
    register.remove(api, repository, there.get().id());
    return new DeployKeyRemoval.Removed();
  }

  /**
   * The token has just shown the repository, so a provider that refuses it now means the person.
   */
  private static <T> T withGoodToken(Change<T> change)
      throws ProviderException, CallRefusedException {
    try {
      return change.make();
    } catch (CallRefusedException e) {
      throw e.reason() == CallRefusedException.Reason.TOKEN ? CallRefusedException.permission() : e;
    }
  }

  private static Optional<Registered> registered(
      DeployKeyRegister register, RepositoryApi api, RemoteRepository repository, String publicKey)
      throws ProviderException, CallRefusedException {
    return register.registered(api, repository).stream()
        .filter(one -> one.is(publicKey))
        .findFirst();
  }

  private void requireOf(RepositoryRef ref, DeployKeyPair pair) {
    if (!pair.provider().equals(provider.id()) || !pair.repositoryId().equals(ref.id())) {
      throw new IllegalArgumentException(
          "A deploy key pair reads the one repository it was made for.");
    }
  }

  private interface Question<T> {
    T ask(RepositoryHosting hosting, RepositoryApi api)
        throws ProviderException, CallRefusedException;
  }

  private interface Change<T> {
    T make() throws ProviderException, CallRefusedException;
  }

  private interface Answer<T> {
    T get() throws ProviderException, CallRefusedException, NoAccessException;
  }

  private <T> T asked(Question<T> question, Function<ImportProblem, T> otherwise) {
    Optional<RepositoryHosting> hosting = provider.kind().repositories();
    if (hosting.isEmpty()) {
      return otherwise.apply(new ImportProblem.Unsupported());
    }
    return answered(
        () -> {
          AccessToken token = access.token(FOR_A_QUESTION);
          try {
            return asked(question, hosting.get(), token);
          } catch (CallRefusedException e) {
            if (e.reason() != CallRefusedException.Reason.TOKEN) {
              throw e;
            }
            return asked(question, hosting.get(), access.other(token));
          }
        },
        otherwise);
  }

  private <T> T asked(Question<T> question, RepositoryHosting hosting, AccessToken token)
      throws ProviderException, CallRefusedException {
    return question.ask(hosting, exchange.repositories(provider, hosting, token));
  }

  private <T> T answered(Answer<T> answer, Function<ImportProblem, T> otherwise) {
    try {
      return answer.get();
    } catch (NoAccessException e) {
      return otherwise.apply(e.problem());
    } catch (CallRefusedException e) {
      LOG.debug("{}: {} at a question about repositories", provider.id().value(), e.reason());
      return otherwise.apply(problem(e));
    } catch (ProviderException e) {
      LOG.warn(
          "{}: {} at a question about repositories: {}",
          provider.id().value(),
          e.code(),
          e.getMessage());
      return otherwise.apply(new ImportProblem.Failed(e.code()));
    }
  }

  private static ImportProblem problem(CallRefusedException refused) {
    return switch (refused.reason()) {
      case RATE_LIMIT -> new ImportProblem.RateLimited(refused.waitFor());
      case TOKEN -> new ImportProblem.TokenRefused();
      case PERMISSION ->
          refused
              .demand()
              .<ImportProblem>map(demand -> new ImportProblem.SignOnDemanded(demand.page()))
              .orElseGet(ImportProblem.NotPermitted::new);
    };
  }
}
