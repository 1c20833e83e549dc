/**
 * Key rings, authenticated encryption and key derivation: bytes in, bytes out. The only place that
 * uses {@code javax.crypto}.
 *
 * <p>There are two rings, and they never mix: {@link dev.accountlink.seal.FlowKeys} protects trips
 * of browsers and may be thrown away at any time; {@link dev.accountlink.seal.VaultKeys} protects
 * what is stored and must be kept.
 */
@NullMarked
package dev.accountlink.seal;

import org.jspecify.annotations.NullMarked;
