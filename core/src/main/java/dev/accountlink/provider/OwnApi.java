package dev.accountlink.provider;

import dev.accountlink.model.ExternalIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a kind asks with a personal access token in the words of a flow, so that whoever cannot sign
 * in (a robot, somebody who is blocked) cannot enter a token either. Used by one thread.
 */
final class OwnApi implements ProviderApi {
  private final ProviderKind kind;
  private final RepositoryApi api;
  private final AtomicReference<Optional<CallRefusedException>> refusal =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<ProviderAnswer>> last =
      new AtomicReference<>(Optional.empty());

  OwnApi(ProviderKind kind, RepositoryApi api) {
    this.kind = kind;
    this.api = api;
  }

  /** Whose the token is. */
  ExternalIdentity identity() throws ProviderException, CallRefusedException {
    try {
      return kind.identity(this);
    } catch (ProviderException e) {
      Optional<CallRefusedException> refused = refusal.get();
      if (refused.isPresent()) {
        throw refused.get();
      }
      throw e;
    }
  }

  /** A header of the last answer. */
  Optional<String> header(String name) {
    return last.get().flatMap(answer -> answer.header(name));
  }

  @Override
  public String authority() {
    return kind.protocol(api.baseUrl()).authority();
  }

  @Override
  public Claims idToken() {
    return Claims.NONE;
  }

  @Override
  public Claims userInfo() {
    return Claims.NONE;
  }

  /** The headers are the kind's own, which its hosting sends already. */
  @Override
  public ProviderAnswer get(String path, Map<String, String> headers) throws ProviderException {
    try {
      ProviderAnswer answer = api.get(Repositories.api(kind, api.baseUrl()) + path);
      last.set(Optional.of(answer));
      return answer;
    } catch (CallRefusedException e) {
      refusal.set(Optional.of(e));
      return new ProviderAnswer(403, Claims.NONE, List.of(), Map.of());
    }
  }

  @Override
  public ProviderAnswer post(String path, Map<String, String> headers, String json)
      throws ProviderException {
    throw new ProviderException(
        ProviderException.Code.API_REFUSED, "A personal access token is asked about with GET.");
  }
}
