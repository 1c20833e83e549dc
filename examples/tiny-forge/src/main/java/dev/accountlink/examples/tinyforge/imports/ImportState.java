package dev.accountlink.examples.tinyforge.imports;

/** What has become of an import. */
public enum ImportState {
  /** It waits for its turn, or for the provider to take calls again. */
  QUEUED,
  /** It is worked on; after a restart it is begun again. */
  RUNNING,
  /** The repository is here. */
  DONE,
  /** It is not, and the trouble says why. */
  FAILED,
  /** The user wanted it no more. */
  CANCELLED;

  /** Whether it may still come to something by itself. */
  public boolean isOpen() {
    return this == QUEUED || this == RUNNING;
  }
}
