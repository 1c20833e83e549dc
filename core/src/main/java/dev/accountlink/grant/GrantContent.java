package dev.accountlink.grant;

import dev.accountlink.exchange.IssuedTokens;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Scope;
import dev.accountlink.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is sealed of a grant.
 *
 * @param provider through which provider it was given, whose client the tokens belong to
 * @param label what the identity is called
 * @param asked the scopes asked for
 * @param granted the scopes granted, where that is known
 * @param since when the user gave it
 * @param tokens the tokens; none once the provider has ended it
 * @param personal what there is to know of a personal access token; empty for a grant by OAuth
 * @param commitIdentities as whom the person's commits may be written, the best first
 */
record GrantContent(
    ProviderId provider,
    String label,
    Set<Scope> asked,
    Optional<Set<Scope>> granted,
    Instant since,
    Optional<Tokens> tokens,
    Optional<Personal> personal,
    List<CommitIdentity> commitIdentities) {

  /**
   * A personal access token.
   *
   * @param beside what it is shown with; empty where its kind wants nothing
   * @param reminded whether its user was told that it will run out
   */
  record Personal(String beside, boolean reminded) {
    /** Prints nothing: an e-mail address may stand there. */
    @Override
    public String toString() {
      return "Personal[hidden]";
    }
  }

  /** Below this an access token is as good as run out: it has to arrive as well. */
  private static final Duration LEAST = Duration.ofSeconds(30);

  /**
   * Tokens with their times.
   *
   * @param access the access token
   * @param obtainedAt when it was given
   * @param expiresAt when it runs out; empty when it does not
   * @param refresh for the next ones
   */
  record Tokens(
      Secret access, Instant obtainedAt, Optional<Instant> expiresAt, Optional<Secret> refresh) {
    static Tokens of(IssuedTokens issued, Instant now) {
      return new Tokens(issued.accessToken(), now, issued.expiresAt(), issued.refreshToken());
    }

    /** A provider that gives no new refresh token goes on taking the old one. */
    Tokens followedBy(IssuedTokens issued, Instant now) {
      return new Tokens(
          issued.accessToken(), now, issued.expiresAt(), issued.refreshToken().or(() -> refresh));
    }

    /**
     * Whether they are good for that long. No longer than nine tenths of a whole life is asked for:
     * who wants more would have them refreshed at every use.
     */
    boolean live(Duration wanted, Instant now) {
      if (expiresAt.isEmpty()) {
        return true;
      }
      Duration most = Duration.between(obtainedAt, expiresAt.get()).multipliedBy(9).dividedBy(10);
      Duration least = LEAST.compareTo(wanted) > 0 ? LEAST : wanted;
      Duration needed = least.compareTo(most) > 0 ? most : least;
      return Duration.between(now, expiresAt.get()).compareTo(needed) >= 0 && isUsable(now);
    }

    /** Some providers give the token that they gave before. */
    boolean haveOneOf(IssuedTokens issued) {
      return access.equals(issued.accessToken())
          || (refresh.isPresent() && refresh.equals(issued.refreshToken()));
    }

    boolean isUsable(Instant now) {
      return expiresAt.isEmpty() || expiresAt.get().isAfter(now);
    }

    /** Prints nothing of them. */
    @Override
    public String toString() {
      return "Tokens[hidden]";
    }
  }

  /** The same with the tokens of a refresh. */
  GrantContent refreshed(IssuedTokens issued, Instant now) {
    return new GrantContent(
        provider,
        label,
        asked,
        issued.granted().or(() -> granted),
        since,
        tokens.map(old -> old.followedBy(issued, now)),
        personal,
        commitIdentities);
  }

  /** The same without tokens: the provider has ended it. */
  GrantContent dead() {
    return new GrantContent(
        provider, label, asked, granted, since, Optional.empty(), personal, commitIdentities);
  }

  /** The same, whose user was told that it will run out. */
  GrantContent reminded() {
    return new GrantContent(
        provider,
        label,
        asked,
        granted,
        since,
        tokens,
        personal.map(before -> new Personal(before.beside(), true)),
        commitIdentities);
  }

  /** The access token as the provider has to be shown it. */
  Optional<AccessToken> access() {
    return tokens.map(
        known ->
            personal
                .map(own -> AccessToken.personal(known.access(), own.beside()))
                .orElseGet(() -> AccessToken.ofGrant(known.access())));
  }

  /** Prints the provider only. */
  @Override
  public String toString() {
    return "GrantContent[" + provider.value() + "]";
  }
}
