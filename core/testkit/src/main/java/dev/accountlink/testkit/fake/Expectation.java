package dev.accountlink.testkit.fake;

/**
 * What a careful relying party makes of a {@link BadCase}, and how far it may go before it stops.
 */
public enum Expectation {
  /** The sign-in succeeds. */
  ACCEPT,
  /** No browser is sent to the provider. */
  REJECT_METADATA,
  /** The callback is refused and no code is redeemed. */
  REJECT_RESPONSE,
  /** The code is redeemed, the answer refused, and UserInfo is not asked. */
  REJECT_TOKEN,
  /** UserInfo is asked and its answer refused; who never asks it may accept. */
  REJECT_USERINFO;

  /** Whether somebody is signed in at the end. */
  public boolean isAccepted() {
    return this == ACCEPT;
  }

  /** Whether a browser may be sent to the provider. */
  public boolean mayAuthorize() {
    return this != REJECT_METADATA;
  }

  /** Whether the token endpoint may be called. */
  public boolean mayCallToken() {
    return this != REJECT_METADATA && this != REJECT_RESPONSE;
  }

  /** Whether UserInfo may be called. */
  public boolean mayCallUserinfo() {
    return this == ACCEPT || this == REJECT_USERINFO;
  }
}
