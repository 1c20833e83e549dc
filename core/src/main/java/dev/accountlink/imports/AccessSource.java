package dev.accountlink.imports;

import dev.accountlink.model.Secret;
import dev.accountlink.provider.CallRefusedException;
import dev.accountlink.provider.ProviderException;
import java.time.Duration;

/** Where the access token of the importing user comes from; asked anew for each question. */
public interface AccessSource {
  /**
   * A token that is good for this long still, refreshed where that is needed.
   *
   * @throws ProviderException when the provider cannot be asked for one now
   * @throws CallRefusedException when there is none any more: the user has to grant again
   */
  Secret token(Duration life) throws ProviderException, CallRefusedException;

  /** Whether it is a personal access token and not one of a grant by OAuth. */
  default boolean isPersonal() {
    return false;
  }

  /** A token that somebody else looks after. */
  static AccessSource of(Secret token) {
    return life -> token;
  }
}
