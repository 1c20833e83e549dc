package dev.accountlink.model;

import java.util.Optional;

/**
 * A link whose user is not said yet: the first link of a user about to be made, or what was seen of
 * an identity at its latest sign-in.
 *
 * @param identity the identity
 * @param note label and times as of now
 */
public record LinkDraft(IdentityKey identity, LinkNote note) {

  /** The link once its user is known. */
  public Link to(UserId user) {
    return new Link(user, identity, Optional.of(note));
  }
}
