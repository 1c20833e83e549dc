/** The filter that puts Accountlink into a servlet container. */
@NullMarked
package dev.accountlink.servlet;

import org.jspecify.annotations.NullMarked;
