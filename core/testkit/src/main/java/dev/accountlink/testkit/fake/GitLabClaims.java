package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What GitLab claims of a person, in ID tokens and at UserInfo. */
final class GitLabClaims {
  private GitLabClaims() {}

  /** Without the scope {@code email} it is the public address, if there is one. */
  static Map<String, @Nullable Object> inBoth(Grant grant, Person person) {
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put(
        "sub_legacy",
        HexFormat.of().formatHex(PkceCheck.sha256(person.subject() + "-secret-key-base")));
    person
        .primaryEmail()
        .filter(
            email ->
                grant.scopes().contains("email")
                    || email.visibility().filter("public"::equals).isPresent())
        .ifPresent(
            email -> {
              claims.put("email", email.address());
              claims.put("email_verified", email.verified());
            });
    return claims;
  }

  static Map<String, @Nullable Object> userInfo(FakeGitLab forge, Grant grant, Person person) {
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("sub", person.subject());
    claims.putAll(inBoth(grant, person));
    claims.put("name", person.displayName());
    claims.put("nickname", person.login());
    if (forge.hasPreferredUsernames()) {
      claims.put("preferred_username", person.login());
    }
    claims.put("profile", forge.url("/" + FormCodec.encode(person.login())));
    claims.put("picture", person.picture());
    claims.put("groups", paths(person));
    claims.put("https://gitlab.org/claims/groups/developer", paths(person));
    claims.putAll(person.claims());
    return claims;
  }

  /** Whoever asked to come in, and was not let in yet, is in no group. */
  static List<String> paths(Person person) {
    return person.groups().stream().filter(PersonGroup::active).map(PersonGroup::name).toList();
  }
}
