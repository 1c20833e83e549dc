/** Whole flows through real HTTP: the library in a host of its own, a provider, and browsers. */
@NullMarked
package dev.accountlink.flows;

import org.jspecify.annotations.NullMarked;
