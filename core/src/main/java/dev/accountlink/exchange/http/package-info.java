/** The one outbound HTTP client: the only place that opens a connection. */
@NullMarked
package dev.accountlink.exchange.http;

import org.jspecify.annotations.NullMarked;
