/**
 * Links and first uses in the host's relational database.
 *
 * <p>{@link dev.accountlink.jdbc.Schema} makes the tables, {@link
 * dev.accountlink.jdbc.JdbcLinkStore} and {@link dev.accountlink.jdbc.JdbcReplayGuard} use them.
 * All take the host's data source; there is no pool here.
 */
@NullMarked
package dev.accountlink.jdbc;

import org.jspecify.annotations.NullMarked;
