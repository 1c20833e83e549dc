package dev.accountlink.provider;

/** What happens to an identity nobody has while somebody here has its e-mail address or name. */
public enum Conflict {
  /** It is refused, in the same words whichever collided. */
  REFUSE,
  /**
   * The visitor may sign in here in the normal way and then connect the identity, on a page that
   * names both. Also offered where nobody is registered: it says nothing about anybody.
   */
  SIGN_IN_THEN_CONNECT
}
