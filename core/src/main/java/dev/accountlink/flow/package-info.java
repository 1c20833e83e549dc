/**
 * What a flow is and what it may decide: pure values and pure functions, without input or output.
 *
 * <p>Read {@link dev.accountlink.flow.Decider} first, then {@link dev.accountlink.flow.Outcome}.
 */
@NullMarked
package dev.accountlink.flow;

import org.jspecify.annotations.NullMarked;
