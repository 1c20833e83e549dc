/**
 * The protocols: discovery, authorization address, code exchange and validation of ID tokens. The
 * only place that uses Nimbus' OAuth 2.0 and OpenID Connect types. Knows nothing of hosts.
 */
@NullMarked
package dev.accountlink.exchange;

import org.jspecify.annotations.NullMarked;
