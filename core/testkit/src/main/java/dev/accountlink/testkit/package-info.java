/** Contracts that a host's own stores and wiring can be held against. */
@NullMarked
package dev.accountlink.testkit;

import org.jspecify.annotations.NullMarked;
