/**
 * What a host implements. Three interfaces are required: {@link dev.accountlink.spi.HostUsers},
 * {@link dev.accountlink.spi.HostSessions} and {@link dev.accountlink.spi.LinkStore}; the others
 * have defaults. All must be thread-safe.
 */
@NullMarked
package dev.accountlink.spi;

import org.jspecify.annotations.NullMarked;
