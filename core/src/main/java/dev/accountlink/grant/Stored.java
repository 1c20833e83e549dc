package dev.accountlink.grant;

/** What came of keeping what a user gave. */
public sealed interface Stored {
  /**
   * It is kept.
   *
   * @param grant as it is now
   */
  record Kept(Grant grant) implements Stored {}

  /**
   * The user has one of the other source for the same identity and purpose, which can be used: it
   * is never replaced without the user's word.
   *
   * @param grant the one that is there, and stays
   */
  record InTheWay(Grant grant) implements Stored {}
}
