/** The built-in pages, their texts, stylesheet and icons, rendered without any servlet API. */
@NullMarked
package dev.accountlink.page;

import org.jspecify.annotations.NullMarked;
