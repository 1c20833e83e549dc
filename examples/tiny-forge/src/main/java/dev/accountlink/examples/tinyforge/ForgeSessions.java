package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Who is signed in: the forge keeps it in the {@link HttpSession}. */
final class ForgeSessions {

  private static final String SIGNED_IN = "tiny-forge.signed-in";

  private static final Duration RECENT = Duration.ofMinutes(15);

  private final ForgeUsers users;
  private final Clock clock;

  ForgeSessions(ForgeUsers users, Clock clock) {
    this.users = users;
    this.clock = clock;
  }

  /**
   * One sign-in of one user.
   *
   * @param key names this sign-in; unlike the session id it is no secret
   */
  record SignedIn(String userId, int generation, String key, Instant at) implements Serializable {
    private boolean goesOn(ForgeUser user) {
      return user.sessionGeneration() == generation
          || user.keptSession().filter(key::equals).isPresent();
    }
  }

  /** The user of this request, looked up anew each time: who was disabled a second ago is out. */
  Optional<ForgeUser> current(HttpServletRequest request) {
    return signedIn(request)
        .flatMap(
            signedIn ->
                users.find(signedIn.userId()).filter(ForgeUser::isActive).filter(signedIn::goesOn));
  }

  /** The sign-in that this request belongs to, if it has not ended. */
  Optional<SignedIn> currentSignIn(HttpServletRequest request) {
    return current(request).flatMap(user -> signedIn(request));
  }

  /**
   * Whether the user proved a short while ago who this is, and did not just leave a screen open.
   */
  boolean provenRecently(HttpServletRequest request) {
    Instant limit = clock.instant().minus(RECENT);
    return currentSignIn(request).filter(signedIn -> signedIn.at().isAfter(limit)).isPresent();
  }

  /** The user of this request has just proven once more who this is; the sign-in stays the same. */
  void proven(HttpServletRequest request) {
    SignedIn before = currentSignIn(request).orElseThrow();
    request.changeSessionId();
    request
        .getSession()
        .setAttribute(
            SIGNED_IN,
            new SignedIn(before.userId(), before.generation(), before.key(), clock.instant()));
  }

  /**
   * Signs a user in, in a new session with a new id: whoever knew the old id knows nothing, and
   * nothing that a stranger put into the old session is kept.
   */
  void signIn(HttpServletRequest request, ForgeUser user) {
    if (!user.isActive()) {
      throw new IllegalArgumentException("only active users are signed in");
    }
    signOut(request);
    SignedIn signedIn =
        new SignedIn(
            user.id(), user.sessionGeneration(), UUID.randomUUID().toString(), clock.instant());
    request.getSession(true).setAttribute(SIGNED_IN, signedIn);
  }

  void signOut(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  private static Optional<SignedIn> signedIn(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false))
        .map(session -> (SignedIn) session.getAttribute(SIGNED_IN));
  }
}
