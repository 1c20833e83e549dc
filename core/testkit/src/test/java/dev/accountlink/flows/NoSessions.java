package dev.accountlink.flows;

import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.web.WebRequest;
import java.net.URI;
import java.util.Optional;

/** A host where nobody is ever signed in. */
final class NoSessions implements HostSessions {
  @Override
  public Optional<CurrentUser> current(WebRequest request) {
    return Optional.empty();
  }

  @Override
  public SessionStart start(WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
    return new SessionStart.RefusedByHost("nobody");
  }
}
