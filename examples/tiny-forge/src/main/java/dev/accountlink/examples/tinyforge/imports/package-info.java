/**
 * Imports of repositories: jobs that outlive a restart, and the clones they make. Knows nothing of
 * the forge's pages; {@link dev.accountlink.examples.tinyforge.imports.Imports} is where to begin.
 */
@NullMarked
package dev.accountlink.examples.tinyforge.imports;

import org.jspecify.annotations.NullMarked;
