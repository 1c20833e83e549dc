package dev.accountlink.examples.tinyforge.imports;

/** How a repository is fetched. */
public enum CloneWay {
  /** With the token of the user's grant. */
  HTTPS,
  /** With a key of its own, which is registered for the import and removed after it. */
  SSH
}
