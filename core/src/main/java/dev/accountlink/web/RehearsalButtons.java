package dev.accountlink.web;

import java.util.List;
import java.util.Optional;

/**
 * The buttons with which an administrator tries providers, for a page of the host.
 *
 * @param buttons one per provider, also of those that are switched off for sign-in, in order; none
 *     for who may not administer
 * @param setCookie the value of a {@code Set-Cookie} header that the host must add to its answer,
 *     when the browser has no cookie of ours yet or it is due
 */
public record RehearsalButtons(List<Page.Button> buttons, Optional<String> setCookie) {
  /** Copies the list. */
  public RehearsalButtons {
    buttons = List.copyOf(buttons);
  }

  /** Prints how many. */
  @Override
  public String toString() {
    return "RehearsalButtons[" + buttons.size() + "]";
  }
}
