/**
 * What people do and see in a real Chromium. Skipped with one line where there is none; {@code
 * ACCOUNTLINK_REQUIRE_BROWSER=true} makes that a failure.
 */
@NullMarked
package dev.accountlink.examples.tinyforge.browser;

import org.jspecify.annotations.NullMarked;
