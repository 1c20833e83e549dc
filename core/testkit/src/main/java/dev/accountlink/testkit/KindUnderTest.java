package dev.accountlink.testkit;

import dev.accountlink.provider.Client;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.fake.Person;
import java.net.URI;
import java.util.Optional;

/**
 * A provider kind and a fake that speaks its protocol, as {@link ProviderKindContract} looks at
 * them. {@link FakeKind} is one over the fakes of this testkit.
 */
public interface KindUnderTest extends AutoCloseable {

  /** Registers a client at the fake, and gives the provider configured with it. */
  Provider provider(Client client, URI callback);

  /** Lets this person consent to whatever is asked from now on. */
  void consentAs(Person person);

  /** Lets whoever is asked press Cancel from now on. */
  void cancel();

  /** How many calls the fake has had by now besides those of browsers, metadata and keys. */
  int calls();

  /** Lets everything but browsers' pages answer with status 500, or with a page of HTML. */
  void breakApi(boolean html);

  /** What the identity key of this person ends in. */
  default String subjectOf(Person person) {
    return person.subject();
  }

  /** The most calls that an identity costs: 1 where an ID token tells it, else 2. */
  int callsForIdentity();

  /**
   * Whether an address that was never proven is told as such; otherwise it is not told, or no
   * address counts as proven.
   */
  default boolean tellsVerifiedEmails() {
    return true;
  }

  /** Whether people have a name besides the login. */
  default boolean tellsDisplayNames() {
    return true;
  }

  /** Whether a wrong secret is another error than a wrong code. */
  default boolean tellsWrongSecret() {
    return true;
  }

  /** Whether a code is refused with another verifier: not all providers know PKCE. */
  default boolean checksVerifier() {
    return true;
  }

  /** Whether the provider's answers show that it has shut somebody out: some just let nobody by. */
  default boolean tellsSuspended() {
    return true;
  }

  /** Where the provider shows a picture of this person; empty where it tells of none. */
  default Optional<URI> pictureOf(Person person) {
    return Optional.empty();
  }

  /** The code in the answer to a cancelled request; empty where the browser stays there. */
  default Optional<String> errorOfCancel() {
    return Optional.of("access_denied");
  }

  /** Closes the fake. */
  @Override
  void close();
}
