/**
 * Links, grants and first uses in the host's relational database.
 *
 * <p>{@link dev.accountlink.jdbc.Schema} makes the tables, {@link
 * dev.accountlink.jdbc.JdbcLinkStore}, {@link dev.accountlink.jdbc.JdbcGrantStore} and {@link
 * dev.accountlink.jdbc.JdbcReplayGuard} use them. All take the host's data source or its Jdbi;
 * there is no pool here. H2, PostgreSQL and MariaDB.
 *
 * <p>The tables belong to this module: a host reads them if it likes, and changes them only through
 * the classes above. Keys are SHA-256 in 64 small hexadecimal letters, because a collation cannot
 * confuse those; texts stand beside them and are compared after reading. Times are milliseconds
 * since 1970 in UTC. The only secrets in them are sealed under a key that is not in the database,
 * but they say who is who at which provider: guard a dump as you guard your own table of users.
 *
 * <p>Every column is described in {@code docs/schema.md}, what each database needs and what was
 * tried in {@code docs/operations.md}.
 */
@NullMarked
package dev.accountlink.jdbc;

import org.jspecify.annotations.NullMarked;
