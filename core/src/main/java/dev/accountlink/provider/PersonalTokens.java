package dev.accountlink.provider;

import dev.accountlink.model.Scope;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The personal access tokens of a kind: made by people at the provider and entered here, to import
 * with. Stateless and thread-safe, like {@link ProviderKind}. They go below the addresses of the
 * kind's {@link RepositoryHosting#apis} only, and they sign nobody in.
 */
public interface PersonalTokens {
  /** How the API is shown a token. */
  enum Shown {
    /** {@code Authorization: Bearer}. */
    BEARER,
    /** {@code PRIVATE-TOKEN}. */
    PRIVATE_TOKEN,
    /** As the password of {@code Authorization: Basic}, without a user name. */
    BASIC,
    /** The same, with what stands beside it as the user name. */
    BASIC_WITH_NAME
  }

  /** What people have to enter beside a token. */
  enum Beside {
    /** Nothing. */
    NOTHING(Pattern.compile("")),
    /** The e-mail address of the account that the token belongs to. */
    EMAIL(Pattern.compile("[\\x21-\\x7E&&[^:@]]{1,64}@[A-Za-z0-9.-]{1,189}")),
    /** The name of the organisation that the token is good for. */
    ORGANIZATION(Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,49}"));

    private final Pattern shape;

    Beside(Pattern shape) {
      this.shape = shape;
    }

    /** Whether a text can be it. */
    public boolean accepts(String text) {
      return shape.matcher(text).matches();
    }
  }

  /**
   * What a provider says of a token.
   *
   * @param subject whose it is: the immutable key, as {@link ProviderKind#identity} gives it
   * @param scopes what it may do; empty when the provider does not say
   * @param expiresAt when it runs out; empty when it does not, or when the provider does not say
   */
  record Facts(String subject, Optional<Set<Scope>> scopes, Optional<Instant> expiresAt) {
    /** Copies the scopes. */
    public Facts {
      scopes = scopes.map(Set::copyOf);
    }

    /** Prints nothing: the subject is a person's. */
    @Override
    public String toString() {
      return "Facts[hidden]";
    }
  }

  /** Where people make such tokens and end them. The address is as in {@link ProviderKind}. */
  URI page(String baseUrl);

  /** Which permissions a token needs for which part, and what its permissions include. */
  ScopeCatalogue scopes();

  /** How the API is shown a token. */
  default Shown shown() {
    return Shown.BEARER;
  }

  /** What people have to enter beside it. */
  default Beside beside() {
    return Beside.NOTHING;
  }

  /**
   * Whose a token is, and what is known of it.
   *
   * @throws ProviderException NOT_A_PERSON when it is nobody's who could be linked, such as a
   *     robot's; others when the provider does not answer as it should
   * @throws CallRefusedException when it does not take the token, or for this
   */
  Facts read(RepositoryApi api) throws ProviderException, CallRefusedException;

  /**
   * Takes the token back.
   *
   * @return false where applications cannot
   * @throws ProviderException when the provider does not answer as it should
   * @throws CallRefusedException when it says no
   */
  default boolean revoke(RepositoryApi api) throws ProviderException, CallRefusedException {
    return false;
  }
}
