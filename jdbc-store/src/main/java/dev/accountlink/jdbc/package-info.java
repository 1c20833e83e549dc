/** Stores in a relational database. */
@NullMarked
package dev.accountlink.jdbc;

import org.jspecify.annotations.NullMarked;
