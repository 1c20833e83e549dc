/**
 * Git behind the demo providers, so that importing from them is no make-believe. A forge with real
 * providers has none of this.
 */
@NullMarked
package dev.accountlink.examples.tinyforge.demo;

import org.jspecify.annotations.NullMarked;
