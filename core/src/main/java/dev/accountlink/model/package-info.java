/**
 * The nouns of account linking: plain immutable values, the host's included, and nothing that acts.
 *
 * <p>Values that could hold something private (an e-mail address, a secret, a name chosen at a
 * provider) do not print it: their {@code toString()} is safe to log.
 */
@NullMarked
package dev.accountlink.model;

import org.jspecify.annotations.NullMarked;
