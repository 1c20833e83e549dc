package dev.accountlink.examples.tinyforge;

import dev.accountlink.spi.HostPages;
import java.util.Optional;

/** Where Accountlink's pages send people on. */
final class ForgeHostPages implements HostPages {

  @Override
  public Optional<String> signInPage() {
    return Optional.of(SignInServlet.PATH);
  }

  @Override
  public Optional<String> settingsPage() {
    return Optional.of(SettingsServlet.PATH + "#social");
  }

  @Override
  public Optional<String> gitCredentialsPage() {
    return Optional.of(SettingsServlet.PATH + "#password");
  }
}
