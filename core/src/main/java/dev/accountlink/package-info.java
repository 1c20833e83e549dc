/** The façade of Accountlink: what an embedder builds once and hands to the filter. */
@NullMarked
package dev.accountlink;

import org.jspecify.annotations.NullMarked;
