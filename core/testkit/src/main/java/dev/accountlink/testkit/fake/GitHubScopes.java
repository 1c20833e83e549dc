package dev.accountlink.testkit.fake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** GitHub's scopes: which includes which, and what each means in words. */
final class GitHubScopes {
  private static final Map<String, List<String>> INCLUDES =
      Map.ofEntries(
          Map.entry("user", List.of("read:user", "user:email", "user:follow")),
          Map.entry(
              "repo",
              List.of(
                  "repo:status",
                  "repo_deployment",
                  "public_repo",
                  "repo:invite",
                  "security_events")),
          Map.entry("admin:repo_hook", List.of("write:repo_hook", "read:repo_hook")),
          Map.entry("write:repo_hook", List.of("read:repo_hook")),
          Map.entry("admin:org", List.of("write:org", "read:org")),
          Map.entry("write:org", List.of("read:org")),
          Map.entry("admin:public_key", List.of("write:public_key", "read:public_key")),
          Map.entry("write:public_key", List.of("read:public_key")),
          Map.entry("project", List.of("read:project")),
          Map.entry("write:packages", List.of("read:packages")));

  private static final Map<String, String> OTHERS =
      Map.of(
          "gist",
          "Create gists",
          "workflow",
          "Update workflow files",
          "delete_repo",
          "Delete repositories");

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("user", "Read and change your profile and read your e-mail addresses"),
          Map.entry("read:user", "Read your profile"),
          Map.entry("user:email", "Read your e-mail addresses"),
          Map.entry("read:org", "See which organizations you belong to"),
          Map.entry("repo", "Read and change all your repositories, private ones too"),
          Map.entry("public_repo", "Read and change your public repositories"));

  private GitHubScopes() {}

  /** Splits at white space and commas, drops unknown names and those another one includes. */
  static Set<String> parse(String text) {
    Set<String> known = new LinkedHashSet<>();
    for (String scope : text.split("[\\s,]+")) {
      if (isKnown(scope)) {
        known.add(scope);
      }
    }
    return normalize(known);
  }

  static Set<String> normalize(Set<String> scopes) {
    Set<String> result = new LinkedHashSet<>(scopes);
    scopes.forEach(scope -> result.removeAll(INCLUDES.getOrDefault(scope, List.of())));
    return result;
  }

  static boolean covers(Set<String> granted, Set<String> asked) {
    return asked.stream()
        .allMatch(
            scope ->
                granted.contains(scope)
                    || granted.stream()
                        .anyMatch(wide -> INCLUDES.getOrDefault(wide, List.of()).contains(scope)));
  }

  static List<String> inWords(Set<String> scopes) {
    if (scopes.isEmpty()) {
      return List.of("Read your public profile");
    }
    return scopes.stream()
        .map(scope -> WORDS.getOrDefault(scope, OTHERS.getOrDefault(scope, scope)))
        .collect(Collectors.toList());
  }

  private static boolean isKnown(String scope) {
    return INCLUDES.containsKey(scope)
        || OTHERS.containsKey(scope)
        || INCLUDES.values().stream().anyMatch(included -> included.contains(scope));
  }
}
