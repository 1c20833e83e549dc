package dev.accountlink.examples.tinyforge;

import dev.accountlink.examples.tinyforge.FrontDoor.Entry;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.web.WebRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;

/** The forge's sessions, as Accountlink asks for and starts them. */
final class ForgeHostSessions implements HostSessions {

  /** Why nobody was signed in; {@link ForgeHostPages} has the sentence. */
  static final String NOT_ACTIVE = "tiny-forge.not-active";

  private final ForgeUsers users;
  private final ForgeSessions sessions;
  private final FrontDoor frontDoor;
  private final URI baseUrl;

  ForgeHostSessions(ForgeUsers users, ForgeSessions sessions, FrontDoor frontDoor, URI baseUrl) {
    this.users = users;
    this.sessions = sessions;
    this.frontDoor = frontDoor;
    this.baseUrl = baseUrl;
  }

  @Override
  public Optional<CurrentUser> current(WebRequest request) {
    return sessions
        .currentSignIn(servletRequest(request))
        .map(
            signIn ->
                new CurrentUser(
                    new UserId(signIn.userId()),
                    Optional.of(signIn.key()),
                    Optional.of(signIn.at())));
  }

  /** Staff may. */
  @Override
  public boolean mayAdminister(WebRequest request) {
    return sessions.current(servletRequest(request)).filter(ForgeUser::staff).isPresent();
  }

  @Override
  public SessionStart start(WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
    HttpServletRequest servletRequest = servletRequest(request);
    // looked up once more: this may be the second in which somebody is disabled
    Optional<ForgeUser> active = users.find(user.id().value()).filter(ForgeUser::isActive);
    if (active.isEmpty()) {
      return new SessionStart.RefusedByHost(NOT_ACTIVE);
    }
    HttpServletResponse response = request.unwrap(HttpServletResponse.class).orElseThrow();
    Entry entry = frontDoor.enter(servletRequest, response, active.get(), localPath(continueTo));
    if (entry == Entry.SECOND_FACTOR) {
      return new SessionStart.ContinuesAt(URI.create(SecondFactorServlet.PATH));
    }
    if (proof.registered()) {
      RegistrationNotice.due(servletRequest);
    }
    return new SessionStart.Started();
  }

  @Override
  public SessionsEnded endSessions(UserId user, Optional<String> exceptSession) {
    users.endSessions(user.value(), exceptSession);
    return SessionsEnded.ENDED;
  }

  /** A page of this forge; what lies elsewhere is not gone to. */
  private ReturnTo localPath(URI continueTo) {
    String text = continueTo.toString();
    return text.startsWith(baseUrl + "/")
        ? ReturnTo.read(text.substring(baseUrl.toString().length())).orElse(ReturnTo.ROOT)
        : ReturnTo.ROOT;
  }

  private static HttpServletRequest servletRequest(WebRequest request) {
    return request.unwrap(HttpServletRequest.class).orElseThrow();
  }
}
