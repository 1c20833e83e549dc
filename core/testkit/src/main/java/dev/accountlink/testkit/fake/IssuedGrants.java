package dev.accountlink.testkit.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The codes and access tokens a fake provider has given out. Thread-safe. */
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
  }

  private final Map<String, Grant> codes = new ConcurrentHashMap<>();
  private final Map<String, String> tokenOfUsedCode = new ConcurrentHashMap<>();
  private final Map<String, Grant> tokens = new ConcurrentHashMap<>();
  private final Queue<String> secrets = new ConcurrentLinkedQueue<>();

  String issueCode(Grant grant) {
    String code = "code" + random();
    codes.put(code, grant);
    secrets.add(code);
    return code;
  }

  /**
   * Gives a code's grant exactly once; a second try takes back the token of the first (RFC 6749
   * section 4.1.2).
   */
  Optional<Grant> redeem(String code) {
    Grant grant = codes.remove(code);
    if (grant == null) {
      Optional.ofNullable(tokenOfUsedCode.get(code)).ifPresent(tokens::remove);
    }
    return Optional.ofNullable(grant);
  }

  String issueToken(String prefix, String code, Grant grant) {
    String token = prefix + random();
    tokens.put(token, grant);
    tokenOfUsedCode.put(code, token);
    secrets.add(token);
    return token;
  }

  /** A refresh token, which no one redeems here; it is a secret all the same. */
  String issueRefreshToken(String prefix) {
    String token = prefix + random();
    secrets.add(token);
    return token;
  }

  /** Whether a token was given for this code. */
  boolean wasUsed(String code) {
    return tokenOfUsedCode.containsKey(code);
  }

  Optional<Grant> find(String token) {
    return Optional.ofNullable(tokens.get(token));
  }

  void revoke(String token) {
    tokens.remove(token);
  }

  void revokeAll() {
    tokens.clear();
  }

  /** Notes another value that must never be seen in a log. */
  void remember(String secret) {
    secrets.add(secret);
  }

  List<String> secrets() {
    return List.copyOf(secrets);
  }

  private static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
