package dev.accountlink.examples.tinyforge;

import dev.accountlink.model.ReturnTo;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The one way to a session. Whoever proved who this is, by a password or through a provider, comes
 * here, so that no way in goes past the second factor.
 */
final class FrontDoor {

  private final ForgeSessions sessions;
  private final SecondFactors secondFactors;
  private final HalfSignIns halfSignIns;

  FrontDoor(ForgeSessions sessions, SecondFactors secondFactors, HalfSignIns halfSignIns) {
    this.sessions = sessions;
    this.secondFactors = secondFactors;
    this.halfSignIns = halfSignIns;
  }

  /** Whether there is a session now, or a code is wanted at {@link SecondFactorServlet#PATH}. */
  enum Entry {
    SIGNED_IN,
    SECOND_FACTOR
  }

  /** Lets an active user in, or to the second factor. Whoever was signed in before is out. */
  Entry enter(
      HttpServletRequest request,
      HttpServletResponse response,
      ForgeUser user,
      ReturnTo continueTo) {
    if (secondFactors.isOn(user.id())) {
      sessions.signOut(request);
      halfSignIns.begin(response, user, continueTo);
      return Entry.SECOND_FACTOR;
    }
    sessions.signIn(request, user);
    return Entry.SIGNED_IN;
  }
}
