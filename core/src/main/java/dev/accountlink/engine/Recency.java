package dev.accountlink.engine;

import dev.accountlink.model.CurrentUser;
import dev.accountlink.spi.HostSessions.Reauthentication;
import java.net.URI;

/** Whether the user who is signed in has proven a short time ago who is at the keyboard. */
final class Recency {
  private final Parts parts;

  Recency(Parts parts) {
    this.parts = parts;
  }

  boolean isRecent(Visit visit, CurrentUser user) {
    return ask(visit, user, parts.settings().path("/links")) instanceof Reauthentication.NotNeeded;
  }

  /** How it is to be proven; NotNeeded when it is. */
  Reauthentication ask(Visit visit, CurrentUser user, String continueTo) {
    boolean recent =
        user.authenticatedAt()
            .filter(at -> at.plus(Settings.RECENT).isAfter(visit.now()))
            .filter(at -> at.isBefore(visit.now().plus(Settings.CLOCK_TOLERANCE)))
            .isPresent();
    return recent
        ? new Reauthentication.NotNeeded()
        : parts
            .sessions()
            .reauthenticate(
                visit.request(),
                user,
                Settings.RECENT,
                URI.create(parts.settings().origin() + continueTo));
  }
}
