package dev.accountlink.spi;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ProviderId;
import java.time.Instant;

/**
 * How a user proved who he is.
 *
 * @param provider through which provider
 * @param identity with which identity
 * @param registered whether the user was made just now
 * @param at when
 */
public record SignInProof(
    ProviderId provider, IdentityKey identity, boolean registered, Instant at) {}
