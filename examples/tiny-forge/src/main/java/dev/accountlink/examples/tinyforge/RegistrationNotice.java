package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/** Tells somebody, on the first page after it, that a provider's button made a user. Once. */
final class RegistrationNotice {

  private static final String DUE = "tiny-forge.registered";

  private RegistrationNotice() {}

  static void due(HttpServletRequest request) {
    request.getSession(true).setAttribute(DUE, true);
  }

  /** Whether to say it on this page; not on any later one. */
  static boolean take(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    boolean due = session != null && session.getAttribute(DUE) != null;
    if (due) {
      session.removeAttribute(DUE);
    }
    return due;
  }
}
