package dev.accountlink.model;

/** What a user can push to the host's repositories with today. */
public enum GitCredential {
  /** A password over HTTP. */
  PASSWORD,
  /** An access token over HTTP. */
  TOKEN,
  /** A key over SSH. */
  SSH_KEY
}
