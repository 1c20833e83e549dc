/**
 * Fake providers: small servers on loopback that speak the true protocol of GitHub and of OpenID
 * Connect, with scripted people, a consent page a person can click, and faults.
 *
 * <p>Nothing here needs a test framework, so that an example application can run on them.
 */
@NullMarked
package dev.accountlink.testkit.fake;

import org.jspecify.annotations.NullMarked;
