/** Stores in memory: the reference implementations, for one node and for tests. */
@NullMarked
package dev.accountlink.memory;

import org.jspecify.annotations.NullMarked;
