package dev.accountlink;

import dev.accountlink.engine.Administration;
import dev.accountlink.engine.LinkingEndpoints;
import dev.accountlink.engine.Parts;
import dev.accountlink.flow.Outcome;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.imports.GrantAccess;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.model.UserId;
import dev.accountlink.model.WayIn;
import dev.accountlink.provider.Finding;
import dev.accountlink.provider.Provider;
import dev.accountlink.spi.HostPages;
import dev.accountlink.web.RehearsalButtons;
import dev.accountlink.web.SignInButtons;
import dev.accountlink.web.UserLinks;
import dev.accountlink.web.WebReply;
import dev.accountlink.web.WebRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sign in, register, connect and disconnect through providers: all a host needs of this library.
 *
 * <pre>{@code
 * AccountLinking linking =
 *     AccountLinking.builder("https://forge.example.com")
 *         .provider(GitHub.provider("github", "GitHub", Client.of(id, secret)))
 *         .users(myUsers)
 *         .sessions(mySessions)
 *         .links(new JdbcLinkStore(dataSource))
 *         .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe. To change providers or the base URL, build another and swap it: the
 * servlet filter takes a supplier. It starts no thread that keeps a process alive.
 */
public final class AccountLinking {
  private final Parts parts;
  private final LinkingEndpoints endpoints;
  private final Administration administration;

  AccountLinking(Parts parts) {
    this.parts = parts;
    this.endpoints = new LinkingEndpoints(parts);
    this.administration = new Administration(parts);
  }

  /**
   * Begins a configuration.
   *
   * @param baseUrl the application's address as people see it, {@code https://host} or {@code
   *     https://host/path}; http only on loopback
   */
  public static AccountLinkingBuilder builder(String baseUrl) {
    return new AccountLinkingBuilder(baseUrl);
  }

  /**
   * Whether a request is this library's to answer. Looks at nothing but the path.
   *
   * @param path as it was sent, still encoded, without context path and query
   */
  public boolean owns(String path) {
    return endpoints.owns(path);
  }

  /** Answers a request that is {@linkplain #owns ours}. Never throws. */
  public WebReply handle(WebRequest request) {
    return endpoints.handle(request);
  }

  /**
   * The sign-in buttons for a page of the host. The host adds {@link SignInButtons#setCookie()} to
   * its answer.
   *
   * @param returnTo where the browser goes once signed in
   */
  public SignInButtons signInButtons(WebRequest request, ReturnTo returnTo) {
    return endpoints.signInButtons(request, returnTo);
  }

  /**
   * The links of the user who is signed in, and the buttons to connect and disconnect, for a page
   * of the host; empty when nobody is signed in.
   */
  public Optional<UserLinks> linksOf(WebRequest request) {
    return endpoints.linksOf(request);
  }

  /**
   * To be called when a user is deleted: the user's links and grants go as well, or whoever gets
   * the same key later would inherit them.
   *
   * @return how many links there were
   */
  public int userDeleted(UserId user) {
    return endpoints.unwatched(() -> administration.deleted(user));
  }

  /**
   * To be called when a user is disabled: the user's sessions end. The links stay, for the day the
   * user is let in again; until then no provider opens a session.
   *
   * @return whether the sessions ended; where the host cannot end them, an event says so as well
   */
  public boolean userDisabled(UserId user) {
    return endpoints.unwatched(() -> administration.disabled(user));
  }

  /**
   * To be called when a user's password was set, changed or recovered: sessions that began before
   * end, because whoever took the user over may still be in one.
   *
   * @param exceptSession the mark of the session to keep, where the user set it in one
   * @return whether the sessions ended; where the host cannot end them, an event says so as well
   */
  public boolean passwordWasSet(UserId user, Optional<String> exceptSession) {
    return endpoints.unwatched(() -> administration.passwordWasSet(user, exceptSession));
  }

  /**
   * To be called when a user's key changes: links and grants go along.
   *
   * @throws IllegalStateException when the new key has links; nothing is changed then
   */
  public void userRenamed(UserId from, UserId to) {
    endpoints.unwatched(
        () -> {
          administration.rename(from, to);
          return true;
        });
  }

  /**
   * To be called now and then by a host that does not call {@link #userDeleted} for every user:
   * goes through all links and grants, a page at a time, and removes those of users whom the host
   * does not find; grants also where the user's key was somebody else's when they were given.
   *
   * @return how many links there were
   */
  public int forgetMissingUsers() {
    return endpoints.unwatched(administration::forgetMissingUsers);
  }

  /**
   * Removes all links and grants of a user who has proven in another way that the user is his, such
   * as by a link sent to the e-mail address: whatever somebody else connected before is no way in
   * any more, and sessions that began before end. The host sees to it that a password or another
   * way in is left.
   *
   * @param exceptSession the mark of the session to keep, where the user has proven it in one
   * @return how many links there were
   */
  public int disconnectAll(UserId user, Optional<String> exceptSession) {
    return endpoints.unwatched(() -> administration.disconnectAll(user, exceptSession));
  }

  /**
   * The tokens that users gave for imports.
   *
   * @throws IllegalStateException when none are kept
   */
  public Grants grants() {
    return parts
        .grants()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No grants are kept: call grants(store, keys) before build()."));
  }

  /**
   * The repositories that a user can import with the grant he gave last at a provider. Where there
   * is none, every question says so.
   *
   * @throws IllegalStateException when no grants are kept
   * @throws IllegalArgumentException when no provider has that id
   */
  public RemoteRepositories repositories(UserId user, ProviderId provider) {
    return new RemoteRepositories(
        parts.exchange(), required(provider), GrantAccess.last(grants(), user, provider));
  }

  /**
   * The repositories that a user can import with one of his grants.
   *
   * @throws IllegalStateException when no grants are kept
   * @throws IllegalArgumentException when the grant's provider is not configured any more
   */
  public RemoteRepositories repositories(Grant grant) {
    return new RemoteRepositories(
        parts.exchange(),
        required(grant.provider()),
        GrantAccess.of(grants(), grant.key().user(), grant.id()));
  }

  /** The links of any user, for an administrator. */
  public List<Link> linksOf(UserId user) {
    return endpoints.unwatched(() -> administration.linksOf(user));
  }

  /**
   * Adds a link for a user on an administrator's word; nobody proves the identity. The host has
   * made sure that the caller is an administrator.
   *
   * @param administrator who does it; stands in the event
   * @param provider through which provider
   * @param subject the immutable key of the person there, never a login or an e-mail address
   * @param label what to call it
   * @return Connected, or Refused with the rule
   * @throws IllegalArgumentException when no provider has that id or the subject cannot be one
   */
  public Outcome connectFor(
      UserId administrator, UserId user, ProviderId provider, String subject, String label) {
    Provider known = required(provider);
    if (!known.kind().isSubject(subject)) {
      throw new IllegalArgumentException(
          "This is not a person's immutable key at "
              + known.label()
              + ", which is no login and no e-mail address. A link under it would never be used.");
    }
    IdentityKey identity = new IdentityKey(known.authority(), subject);
    return endpoints.unwatched(
        () -> administration.connectFor(administrator, user, identity, label));
  }

  /**
   * Removes a link of a user on an administrator's word, even the last way in, and ends what the
   * user granted as that identity, and the user's sessions. The host has made sure that the caller
   * is an administrator.
   *
   * @param administrator who does it; stands in the event
   * @return Disconnected, or Refused when the user has no such link
   */
  public Outcome disconnectFor(UserId administrator, UserId user, IdentityKey identity) {
    return endpoints.unwatched(() -> administration.disconnectFor(administrator, user, identity));
  }

  /**
   * Runs the removal of a password or passkey, if the user could still sign in afterwards. The
   * check and the removal happen under the lock that disconnecting takes, so of the two at once
   * only one takes the last way in. A store over a connection pool holds one connection meanwhile.
   *
   * @param way what is removed
   * @param removal removes it; runs at most once, and must not call this library
   * @return whether it ran
   */
  public boolean removeWayIn(UserId user, WayIn way, Runnable removal) {
    return endpoints.unwatched(() -> administration.removeWayIn(user, way, removal));
  }

  /**
   * How many users could not sign in any more if this provider were switched off or removed. Goes
   * through all links, a page at a time.
   *
   * @throws IllegalArgumentException when no provider has that id
   */
  public int lockedOutBy(ProviderId provider) {
    return endpoints.unwatched(() -> administration.lockedOutBy(required(provider)));
  }

  /**
   * Looks at a provider as it is configured, for an administrator: whether it answers, is who it
   * should be, has the right time, and takes the client. Signs nobody in; may take half a minute.
   *
   * @throws IllegalArgumentException when no provider has that id
   */
  public List<Finding> examine(ProviderId provider) {
    Provider known = required(provider);
    return parts.exchange().examine(known, parts.settings().callback(known.id()));
  }

  /**
   * The buttons with which an administrator tries providers in this browser, for a page of the
   * host. They go the whole way of a sign-in, show what it would come to, and write nothing. None
   * for whom {@link dev.accountlink.spi.HostSessions#mayAdminister} does not let.
   *
   * @param returnTo where the page that shows it leads back to
   */
  public RehearsalButtons rehearsalButtons(WebRequest request, ReturnTo returnTo) {
    return endpoints.rehearsalButtons(request, returnTo);
  }

  private Provider required(ProviderId id) {
    return parts
        .providers()
        .find(id)
        .orElseThrow(
            () -> new IllegalArgumentException("No provider has the id '" + id.value() + "'."));
  }

  /** The configured providers, in the order people see them. */
  public List<Provider> providers() {
    return parts.providers().all();
  }

  /** The exact address to register at a provider. */
  public String callbackOf(Provider provider) {
    return parts.settings().callback(provider.id()).toString();
  }

  /** The path on the origin where this library's pages begin, the context path included. */
  public String rootPath() {
    return parts.settings().path("");
  }

  /** The same path without the context path: what {@link #owns} looks for. */
  public String prefix() {
    return parts.settings().prefix();
  }

  /**
   * The origins that the buttons lead to. A host with a Content-Security-Policy of its own adds
   * them to {@code form-action} on pages with buttons, because browsers apply it to the redirect
   * after a POST. May ask a provider's metadata the first time; while it cannot be had, its own
   * origin stands here.
   */
  public Set<String> formTargets() {
    return parts.providers().all().stream()
        .map(parts.exchange()::authorizationOrigin)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The host's own pages and texts. */
  public HostPages pages() {
    return parts.pages();
  }
}
