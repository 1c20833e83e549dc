package dev.accountlink.engine;

import dev.accountlink.flow.Intent;
import dev.accountlink.model.ReturnTo;

/** Where a flow ends when nobody said where. */
final class Returns {
  private Returns() {}

  static ReturnTo defaultFor(Intent.Name intent, Parts parts) {
    return switch (intent) {
      case AUTHORIZE -> grants(parts);
      case SIGN_IN, SIGN_UP, REHEARSE -> parts.pages().home();
      case CONNECT, REAUTHENTICATE -> links(parts);
    };
  }

  /** The host's page with the links, else ours. */
  static ReturnTo links(Parts parts) {
    return new ReturnTo(
        parts.pages().settingsPage().orElseGet(() -> parts.settings().path("/links")));
  }

  /** The page with the user's grants. */
  static ReturnTo grants(Parts parts) {
    return new ReturnTo(parts.settings().path("/grants"));
  }
}
