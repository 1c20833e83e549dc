package dev.accountlink.engine;

import dev.accountlink.flow.Event;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostSessions.SessionsEnded;
import java.util.Optional;

/** Ends sessions that began before a user's ways in changed. */
final class OtherSessions {
  private final Parts parts;

  OtherSessions(Parts parts) {
    this.parts = parts;
  }

  /**
   * What was done stays done when the host cannot end sessions; an event says so.
   *
   * @return whether they ended
   */
  boolean endOthers(UserId user, Optional<String> exceptSession, Report.Trace trace) {
    try {
      if (parts.sessions().endSessions(user, exceptSession) == SessionsEnded.ENDED) {
        return true;
      }
    } catch (Watched.FailedAt e) {
      parts.report().failed(e.stage(), e.problem(), trace.with(user));
    }
    parts.report().happened(Event.Kind.SESSIONS_NOT_ENDED, trace.with(user));
    return false;
  }
}
