/** Grants against real stores and providers: given, refreshed, lost, ended. */
@NullMarked
package dev.accountlink.grants;

import org.jspecify.annotations.NullMarked;
