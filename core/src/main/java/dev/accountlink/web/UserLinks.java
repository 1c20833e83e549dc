package dev.accountlink.web;

import java.util.Optional;

/**
 * The current user's links for a settings page of the host.
 *
 * @param page links and buttons
 * @param setCookie the value of a {@code Set-Cookie} header that the host must add to its answer
 */
public record UserLinks(Page.Links page, Optional<String> setCookie) {
  /** Prints how many. */
  @Override
  public String toString() {
    return "UserLinks[" + page.links().size() + "]";
  }
}
