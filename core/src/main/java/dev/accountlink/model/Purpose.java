package dev.accountlink.model;

/** Why scopes are asked for. Scopes asked for one purpose never serve another. */
public enum Purpose {
  /** To learn who somebody is, and nothing more. */
  SIGN_IN,
  /** To read repositories in the user's name. */
  IMPORT
}
