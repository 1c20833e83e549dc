/** Recipes: each class shows one thing that a host may need beyond the defaults. */
@NullMarked
package dev.accountlink.examples.recipes;

import org.jspecify.annotations.NullMarked;
