package dev.accountlink.examples.tinyforge;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every template finds besides its own content.
 *
 * @param viewer who looks at the page, if signed in
 * @param welcome whether the viewer was registered by a provider's button a moment ago
 * @param csrf asked by forms only, so that merely reading pages begins no session
 */
record PageFrame(String title, Optional<ForgeUser> viewer, boolean welcome, Supplier<String> csrf) {

  /** The value of the hidden field {@value CsrfTokens#FIELD} in the forge's own forms. */
  String csrfToken() {
    return csrf.get();
  }
}
