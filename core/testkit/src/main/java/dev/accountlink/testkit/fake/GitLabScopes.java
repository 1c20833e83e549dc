package dev.accountlink.testkit.fake;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** GitLab's scopes: what each means in words and which ones open which part of the API. */
final class GitLabScopes {
  /** What a request without scopes asks for. */
  static final String USUAL = "api";

  static final List<String> ALL =
      List.of(
          "api",
          "read_api",
          "read_user",
          "read_repository",
          "write_repository",
          "sudo",
          "openid",
          "profile",
          "email");

  private static final Map<String, String> WORDS =
      Map.of(
          "api", "Access the whole API on your behalf: read and write everything you can",
          "read_api", "Read everything that you can read through the API",
          "read_user", "Read your profile, your private e-mail address included",
          "read_repository", "Clone your repositories, private ones too",
          "write_repository", "Push to your repositories",
          "openid", "Know who you are",
          "profile", "Read your name and user name",
          "email", "Read your main e-mail address");

  private GitLabScopes() {}

  static List<String> inWords(Set<String> scopes) {
    return scopes.stream().map(scope -> WORDS.getOrDefault(scope, scope)).toList();
  }

  /** Whether a token may read this part: with any one of the scopes that open it. */
  static boolean opens(Set<String> granted, List<String> sufficient) {
    return sufficient.stream().anyMatch(granted::contains);
  }
}
