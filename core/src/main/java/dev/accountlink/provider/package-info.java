/**
 * Providers and their kinds: what is configured, and what is true of GitHub or of any OpenID
 * Connect provider. A kind is one file, mostly data, each quirk beside its reason.
 */
@NullMarked
package dev.accountlink.provider;

import org.jspecify.annotations.NullMarked;
