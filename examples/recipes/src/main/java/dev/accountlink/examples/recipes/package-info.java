/**
 * Recipes: each class shows one thing that a host may need beyond the defaults.
 *
 * <ul>
 *   <li>{@link dev.accountlink.examples.recipes.SourceHut}: a provider that the library does not
 *       know.
 *   <li>{@link dev.accountlink.examples.recipes.ThreeColumnLinkStore}: links in a table that the
 *       host has anyway, in {@link dev.accountlink.examples.recipes.LoginTable}.
 *   <li>{@link dev.accountlink.examples.recipes.KeyValueLinkStore}: links in a map, for hosts
 *       without a relational database.
 * </ul>
 *
 * <p>{@code docs/link-store.md} goes through the two stores.
 */
@NullMarked
package dev.accountlink.examples.recipes;

import org.jspecify.annotations.NullMarked;
