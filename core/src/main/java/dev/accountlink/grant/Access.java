package dev.accountlink.grant;

import dev.accountlink.flow.Refusal;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What came of asking for an access token. */
public sealed interface Access {
  /**
   * Here it is. To be used now and kept nowhere: it can be had again.
   *
   * @param access the access token, and how it is shown
   * @param expiresAt when it runs out; empty when it does not
   * @param grant of which grant
   */
  record Given(AccessToken access, Optional<Instant> expiresAt, Grant grant) implements Access {
    /** The token itself. */
    public Secret token() {
      return access.value();
    }
  }

  /** The user has given no such grant, or has ended it. */
  record NoGrant() implements Access {}

  /**
   * The provider has ended the grant: the user has to give it once more.
   *
   * @param grant which one
   */
  record ReconnectNeeded(Grant grant) implements Access {}

  /**
   * A rule says no.
   *
   * @param refusal the rule
   */
  record Refused(Refusal refusal) implements Access {}

  /**
   * Somebody else is asking the provider for new tokens at this moment, or nobody knows yet what
   * became of it.
   *
   * @param retryAfter when to ask again
   */
  record Busy(Duration retryAfter) implements Access {}

  /**
   * The provider is out of order, or does not take this application's client. The grant is kept.
   *
   * @param code what the provider or its answer is guilty of
   * @param retryAfter when to ask again
   */
  record Failed(ProviderException.Code code, Duration retryAfter) implements Access {}
}
