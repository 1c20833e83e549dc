package dev.accountlink.testkit.fake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Gitea's scopes: which are known, what a token with them may do, and what each means in words. */
final class GiteaGrants {
  static final Set<String> EVERYTHING = Set.of("all");

  private static final Set<String> OF_OPENID = Set.of("openid", "profile", "email", "groups");

  private static final Pattern KNOWN =
      Pattern.compile(
          "(read|write):(activitypub|admin|issue|misc|notification|organization|package|repository"
              + "|user)|all|public-only");

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("openid", "Know who you are"),
          Map.entry("profile", "Read your name and user name"),
          Map.entry("email", "Read your e-mail address"),
          Map.entry("groups", "See which organizations and teams you belong to"),
          Map.entry("read:user", "Read your settings and e-mail addresses"),
          Map.entry("read:organization", "See which organizations you belong to"),
          Map.entry("read:repository", "Read your repositories, private ones too"),
          Map.entry("write:repository", "Change your repositories, private ones too"),
          Map.entry("read:issue", "Read issues and comments"));

  private GiteaGrants() {}

  /**
   * What a token may do at the API: everything, unless there is a scope beside those of OpenID and
   * none of these is misspelt.
   */
  static Set<String> effective(Set<String> granted, GiteaFlavour flavour) {
    Set<String> additional = new LinkedHashSet<>(granted);
    additional.removeAll(OF_OPENID);
    boolean narrowed =
        flavour.narrowsTokens
            && !additional.isEmpty()
            && additional.stream().allMatch(KNOWN.asMatchPredicate());
    return narrowed ? additional : EVERYTHING;
  }

  static boolean allows(Set<String> effective, String scope) {
    return effective.contains("all")
        || effective.contains(scope)
        || effective.contains(scope.replace("read:", "write:"));
  }

  static List<String> inWords(Set<String> scopes, GiteaFlavour flavour) {
    if (effective(scopes, flavour).equals(EVERYTHING)) {
      return List.of("Read and change everything in your account, private repositories too");
    }
    return scopes.stream().map(scope -> WORDS.getOrDefault(scope, scope)).toList();
  }
}
