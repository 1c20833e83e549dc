package dev.accountlink.imports;

/** What to clone a repository with over HTTPS, or why there is nothing. */
public sealed interface CloneOffer permits CloneAccess, CloneOffer.NoHttpsAddress, ImportProblem {

  /**
   * The provider names no HTTPS address, or one that is not its own, where the token must not be
   * shown. What is left is SSH.
   */
  record NoHttpsAddress() implements CloneOffer {}
}
