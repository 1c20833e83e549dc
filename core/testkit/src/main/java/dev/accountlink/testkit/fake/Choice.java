package dev.accountlink.testkit.fake;

import java.util.Optional;
import java.util.Set;

/**
 * What happens to an {@link AuthorizationRequest}: a script's answer, or the person's own at the
 * page.
 */
public sealed interface Choice {

  /**
   * This person consents at once and no page is shown.
   *
   * @param person who consents
   * @param scopes the scopes granted, or empty for all that were asked
   */
  record Approve(Person person, Optional<Set<String>> scopes) implements Choice {}

  /** The person presses Cancel. */
  record Cancel() implements Choice {}

  /** The browser's own session decides, or the consent page. */
  record AskAtPage() implements Choice {}

  /**
   * The provider answers with an error of its own.
   *
   * @param error the error code
   * @param description the text for developers
   */
  record Fail(String error, String description) implements Choice {}

  /** This person consents to everything asked. */
  static Choice approve(Person person) {
    return new Approve(person, Optional.empty());
  }

  /** This person consents to these scopes only. */
  static Choice approve(Person person, String... scopes) {
    return new Approve(person, Optional.of(Set.of(scopes)));
  }

  /** The person refuses. */
  static Choice cancel() {
    return new Cancel();
  }

  /** The page decides. */
  static Choice askAtPage() {
    return new AskAtPage();
  }

  /** The provider answers with this error. */
  static Choice fail(String error, String description) {
    return new Fail(error, description);
  }
}
