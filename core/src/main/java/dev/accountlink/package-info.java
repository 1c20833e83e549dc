/**
 * Accountlink on one page: how a host lets people sign in with GitHub or any OpenID Connect
 * provider, and connect and disconnect them.
 *
 * <p><b>To embed it</b>, build one {@link dev.accountlink.AccountLinking} with {@link
 * dev.accountlink.AccountLinking#builder}, giving it
 *
 * <ol>
 *   <li>the application's address as people see it,
 *   <li>providers: {@link dev.accountlink.provider.GitHub}, {@link
 *       dev.accountlink.provider.OpenIdConnect}, or a {@link dev.accountlink.provider.ProviderKind}
 *       of your own,
 *   <li>{@link dev.accountlink.spi.HostUsers}: find a user, say what stands against making one,
 *       make one together with its first link,
 *   <li>{@link dev.accountlink.spi.HostSessions}: who is signed in, start a session,
 *   <li>a {@link dev.accountlink.spi.LinkStore}: the one in {@code accountlink-jdbc-store}, the one
 *       in {@link dev.accountlink.memory}, or your own,
 * </ol>
 *
 * <p>and hand it to the servlet filter. When users are deleted or get another key, call {@link
 * dev.accountlink.AccountLinking#userDeleted} and {@link
 * dev.accountlink.AccountLinking#userRenamed}: a link left behind would belong to whoever gets the
 * key next.
 *
 * <p><b>To understand it</b>, read {@link dev.accountlink.engine.LinkingEndpoints}, {@link
 * dev.accountlink.flow.Decider} and {@link dev.accountlink.flow.Outcome}.
 *
 * <p><b>What it does not do</b>: it keeps no users, passwords, sessions or tokens; it never finds a
 * user by e-mail address or name; it protects none of the host's pages; it starts no thread that
 * keeps a process alive; it is no OpenID Connect provider.
 */
@NullMarked
package dev.accountlink;

import org.jspecify.annotations.NullMarked;
