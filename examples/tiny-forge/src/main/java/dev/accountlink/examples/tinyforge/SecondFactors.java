package dev.accountlink.examples.tinyforge;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.codec.binary.Base32;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The users' authenticator apps, in the table {@code second_factors}. */
final class SecondFactors {

  /** After so many wrong codes in a row none is looked at for a while: six digits are few. */
  static final int MOST_WRONG_CODES = 5;

  static final Duration PAUSE = Duration.ofMinutes(15);

  private static final int SECRET_BYTES = 20;
  private static final long NEVER = -1;

  private final Jdbi jdbi;
  private final Clock clock;
  private final TimeCodes codes = new TimeCodes();
  private final SecureRandom random = new SecureRandom();

  SecondFactors(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** What is said to a code. */
  enum Answer {
    RIGHT(""),
    WRONG("That code is wrong. Enter the one that your app shows now."),
    USED("That code was used already. Wait until your app shows another one."),
    PAUSED(
        "There were too many wrong codes, so none is accepted at present."
            + " Try again in 15 minutes."),
    NOT_SET_UP("There is no second factor to confirm. Please begin again.");

    private final String sentence;

    Answer(String sentence) {
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }

  private record Row(
      String secret,
      boolean confirmed,
      long lastStep,
      int wrongCodes,
      Optional<Instant> pausedUntil) {}

  /** Whether signing in as this user takes a code. */
  boolean isOn(String userId) {
    return find(userId).filter(Row::confirmed).isPresent();
  }

  /** The secret that waits for its confirmation, in Base32 as apps want it. */
  Optional<String> unconfirmedSecret(String userId) {
    return find(userId).filter(row -> !row.confirmed()).map(Row::secret);
  }

  /** Makes a secret, which counts for nothing yet. A confirmed one stays as it is. */
  void setUp(String userId) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = new Base32().encodeToString(bytes);
    jdbi.useTransaction(
        transaction -> {
          if (lock(transaction, userId).filter(Row::confirmed).isEmpty()) {
            transaction.execute("DELETE FROM second_factors WHERE user_id = ?", userId);
            transaction.execute(
                "INSERT INTO second_factors"
                    + " (user_id, secret, confirmed, last_step, wrong_codes)"
                    + " VALUES (?, ?, FALSE, ?, 0)",
                userId,
                secret,
                NEVER);
          }
        });
  }

  /** Takes back what was set up and not confirmed. */
  void cancelSetUp(String userId) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM second_factors WHERE user_id = ? AND NOT confirmed", userId));
  }

  /** From the right code on, signing in takes one. */
  Answer confirm(String userId, String code) {
    return jdbi.inTransaction(
        transaction -> {
          Answer answer = check(transaction, userId, code, false);
          if (answer == Answer.RIGHT) {
            transaction.execute(
                "UPDATE second_factors SET confirmed = TRUE WHERE user_id = ?", userId);
          }
          return answer;
        });
  }

  /** Looks at a code of a user whose second factor is on. A right one is right once. */
  Answer accept(String userId, String code) {
    return jdbi.inTransaction(transaction -> check(transaction, userId, code, true));
  }

  /** From now on the password, or a provider, is enough again. */
  void remove(String userId) {
    jdbi.useHandle(
        handle -> handle.execute("DELETE FROM second_factors WHERE user_id = ?", userId));
  }

  private Answer check(Handle transaction, String userId, String code, boolean confirmed) {
    Optional<Row> found = lock(transaction, userId).filter(row -> row.confirmed() == confirmed);
    if (found.isEmpty()) {
      return Answer.NOT_SET_UP;
    }
    Row row = found.get();
    Instant now = clock.instant();
    if (row.pausedUntil().filter(now::isBefore).isPresent()) {
      return Answer.PAUSED;
    }
    OptionalLong step = codes.step(row.secret(), code.replace(" ", ""), now);
    if (step.isPresent() && step.getAsLong() > row.lastStep()) {
      transaction.execute(
          "UPDATE second_factors SET last_step = ?, wrong_codes = 0, paused_until = NULL"
              + " WHERE user_id = ?",
          step.getAsLong(),
          userId);
      return Answer.RIGHT;
    }
    countWrong(transaction, userId, row.wrongCodes() + 1, now);
    return step.isPresent() ? Answer.USED : Answer.WRONG;
  }

  private static void countWrong(Handle transaction, String userId, int wrong, Instant now) {
    boolean pause = wrong >= MOST_WRONG_CODES;
    transaction
        .createUpdate(
            "UPDATE second_factors SET wrong_codes = :wrong, paused_until = :until"
                + " WHERE user_id = :user")
        .bind("wrong", pause ? 0 : wrong)
        .bind("until", pause ? Optional.of(at(now.plus(PAUSE))) : Optional.empty())
        .bind("user", userId)
        .execute();
  }

  private Optional<Row> find(String userId) {
    return jdbi.withHandle(
        handle -> select(handle, "SELECT * FROM second_factors WHERE user_id = ?", userId));
  }

  /** Two codes at once are looked at one after the other. */
  private static Optional<Row> lock(Handle transaction, String userId) {
    return select(transaction, "SELECT * FROM second_factors WHERE user_id = ? FOR UPDATE", userId);
  }

  private static Optional<Row> select(Handle handle, String query, String userId) {
    return handle.createQuery(query).bind(0, userId).map(SecondFactors::row).findOne();
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        row.getString("secret"),
        row.getBoolean("confirmed"),
        row.getLong("last_step"),
        row.getInt("wrong_codes"),
        Optional.ofNullable(row.getObject("paused_until", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
