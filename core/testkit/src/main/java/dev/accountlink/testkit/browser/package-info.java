/**
 * A small browser for tests: cookies, redirects and the request headers of Chrome, without script
 * and without a test framework.
 */
@NullMarked
package dev.accountlink.testkit.browser;

import org.jspecify.annotations.NullMarked;
