package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;

/** A forge without providers: local sign-in only. */
final class NoProviders implements SocialSignIn {

  @Override
  public List<Button> signInButtons(HttpServletRequest request, HttpServletResponse response) {
    return List.of();
  }

  @Override
  public Settings settings(
      HttpServletRequest request, HttpServletResponse response, ForgeUser user) {
    return new Settings(List.of(), List.of());
  }

  @Override
  public Set<String> formTargets() {
    return Set.of();
  }
}
