/**
 * Key rings, authenticated encryption and key derivation: bytes in, bytes out. The only place that
 * uses {@code javax.crypto}.
 *
 * <p>It also is the only place that encrypts with JOSE, for client secrets that are sealed under a
 * public key: JWE is what other tools can make as well, and nothing of it is of our own making. The
 * library for it is here anyway, for ID tokens.
 *
 * <p>There are two rings, and they never mix: {@link dev.accountlink.seal.FlowKeys} protects trips
 * of browsers and may be thrown away at any time; {@link dev.accountlink.seal.VaultKeys} protects
 * what is stored and must be kept.
 */
@NullMarked
package dev.accountlink.seal;

import org.jspecify.annotations.NullMarked;
