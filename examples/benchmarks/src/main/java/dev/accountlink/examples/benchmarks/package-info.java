/**
 * What the JDBC store costs beside plain JDBC, up to ten million links, and whether it holds while
 * its database falls again and again. {@code docs/benchmarks.md} has the commands and the results.
 */
@NullMarked
package dev.accountlink.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
