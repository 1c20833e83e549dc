package dev.accountlink.testkit.fake;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** OpenID Connect scopes: what each means in words and which claims it opens (Core section 5.4). */
final class OpenIdScopes {
  private static final Map<String, String> WORDS =
      Map.of(
          "openid", "Know who you are",
          "profile", "Read your name and user name",
          "email", "Read your e-mail address",
          "offline_access", "Act for you when you are away");

  private OpenIdScopes() {}

  static Set<String> parse(String text) {
    Set<String> scopes = new LinkedHashSet<>(List.of(text.trim().split("\\s+")));
    scopes.remove("");
    return scopes;
  }

  static List<String> inWords(Set<String> scopes) {
    return scopes.stream().map(scope -> WORDS.getOrDefault(scope, scope)).toList();
  }

  static Map<String, Object> profile(Person person) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("preferred_username", person.login());
    person.name().ifPresent(name -> claims.put("name", name));
    claims.put("picture", person.picture());
    claims.putAll(person.claims());
    return claims;
  }

  static Map<String, Object> email(Person person) {
    Map<String, Object> claims = new LinkedHashMap<>();
    person
        .primaryEmail()
        .ifPresent(
            email -> {
              claims.put("email", email.address());
              claims.put("email_verified", email.verified());
            });
    return claims;
  }
}
