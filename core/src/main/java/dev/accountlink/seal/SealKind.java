package dev.accountlink.seal;

import java.util.Locale;

/** What a key is derived for. A thing sealed as one kind cannot be handed in as another. */
public enum SealKind {
  /** A pending flow on its way to the provider and back. */
  STATE(2),
  /** A step to be resumed. */
  CONTINUATION(2),
  /** A page to be shown once the browser is back on our own site. */
  PAGE(2),
  /** A form_post answer on its way to a request that carries cookies. */
  RESPONSE(2),
  /** PKCE verifier of a flow. */
  VERIFIER(1),
  /** Nonce of a flow. */
  NONCE(1),
  /** Proof that a form was given to this browser. */
  CSRF(1),
  /** Digests that stand for a user, a session or a browser inside a sealed thing. */
  DIGEST(1),
  /** The id of a link in an address. */
  LINK_ID(1),
  /** Something stored. */
  VAULT(1);

  private final int version;

  SealKind(int version) {
    this.version = version;
  }

  /**
   * The label that separates this kind's keys from all others', and from those of versions that
   * wrote it otherwise: what they sealed does not open.
   */
  String label() {
    return "accountlink/" + name().toLowerCase(Locale.ROOT) + "/v" + version;
  }
}
