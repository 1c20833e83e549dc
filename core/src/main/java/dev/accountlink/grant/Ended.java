package dev.accountlink.grant;

import java.net.URI;
import java.util.Optional;

/** What came of ending a grant. It is gone from here in every case but {@link NotFound}. */
public sealed interface Ended {
  /** The provider took the tokens back. */
  record Revoked() implements Ended {}

  /**
   * The provider has no way for applications: the tokens live until they run out, or until the
   * person ends it there.
   *
   * @param page where people do it themselves; empty when the provider is not configured any more
   */
  record Unsupported(Optional<URI> page) implements Ended {}

  /** The provider could not be asked; it will be asked again. */
  record ToBeRetried() implements Ended {}

  /** The user has no such grant. */
  record NotFound() implements Ended {}
}
