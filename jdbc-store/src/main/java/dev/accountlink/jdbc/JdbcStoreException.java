package dev.accountlink.jdbc;

/**
 * The database did not do what it was asked, or holds a row that cannot be right. Its message and
 * its causes quote no value of any row: names and subjects stay out of logs.
 */
public final class JdbcStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JdbcStoreException(String message) {
    super(message);
  }

  JdbcStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
