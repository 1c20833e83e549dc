package dev.accountlink.jdbc;

import java.util.UUID;

/** The databases that tests run on, each with an empty database to themselves. */
enum Server {
  H2_IN_MEMORY("h2"),
  POSTGRESQL("postgresql"),
  MARIADB("mariadb");

  private final String folder;

  Server(String folder) {
    this.folder = folder;
  }

  /** Where its scripts are. */
  String folder() {
    return folder;
  }

  /** Asks for the name of one's own session. */
  String sessionQuery() {
    return switch (this) {
      case H2_IN_MEMORY -> "SELECT SESSION_ID()";
      case POSTGRESQL -> "SELECT pg_backend_pid()";
      case MARIADB -> "SELECT CONNECTION_ID()";
    };
  }

  /** Ends that session, whatever it is at. */
  String endOfSession(String session) {
    return switch (this) {
      case H2_IN_MEMORY -> "SELECT ABORT_SESSION(" + session + ")";
      case POSTGRESQL -> "SELECT pg_terminate_backend(" + session + ", 10000)";
      case MARIADB -> "KILL " + session;
    };
  }

  /** The address for somebody else, whose password is "node" where one is asked for. */
  String as(String user, String url) {
    return switch (this) {
      case H2_IN_MEMORY ->
          url.replace("USER=sa", "USER=" + user)
              .replace("PASSWORD=sa", "PASSWORD=node")
              // only its administrator may say that
              .replace(";DB_CLOSE_DELAY=-1", "");
      case POSTGRESQL -> url.replace("user=postgres", "user=" + user);
      case MARIADB ->
          url.replace("user=tests", "user=" + user).replace("password=tests", "password=node");
    };
  }

  RealDatabase empty() {
    return switch (this) {
      case H2_IN_MEMORY ->
          new RealDatabase(
              "jdbc:h2:mem:"
                  + UUID.randomUUID()
                  + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000;USER=sa;PASSWORD=sa");
      case POSTGRESQL -> PostgreSql.empty();
      case MARIADB -> MariaDb.empty();
    };
  }
}
