package dev.accountlink.engine;

import dev.accountlink.flow.Binding;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.web.GrantPage;
import dev.accountlink.web.RehearsalPage;
import java.util.Optional;

/**
 * What a page has to show, sealed into its address, because begin and callback never render and the
 * server keeps nothing.
 */
sealed interface Note {
  /** What the page's buttons begin again. */
  record Context(Optional<ProviderId> provider, Intent.Name intent, ReturnTo returnTo) {}

  Context context();

  /** A rule said no. */
  record Refused(Context context, Refusal refusal, Optional<String> detail) implements Note {
    Refused(Context context, Refusal refusal) {
      this(context, refusal, Optional.empty());
    }
  }

  /** Something failed. */
  record Failed(Context context, Stage stage, String code, String reference) implements Note {}

  /** The same flow is being finished by another request of this browser: wait, then look. */
  record Waiting(Context context, int looks) implements Note {}

  /**
   * What a rehearsal saw, for the browser, user and session that began it.
   *
   * @param binding whom it belongs to
   * @param seen what was seen
   */
  record Rehearsed(Context context, Binding binding, RehearsalPage.Rehearsal seen)
      implements Note {}

  /**
   * A grant was ended.
   *
   * @param disconnected whether it was because its identity was disconnected
   */
  record Ended(Context context, boolean disconnected, GrantPage.GrantEnded.How how)
      implements Note {}

  /** A session was started that only the next request can show. */
  record Landing(Context context, String user) implements Note {}
}
