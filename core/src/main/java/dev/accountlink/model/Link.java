package dev.accountlink.model;

import java.util.Optional;

/**
 * The fact that an identity belongs to a user. An identity has at most one link.
 *
 * @param user the user
 * @param identity the identity
 * @param note label and times, where the store keeps them
 */
public record Link(UserId user, IdentityKey identity, Optional<LinkNote> note) {}
