package dev.accountlink.imports;

import dev.accountlink.model.AccessToken;
import dev.accountlink.model.Secret;
import java.time.Duration;

/**
 * Where the access token of the importing user comes from; asked anew for each question. For the
 * grants of this library there is {@link GrantAccess}.
 */
public interface AccessSource {
  /**
   * A token that is good for this long still, refreshed where that is needed.
   *
   * @throws NoAccessException when there is none, or none now
   */
  AccessToken token(Duration life) throws NoAccessException;

  /**
   * Another token in the place of one that the provider has refused although it should be good. It
   * is asked for once at a question.
   *
   * @throws NoAccessException when there is none: usually the user has to grant again
   */
  default AccessToken other(AccessToken refused) throws NoAccessException {
    throw new NoAccessException(new ImportProblem.TokenRefused());
  }

  /** A token of OAuth that somebody else looks after. */
  static AccessSource of(Secret token) {
    return of(AccessToken.ofGrant(token));
  }

  /** A token that somebody else looks after. */
  static AccessSource of(AccessToken token) {
    return life -> token;
  }
}
