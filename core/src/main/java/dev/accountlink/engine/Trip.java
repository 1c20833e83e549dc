package dev.accountlink.engine;

import dev.accountlink.flow.Intent;
import dev.accountlink.flow.PendingFlow;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.provider.Provider;
import dev.accountlink.seal.SealRef;
import java.util.Optional;

/** Everything that holds of the flow once its seal is open. */
record Trip(
    Visit visit,
    Provider provider,
    PendingFlow flow,
    SealRef ref,
    boolean sameBrowser,
    Note.Context context) {
  Report.Trace trace() {
    return Report.Trace.of(ref.id(), provider.id());
  }

  /**
   * Whether somebody else is signed in than when the flow began. Of a second tab only the identity
   * can tell.
   */
  boolean isAnother(Optional<CurrentUser> user) {
    return !isSecondTab(user) && !visit.isSameUser(ref, flow.binding(), user);
  }

  /** Nobody was signed in when this sign-in began, and another tab has finished first. */
  boolean isSecondTab(Optional<CurrentUser> user) {
    boolean signsIn = flow.intent() == Intent.Name.SIGN_IN || flow.intent() == Intent.Name.SIGN_UP;
    return signsIn && flow.binding().user().isEmpty() && user.isPresent();
  }
}
