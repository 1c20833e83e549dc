package dev.accountlink.examples.tinyforge;

import dev.accountlink.testkit.fake.Person;
import java.net.URI;
import java.util.List;

/** What the forge prints when it has started: where to go, who is there, what to try. */
final class Instructions {

  private static final String WITH_DEMO_PROVIDERS =
      """
        1. Sign in > Demo OpenID, continue as Ada: you are registered. Sign out and click it again.
        2. Conflict: sign out, register as bob with a password, sign out, then Demo School as Bob:
           refused with 422, because the name is taken and a name proves nothing. Demo GitHub as
           Bob lets you sign in as bob first, and connects after a page that names both sides.
        3. Settings: disconnect it. Ada cannot disconnect hers: she has no other way in.
        4. Completion: Demo OpenID as Zo\u00eb, whose name cannot be used here: a page suggests another.
        5. Approval: Demo School as Emmy: she waits. bob, the first who registered with a password,
           is staff: he approves her at Users.
        6. Staff page: at Users, connect and disconnect for others, and disable them; at Providers,
           read how one is set up, examine it, and see who would be locked out without it.
        7. Proof: a quarter of an hour after you signed in, Connect asks first who you are.
        8. Set up a second factor in Settings: the logo asks for its code as well.
        9. Create a repository as Ada and push it: Git wants a password, which Settings lets her set.
       10. Home > Import repositories: give a permission, choose some of Ada's, and watch them come.
      """;

  private static final String WITH_REAL_PROVIDERS =
      """
        1. Sign in with a logo: you are registered. Sign out and click it again.
        2. Conflict: register another user with a password and the e-mail address or user name of
           somebody at a provider: his sign-in through it is refused.
        3. Connect a provider in Settings, and disconnect it; the last way in stays.
        4. Staff page: the first who registers with a password is staff. Users lists everybody;
           Providers says how to register the forge at each, examines it, and names how many would
           be locked out without it.
        5. Proof: a quarter of an hour after you signed in, Connect asks first who you are.
        6. Set up a second factor in Settings: the logo asks for its code as well.
        7. Create a repository and push it: Git wants a password, which Settings lets you set.
        8. Home > Import repositories: give a permission, choose some, and watch them come.
      """;

  private Instructions() {}

  static String text(URI baseUrl, DemoProviders demos) {
    List<String> addresses = demos.addresses();
    return """

        tiny-forge runs. Open %s

        %s%s
        Stop it with Ctrl+C.
        """
        .formatted(
            baseUrl,
            people(addresses),
            addresses.isEmpty() ? WITH_REAL_PROVIDERS : WITH_DEMO_PROVIDERS);
  }

  private static String people(List<String> addresses) {
    if (addresses.isEmpty()) {
      return "";
    }
    String names =
        String.join(", ", DemoProviders.PEOPLE.stream().map(Person::displayName).toList());
    return """
          %s
          People there: %s. To be another one, sign out at that address.

        """
        .formatted(String.join("\n  ", addresses), names);
  }
}
