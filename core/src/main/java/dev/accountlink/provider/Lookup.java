package dev.accountlink.provider;

/** What a provider is asked for only when the decision looks at it. */
public enum Lookup {
  /** A login or a name to call the identity by. */
  NAME,
  /** Login, name and e-mail addresses. */
  DETAILS,
  /** Claims of ID token and UserInfo, for a gate. */
  CLAIMS,
  /** Memberships, for a gate. */
  MEMBERSHIPS
}
