package dev.accountlink.examples.tinyforge;

import dev.accountlink.model.ReturnTo;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Who has passed everything but the second factor: no session, and good for nothing but to enter a
 * code in the same browser within ten minutes. Kept in the table {@code half_sign_ins}.
 */
final class HalfSignIns {

  static final String COOKIE = "tiny-forge-half-sign-in";

  private static final Duration VALID = Duration.ofMinutes(10);
  private static final int TOKEN_BYTES = 32;

  private final Jdbi jdbi;
  private final ForgeUsers users;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  HalfSignIns(Jdbi jdbi, ForgeUsers users, Clock clock) {
    this.jdbi = jdbi;
    this.users = users;
    this.clock = clock;
  }

  /** A sign-in that waits for its code. */
  record HalfSignIn(ForgeUser user, ReturnTo continueTo) {}

  private record Row(String userId, int generation, String continueTo) {}

  void begin(HttpServletResponse response, ForgeUser user, ReturnTo continueTo) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    jdbi.useTransaction(
        transaction -> {
          transaction.execute("DELETE FROM half_sign_ins WHERE expires_at <= ?", now());
          transaction.execute(
              "INSERT INTO half_sign_ins"
                  + " (token_hash, user_id, session_generation, continue_to, expires_at)"
                  + " VALUES (?, ?, ?, ?, ?)",
              hash(token),
              user.id(),
              user.sessionGeneration(),
              continueTo.path(),
              now().plus(VALID));
        });
    setCookie(response, token, (int) VALID.toSeconds());
  }

  /** This browser's, if its user is still as it was when it began. */
  Optional<HalfSignIn> find(HttpServletRequest request) {
    return token(request).flatMap(this::row).flatMap(this::halfSignIn);
  }

  /**
   * Ends this browser's.
   *
   * @return whether there was one; of two requests at once, one is told so
   */
  boolean end(HttpServletRequest request, HttpServletResponse response) {
    setCookie(response, "", 0);
    return token(request)
        .filter(
            token ->
                jdbi.withHandle(
                        handle ->
                            handle.execute(
                                "DELETE FROM half_sign_ins WHERE token_hash = ?", hash(token)))
                    > 0)
        .isPresent();
  }

  private Optional<Row> row(String token) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM half_sign_ins WHERE token_hash = ? AND expires_at > ?")
                .bind(0, hash(token))
                .bind(1, now())
                .map(HalfSignIns::row)
                .findOne());
  }

  /** Whoever was disabled or got another password meanwhile begins again. */
  private Optional<HalfSignIn> halfSignIn(Row row) {
    return users
        .find(row.userId())
        .filter(ForgeUser::isActive)
        .filter(user -> user.sessionGeneration() == row.generation())
        .map(user -> new HalfSignIn(user, new ReturnTo(row.continueTo())));
  }

  private static Optional<String> token(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(COOKIE) && !cookie.getValue().isEmpty()) {
        return Optional.of(cookie.getValue());
      }
    }
    return Optional.empty();
  }

  private static void setCookie(HttpServletResponse response, String value, int seconds) {
    Cookie cookie = new Cookie(COOKIE, value);
    cookie.setPath(SecondFactorServlet.PATH);
    cookie.setHttpOnly(true);
    cookie.setMaxAge(seconds);
    // Lax: the way here may have begun at a provider
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static String hash(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        row.getString("user_id"), row.getInt("session_generation"), row.getString("continue_to"));
  }
}
