package dev.accountlink.testkit.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** The codes and tokens a fake provider has given out. Thread-safe. */
final class IssuedGrants {
  static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

  /** What a person allowed. */
  record Grant(
      AuthorizationRequest request,
      String subject,
      Set<String> scopes,
      Instant authenticatedAt,
      Instant issuedAt) {

    boolean isExpiredAt(Instant now) {
      return now.isAfter(issuedAt.plus(CODE_LIFETIME));
    }

    boolean isOf(FakeClient client) {
      return request.client().id().equals(client.id());
    }

    private Grant of(Person other) {
      return new Grant(request, other.subject(), scopes, authenticatedAt, issuedAt);
    }
  }

  /** How the tokens of a kind begin. */
  record Prefixes(String access, String refresh) {}

  /** What an answer has. */
  record Pair(String access, Optional<String> refresh) {}

  /** What came of a refresh. */
  sealed interface Refresh {
    record Given(Grant grant, Pair pair) implements Refresh {}

    record Refused(Flaw flaw) implements Refresh {}
  }

  /** What is wrong with a refresh token. */
  enum Flaw {
    UNKNOWN,
    OF_ANOTHER_CLIENT,
    ENDED,
    EXPIRED,
    USED,
    USED_LONG_AGO
  }

  /** All tokens that go back to one code. */
  private static final class Family {
    private final Grant grant;
    private boolean ended;
    private int generation;

    private Family(Grant grant) {
      this.grant = grant;
    }
  }

  private record Access(Family family, Optional<Instant> until) {
    boolean isGoodAt(Instant now) {
      return !family.ended && !hasRunOutAt(now);
    }

    boolean hasRunOutAt(Instant now) {
      return until.filter(end -> !now.isBefore(end)).isPresent();
    }
  }

  private record Renewal(Family family, int generation, Instant until) {}

  private final FakeForge forge;
  private final Map<String, Grant> codes = new HashMap<>();
  private final Map<String, Family> familyOfUsedCode = new HashMap<>();
  private final Map<String, Access> accessTokens = new HashMap<>();
  private final Map<String, Renewal> refreshTokens = new HashMap<>();
  private final List<String> secrets = new ArrayList<>();

  IssuedGrants(FakeForge forge) {
    this.forge = forge;
  }

  synchronized String issueCode(Grant grant) {
    String code = "code" + random();
    codes.put(code, grant);
    secrets.add(code);
    return code;
  }

  /**
   * Gives a code's grant exactly once; a second try takes back the tokens of the first (RFC 6749
   * section 4.1.2).
   */
  synchronized Optional<Grant> redeem(String code) {
    Optional<Grant> grant = Optional.ofNullable(codes.remove(code));
    if (grant.isEmpty()) {
      Optional.ofNullable(familyOfUsedCode.get(code)).ifPresent(family -> family.ended = true);
    }
    return grant;
  }

  /** Whether tokens were given for this code. */
  synchronized boolean wasUsed(String code) {
    return familyOfUsedCode.containsKey(code);
  }

  /** The tokens for a code. */
  Pair issue(String code, Grant grant, Prefixes prefixes) {
    return issue(code, grant, prefixes, true);
  }

  /** The same, where a request decides whether there is a refresh token. */
  synchronized Pair issue(String code, Grant grant, Prefixes prefixes, boolean offline) {
    Family family = new Family(grant);
    familyOfUsedCode.put(code, family);
    boolean renewable = offline && forge.tokens().refreshTokens() != RefreshTokens.NONE;
    return new Pair(
        access(family, prefixes),
        renewable ? Optional.of(renewal(family, prefixes)) : Optional.empty());
  }

  private String access(Family family, Prefixes prefixes) {
    String token = prefixes.access() + random();
    accessTokens.put(token, new Access(family, forge.tokens().accessLife().map(forge.now()::plus)));
    secrets.add(token);
    return token;
  }

  private String renewal(Family family, Prefixes prefixes) {
    String token = prefixes.refresh() + random();
    Instant until = forge.now().plus(forge.tokens().refreshLife());
    refreshTokens.put(token, new Renewal(family, family.generation, until));
    secrets.add(token);
    return token;
  }

  /** New tokens for a refresh token. */
  synchronized Refresh refresh(String token, FakeClient client, Prefixes prefixes) {
    Optional<Flaw> flaw = flaw(token, client);
    RefreshTokens rule = forge.tokens().refreshTokens();
    if (flaw.isPresent()) {
      boolean again = flaw.get() == Flaw.USED || flaw.get() == Flaw.USED_LONG_AGO;
      if (again && rule == RefreshTokens.ROTATE_AND_PUNISH) {
        known(token).family().ended = true;
      }
      return new Refresh.Refused(flaw.get());
    }
    Family old = known(token).family();
    Family family =
        forge.tokens().mixedUpWith().map(person -> new Family(old.grant.of(person))).orElse(old);
    if (rule.rotates()) {
      old.generation++;
    }
    if (forge.tokens().endsOldAccess()) {
      accessTokens.values().removeIf(access -> access.family() == old);
    }
    Optional<String> next =
        switch (rule) {
          case NONE, STAY -> Optional.empty();
          case REPEAT -> Optional.of(token);
          case MULTIPLY, ROTATE, ROTATE_AND_PUNISH -> Optional.of(renewal(family, prefixes));
        };
    return new Refresh.Given(family.grant, new Pair(access(family, prefixes), next));
  }

  private Renewal known(String token) {
    return Objects.requireNonNull(refreshTokens.get(token));
  }

  private Optional<Flaw> flaw(String token, FakeClient client) {
    if (!refreshTokens.containsKey(token)) {
      return Optional.of(Flaw.UNKNOWN);
    }
    Renewal renewal = known(token);
    if (!renewal.family().grant.isOf(client)) {
      return Optional.of(Flaw.OF_ANOTHER_CLIENT);
    }
    if (renewal.family().ended) {
      return Optional.of(Flaw.ENDED);
    }
    if (!forge.now().isBefore(renewal.until())) {
      return Optional.of(Flaw.EXPIRED);
    }
    return switch (renewal.family().generation - renewal.generation()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(Flaw.USED);
      default -> Optional.of(Flaw.USED_LONG_AGO);
    };
  }

  synchronized boolean isGoodForRefresh(String token) {
    return refreshTokens.containsKey(token)
        && flaw(token, known(token).family().grant.request().client()).isEmpty();
  }

  synchronized boolean canRefresh(Predicate<Grant> which) {
    return refreshTokens.entrySet().stream()
        .filter(entry -> which.test(entry.getValue().family().grant))
        .anyMatch(entry -> isGoodForRefresh(entry.getKey()));
  }

  /** Of an access token that is good now. */
  synchronized Optional<Grant> find(String token) {
    return Optional.ofNullable(accessTokens.get(token))
        .filter(access -> access.isGoodAt(forge.now()))
        .map(access -> access.family().grant);
  }

  /** Whether an access token was good until its time was over. */
  synchronized boolean hasRunOut(String token) {
    return Optional.ofNullable(accessTokens.get(token))
        .filter(access -> !access.family().ended && access.hasRunOutAt(forge.now()))
        .isPresent();
  }

  /** Of a token of either sort that was given out and not taken back by itself, good or not. */
  synchronized Optional<Grant> ofToken(String token) {
    return family(token).map(family -> family.grant);
  }

  private Optional<Family> family(String token) {
    return Optional.ofNullable(accessTokens.get(token))
        .map(Access::family)
        .or(() -> Optional.ofNullable(refreshTokens.get(token)).map(Renewal::family))
        .filter(family -> !family.ended);
  }

  /** Takes one token of either sort back. */
  synchronized void revoke(String token) {
    accessTokens.remove(token);
    refreshTokens.remove(token);
  }

  /** Ends everything that goes back to the same code as this token. */
  synchronized void endFamilyOf(String token) {
    family(token).ifPresent(family -> family.ended = true);
  }

  /** Ends all families of such grants. */
  synchronized void endAll(Predicate<Grant> which) {
    accessTokens.values().stream()
        .map(Access::family)
        .filter(family -> which.test(family.grant))
        .forEach(family -> family.ended = true);
    refreshTokens.values().stream()
        .map(Renewal::family)
        .filter(family -> which.test(family.grant))
        .forEach(family -> family.ended = true);
  }

  /** Takes all access tokens back, and no refresh token. */
  synchronized void revokeAll() {
    accessTokens.clear();
  }

  /** Notes another value that must never be seen in a log. */
  synchronized void remember(String secret) {
    secrets.add(secret);
  }

  synchronized List<String> secrets() {
    return List.copyOf(secrets);
  }

  private static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
