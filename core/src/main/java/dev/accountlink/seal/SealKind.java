package dev.accountlink.seal;

import java.util.Locale;

/** What a key is derived for. A thing sealed as one kind cannot be handed in as another. */
public enum SealKind {
  /** A pending flow on its way to the provider and back. */
  STATE,
  /** A step to be resumed. */
  CONTINUATION,
  /** A page to be shown once the browser is back on our own site. */
  PAGE,
  /** A form_post answer on its way to a request that carries cookies. */
  RESPONSE,
  /** PKCE verifier of a flow. */
  VERIFIER,
  /** Nonce of a flow. */
  NONCE,
  /** Proof that a form was given to this browser. */
  CSRF,
  /** Digests that stand for a user, a session or a browser inside a sealed thing. */
  DIGEST,
  /** The id of a link in an address. */
  LINK_ID,
  /** Something stored. */
  VAULT;

  /** The label that separates this kind's keys from all others'. */
  String label() {
    return "accountlink/" + name().toLowerCase(Locale.ROOT) + "/v1";
  }
}
