/**
 * People sign in, connect, disconnect and use grants at two nodes for minutes on end while their
 * database is restarted again and again; afterwards it is looked whether anything is amiss.
 */
@NullMarked
package dev.accountlink.examples.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
