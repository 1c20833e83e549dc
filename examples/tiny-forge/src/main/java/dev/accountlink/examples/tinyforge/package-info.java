/** A small forge that shows Accountlink at work. */
@NullMarked
package dev.accountlink.examples.tinyforge;

import org.jspecify.annotations.NullMarked;
