package dev.accountlink;

import dev.accountlink.engine.LinkingEndpoints;
import dev.accountlink.engine.Parts;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Provider;
import dev.accountlink.spi.HostPages;
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

  AccountLinking(Parts parts) {
    this.parts = parts;
    this.endpoints = new LinkingEndpoints(parts);
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
   * To be called when a user is deleted: the user's links go as well, or whoever gets the same key
   * later would inherit them.
   *
   * @return how many links there were
   */
  public int userDeleted(UserId user) {
    return endpoints.unwatched(() -> parts.links().removeAll(user));
  }

  /**
   * To be called when a user's key changes.
   *
   * @throws IllegalStateException when the new key has links; nothing is changed then
   */
  public void userRenamed(UserId from, UserId to) {
    endpoints.unwatched(
        () -> {
          parts.links().rename(from, to);
          return true;
        });
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
