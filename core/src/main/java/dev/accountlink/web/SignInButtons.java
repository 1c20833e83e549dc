package dev.accountlink.web;

import java.util.List;
import java.util.Optional;

/**
 * The sign-in buttons for a page of the host.
 *
 * @param buttons one per provider that is switched on, in order
 * @param signUp one per provider through which people register only when they say so
 * @param setCookie the value of a {@code Set-Cookie} header that the host must add to its answer,
 *     when the browser has no cookie of ours yet or it is due
 */
public record SignInButtons(
    List<Page.Button> buttons, List<Page.Button> signUp, Optional<String> setCookie) {
  /** Copies the lists. */
  public SignInButtons {
    buttons = List.copyOf(buttons);
    signUp = List.copyOf(signUp);
  }

  /** Prints how many. */
  @Override
  public String toString() {
    return "SignInButtons[" + buttons.size() + "]";
  }
}
