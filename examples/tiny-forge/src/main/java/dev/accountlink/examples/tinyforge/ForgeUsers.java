package dev.accountlink.examples.tinyforge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The users of the forge, in the table {@code users}. */
final class ForgeUsers {

  private static final Pattern EMAIL = Pattern.compile("[^\\s\\p{C}@]+@[^\\s\\p{C}@]+");
  private static final int LONGEST_EMAIL = 254;
  private static final String DUPLICATE_KEY = "23505";
  private static final String END_SESSIONS =
      "session_generation = session_generation + 1, kept_session = ";

  private final Jdbi jdbi;
  private final Passwords passwords;
  private final Clock clock;

  ForgeUsers(Jdbi jdbi, Passwords passwords, Clock clock) {
    this.jdbi = jdbi;
    this.passwords = passwords;
    this.clock = clock;
  }

  /** What came of an attempt to register somebody. */
  sealed interface Registration {
    record Registered(ForgeUser user) implements Registration {}

    record Rejected(Set<DraftProblem> problems) implements Registration {}
  }

  Optional<ForgeUser> find(String id) {
    return findBy("id", id);
  }

  Optional<ForgeUser> findByUsername(String username) {
    return findBy("username_key", Names.fold(username));
  }

  /** Those who may sign in; nobody else is shown in public. */
  List<ForgeUser> findAll() {
    return findEverybody().stream().filter(ForgeUser::isActive).toList();
  }

  /** All users, for staff. */
  List<ForgeUser> findEverybody() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM users ORDER BY username_key")
                .map(ForgeUsers::user)
                .list());
  }

  /** Everything that speaks against this draft today; empty if nothing does. */
  Set<DraftProblem> check(UserDraft draft) {
    Set<DraftProblem> problems = EnumSet.noneOf(DraftProblem.class);
    if (!Names.isUsername(draft.username())) {
      problems.add(DraftProblem.USERNAME_INVALID);
    } else if (Names.isReserved(draft.username())) {
      problems.add(DraftProblem.USERNAME_RESERVED);
    } else if (findByUsername(draft.username()).isPresent()) {
      problems.add(DraftProblem.USERNAME_TAKEN);
    }
    draft.email().flatMap(email -> checkEmail(email, Optional.empty())).ifPresent(problems::add);
    return problems;
  }

  /** Registers somebody who chose a password in our form. The first one becomes staff. */
  Registration register(UserDraft draft, String password) {
    Set<DraftProblem> problems = check(draft);
    if (!passwords.isUsable(password)) {
      problems.add(DraftProblem.PASSWORD_UNUSABLE);
    }
    return problems.isEmpty()
        ? insert(draft, Optional.of(passwords.hash(password)), UserStatus.ACTIVE)
        : new Registration.Rejected(problems);
  }

  /**
   * Registers somebody whom a provider vouches for: without a password, not with a blank one, and
   * never as staff.
   */
  Registration registerWithoutPassword(UserDraft draft, UserStatus status) {
    Set<DraftProblem> problems = check(draft);
    return problems.isEmpty()
        ? insert(draft, Optional.empty(), status)
        : new Registration.Rejected(problems);
  }

  /** The user with this name and password, whatever the status; nobody without a password. */
  Optional<ForgeUser> authenticate(String username, String password) {
    Optional<ForgeUser> user = findByUsername(username);
    return passwords.matches(password, user.flatMap(this::passwordHash)) ? user : Optional.empty();
  }

  /**
   * Gives a user a new password and ends all sessions the user has.
   *
   * @return the user as of now, or what is wrong with the password
   */
  Optional<DraftProblem> setPassword(ForgeUser user, String password) {
    if (!passwords.isUsable(password)) {
      return Optional.of(DraftProblem.PASSWORD_UNUSABLE);
    }
    String hash = passwords.hash(password);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE users SET password_hash = ?, " + END_SESSIONS + "NULL WHERE id = ?",
                hash,
                user.id()));
    return Optional.empty();
  }

  /**
   * Takes the password away and ends the user's sessions.
   *
   * @param except the key of the session that goes on
   */
  void removePassword(String id, Optional<String> except) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "UPDATE users SET password_hash = NULL, "
                        + END_SESSIONS
                        + ":kept WHERE id = :id")
                .bind("kept", except)
                .bind("id", id)
                .execute());
  }

  /** Changes name and address. A new address counts as not verified. */
  Optional<DraftProblem> changeProfile(ForgeUser user, String displayName, Optional<String> email) {
    Optional<DraftProblem> problem =
        email.flatMap(address -> checkEmail(address, Optional.of(user)));
    if (problem.isPresent()) {
      return problem;
    }
    boolean sameEmail = email.map(Names::fold).equals(user.email().map(Names::fold));
    try {
      jdbi.useHandle(
          handle ->
              handle
                  .createUpdate(
                      "UPDATE users SET display_name = :name, email = :email, email_key = :key,"
                          + " email_verified = :verified WHERE id = :id")
                  .bind("name", UserDraft.cleanDisplayName(displayName, user.username()))
                  .bind("email", email)
                  .bind("key", email.map(Names::fold))
                  .bind("verified", sameEmail && user.emailVerified())
                  .bind("id", user.id())
                  .execute());
      return Optional.empty();
    } catch (UnableToExecuteStatementException failure) {
      return Optional.of(onlyIfDuplicate(failure, DraftProblem.EMAIL_TAKEN));
    }
  }

  /**
   * Gives a user another status, and ends the user's sessions: none comes back to life with the
   * user.
   *
   * @return whether it was {@code from} before; else nothing is changed
   */
  boolean changeStatus(String id, UserStatus from, UserStatus to) {
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    "UPDATE users SET status = ?, "
                        + END_SESSIONS
                        + "NULL WHERE id = ? AND status = ?",
                    to.name(),
                    id,
                    from.name()))
        > 0;
  }

  /** Removes the user's row; what belongs to the user goes before. */
  void delete(String id) {
    jdbi.useHandle(handle -> handle.execute("DELETE FROM users WHERE id = ?", id));
  }

  /**
   * Ends the sessions of a user, on whatever browser.
   *
   * @param except the key of the one that goes on
   */
  void endSessions(String id, Optional<String> except) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("UPDATE users SET " + END_SESSIONS + ":kept WHERE id = :id")
                .bind("kept", except)
                .bind("id", id)
                .execute());
  }

  private Registration insert(UserDraft draft, Optional<String> passwordHash, UserStatus status) {
    String id = UUID.randomUUID().toString();
    try {
      jdbi.useHandle(
          handle ->
              handle
                  .createUpdate(
                      "INSERT INTO users (id, username, username_key, display_name, email,"
                          + " email_key, email_verified, password_hash, status, created_at, staff)"
                          + " VALUES (:id, :username, :usernameKey, :displayName, :email,"
                          + " :emailKey, :emailVerified, :passwordHash, :status, :createdAt,"
                          + " :mayBeStaff AND NOT EXISTS (SELECT 1 FROM users WHERE staff))")
                  .bind("id", id)
                  .bind("username", draft.username())
                  .bind("usernameKey", Names.fold(draft.username()))
                  .bind("displayName", draft.displayName())
                  .bind("email", draft.email())
                  .bind("emailKey", draft.email().map(Names::fold))
                  .bind("emailVerified", draft.email().isPresent() && draft.emailVerified())
                  .bind("passwordHash", passwordHash)
                  .bind("status", status.name())
                  .bind("createdAt", now())
                  .bind("mayBeStaff", passwordHash.isPresent())
                  .execute());
    } catch (UnableToExecuteStatementException failure) {
      onlyIfDuplicate(failure, DraftProblem.USERNAME_TAKEN);
      // somebody was quicker; now the check says which of the two it was
      return new Registration.Rejected(check(draft));
    }
    return new Registration.Registered(find(id).orElseThrow());
  }

  private Optional<DraftProblem> checkEmail(String email, Optional<ForgeUser> owner) {
    if (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches()) {
      return Optional.of(DraftProblem.EMAIL_INVALID);
    }
    return findBy("email_key", Names.fold(email))
        .filter(holder -> owner.map(ForgeUser::id).filter(holder.id()::equals).isEmpty())
        .map(holder -> DraftProblem.EMAIL_TAKEN);
  }

  private Optional<String> passwordHash(ForgeUser user) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT password_hash FROM users WHERE id = ?")
                .bind(0, user.id())
                .mapTo(String.class)
                .filter(hash -> hash != null)
                .findOne());
  }

  /** The column is one of ours, never something typed. */
  private Optional<ForgeUser> findBy(String column, String value) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM users WHERE " + column + " = ?")
                .bind(0, value)
                .map(ForgeUsers::user)
                .findOne());
  }

  private OffsetDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static DraftProblem onlyIfDuplicate(
      UnableToExecuteStatementException failure, DraftProblem problem) {
    if (failure.getCause() instanceof SQLException cause
        && DUPLICATE_KEY.equals(cause.getSQLState())) {
      return problem;
    }
    throw failure;
  }

  private static ForgeUser user(ResultSet row, StatementContext context) throws SQLException {
    return new ForgeUser(
        row.getString("id"),
        row.getString("username"),
        row.getString("display_name"),
        Optional.ofNullable(row.getString("email")),
        row.getBoolean("email_verified"),
        row.getString("password_hash") != null,
        UserStatus.valueOf(row.getString("status")),
        row.getBoolean("staff"),
        row.getInt("session_generation"),
        Optional.ofNullable(row.getString("kept_session")),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
