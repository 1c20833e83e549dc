/** The built-in pages, rendered without any servlet API. */
@NullMarked
package dev.accountlink.page;

import org.jspecify.annotations.NullMarked;
