package dev.accountlink.examples.tinyforge;

import dev.accountlink.testkit.fake.Person;
import java.net.URI;
import java.util.List;

/** What the forge prints when it has started: where to go, who is there, what to try. */
final class Instructions {

  private static final String WITH_DEMO_PROVIDERS =
      """
        1. Sign in > Demo GitHub, continue as Ada: you are registered. Sign out and click it again.
        2. Sign out, register as bob with a password, sign out, then Demo OpenID as Bob: refused
           with 422, because the name is taken and a name proves nothing.
        3. Sign in as bob with the password, connect Demo OpenID in Settings, and use its logo.
        4. Disconnect it there. Ada cannot disconnect hers: she has no other way in.
        5. Create a repository as Ada and push it: Git wants a password, which Settings lets her set.
        6. The first who registers with a password, such as bob, is staff: Users lists everybody.
        7. Set up a second factor in Settings: the logo asks for its code as well.
      """;

  private static final String WITH_REAL_PROVIDERS =
      """
        1. Sign in with a logo: you are registered. Sign out and click it again.
        2. Register another user with a password, and connect a provider in Settings.
        3. Disconnect it there; the last way in cannot be disconnected.
        4. Create a repository and push it: Git wants a password, which Settings lets you set.
        5. The first who registers with a password is staff: Users lists everybody.
        6. Set up a second factor in Settings: the logo asks for its code as well.
      """;

  private Instructions() {}

  static String text(URI baseUrl, DemoProviders demos) {
    return """

        tiny-forge runs. Open %s

        %s%s
        Stop it with Ctrl+C.
        """
        .formatted(
            baseUrl,
            people(demos.addresses()),
            demos.standInForAll() ? WITH_DEMO_PROVIDERS : WITH_REAL_PROVIDERS);
  }

  private static String people(List<String> addresses) {
    if (addresses.isEmpty()) {
      return "";
    }
    String names =
        String.join(", ", DemoProviders.PEOPLE.stream().map(Person::displayName).toList());
    return """
          %s.
          People there: %s. To be another one, sign out at that address.

        """
        .formatted(String.join(", ", addresses), names);
  }
}
