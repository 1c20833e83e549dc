package dev.accountlink.spi;

import dev.accountlink.model.ReturnTo;
import dev.accountlink.web.WebRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where the host's own pages are and how it speaks. Every method has a default. Thread-safe. */
public interface HostPages {
  /** The defaults. */
  HostPages DEFAULT = new HostPages() {};

  /** Where the browser goes when nobody asked for anything else. */
  default ReturnTo home() {
    return ReturnTo.ROOT;
  }

  /** The host's regular sign-in page, as an address on its origin. Pages then lead there. */
  default Optional<String> signInPage() {
    return Optional.empty();
  }

  /**
   * The same page, which sends the browser on to a path once somebody has signed in in the normal
   * way, whichever way that is. Without it the built-in page with the sign-in buttons is used where
   * the browser has to come back.
   *
   * @param continueTo a path on the origin, of at most 255 characters, which may be one of this
   *     library's own
   */
  default Optional<String> signInPage(ReturnTo continueTo) {
    return Optional.empty();
  }

  /** The host's page with the user's links, as an address on its origin; else the built-in one. */
  default Optional<String> settingsPage() {
    return Optional.empty();
  }

  /** What people call this site: the name under which it is registered at providers. */
  default Optional<String> siteName() {
    return Optional.empty();
  }

  /**
   * The host's page for its administrators, as an address on its origin. The built-in pages about
   * the providers lead back there, else to {@link #home}.
   */
  default Optional<String> administrationPage() {
    return Optional.empty();
  }

  /** Where a user sets a password or makes a token to push with, as an address on its origin. */
  default Optional<String> gitCredentialsPage() {
    return Optional.empty();
  }

  /** The language of the pages: the first the browser asks for, else English. */
  default Locale locale(WebRequest request) {
    List<Locale> asked = request.locales();
    return asked.isEmpty() ? Locale.ENGLISH : asked.get(0);
  }

  /** The host's own text for a message key; empty takes the library's. */
  default Optional<String> text(Locale locale, String key) {
    return Optional.empty();
  }

  /**
   * Other origins on which the host's own steps are: the page of its second factor, its proof of
   * who is at the keyboard. Forms on the library's pages may lead there; browsers stop a form that
   * ends anywhere else, redirects included.
   */
  default Set<URI> formTargets() {
    return Set.of();
  }
}
