/**
 * What an import needs from a provider: its repositories, what to clone them with, and keys that
 * read one of them. Asks and answers only; cloning is the host's.
 */
@NullMarked
package dev.accountlink.imports;

import org.jspecify.annotations.NullMarked;
