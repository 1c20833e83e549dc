/**
 * The web as values: what came in, what goes out, and the pages to be shown. No servlet type: an
 * adapter translates and holds no rule.
 */
@NullMarked
package dev.accountlink.web;

import org.jspecify.annotations.NullMarked;
