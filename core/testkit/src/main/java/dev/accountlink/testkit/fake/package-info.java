/** Fake forges that speak the real protocols; free of JUnit, so that an example may run on them. */
@NullMarked
package dev.accountlink.testkit.fake;

import org.jspecify.annotations.NullMarked;
