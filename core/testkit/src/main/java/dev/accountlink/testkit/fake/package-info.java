/**
 * Fake providers: small servers on loopback that speak the true protocol of GitHub and of OpenID
 * Connect, with scripted people, a consent page a person can click, and faults.
 *
 * <p>Nothing here needs a test framework, so that an example application can run on them.
 *
 * <pre>{@code
 * try (FakeGitHub github = FakeGitHub.start()) {
 *   github.register("client-id", "client-secret", "http://localhost:8080/-/sso/github/callback");
 *   github.approveAs(People.ada());                       // every browser comes back as Ada
 *   github.decideWith(request -> Choice.cancel());        // or a script decides
 *   github.askAtPage();                                   // or a person clicks; so it is at first
 *   github.faultOnce(Endpoint.TOKEN, Fault.serverError());
 *   // … point a Provider at github.baseUrl(), let a TestBrowser sign in …
 *   github.tokenCalls();                                  // how often a code was handed in
 * }
 * }</pre>
 */
@NullMarked
package dev.accountlink.testkit.fake;

import org.jspecify.annotations.NullMarked;
