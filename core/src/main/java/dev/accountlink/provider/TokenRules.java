package dev.accountlink.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How the tokens of a kind live and die.
 *
 * @param accessLife how long an access token is good for unless the provider says otherwise; empty
 *     when it does not run out
 * @param refresh what a refresh does to the refresh token
 * @param revocation how a token is taken back
 */
public record TokenRules(Optional<Duration> accessLife, Refresh refresh, Revocation revocation) {

  /** What a refresh does to the refresh token. */
  public enum Refresh {
    /** There are none. */
    NONE,
    /** The old pair dies; the new one must be stored before it is used. */
    ROTATES,
    /** The old refresh token goes on being good. */
    STAYS,
    /** Nobody promises either: whatever comes back is stored. */
    UNKNOWN
  }

  /** How a token is taken back. */
  public sealed interface Revocation {
    /**
     * Whether tokens are taken back one by one, so that others of the same person and client live
     * on. Where nobody promises that, an old token is rather left to run out than taken back.
     */
    default boolean endsOne() {
      return this instanceof Endpoint || this instanceof GitHubGrant;
    }

    /** Where people do it themselves, where that is needed. */
    default Optional<URI> page() {
      if (this instanceof ByPerson person) {
        return Optional.of(person.byPerson());
      }
      return this instanceof Discovered discovered
          ? Optional.of(discovered.byPerson())
          : Optional.empty();
    }

    /**
     * RFC 7009.
     *
     * @param endpoint where
     */
    record Endpoint(URI endpoint) implements Revocation {}

    /**
     * RFC 7009 at the address that the metadata names, if it names one.
     *
     * @param byPerson where people do it themselves otherwise
     */
    record Discovered(URI byPerson) implements Revocation {}

    /**
     * {@code DELETE {api}/applications/{client_id}/grant} with the client's id and secret: takes
     * back all tokens of the person and the consent.
     *
     * @param api the API's base
     */
    record GitHubGrant(URI api) implements Revocation {}

    /**
     * Only people themselves can.
     *
     * @param byPerson where
     */
    record ByPerson(URI byPerson) implements Revocation {}
  }

  /** Rules of a kind that promises a lifetime. */
  public static TokenRules of(Duration accessLife, Refresh refresh, Revocation revocation) {
    return new TokenRules(Optional.of(accessLife), refresh, revocation);
  }
}
