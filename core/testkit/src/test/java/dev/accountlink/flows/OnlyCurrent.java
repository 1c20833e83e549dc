package dev.accountlink.flows;

import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.web.WebRequest;
import java.net.URI;
import java.util.Optional;

/** Sessions of a host that implements what it must, and nothing more. */
record OnlyCurrent(HostSessions real) implements HostSessions {
  @Override
  public Optional<CurrentUser> current(WebRequest request) {
    return real.current(request);
  }

  @Override
  public SessionStart start(WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
    return real.start(request, user, proof, continueTo);
  }
}
