package dev.accountlink.jdbc;

import java.util.regex.Pattern;

/**
 * What the names of all tables of this module begin with. A host chooses it once, before {@link
 * Schema#migrate(javax.sql.DataSource, TablePrefix)}, and gives it to every store.
 *
 * @param text 1 to 40 small letters, digits and underscores, a letter first, such as {@code
 *     forge_sso_}: no database asks for quotes, and the longest name still fits
 */
public record TablePrefix(String text) {
  /** The one used where none is given: {@code accountlink_}. */
  public static final TablePrefix DEFAULT = new TablePrefix("accountlink_");

  /**
   * Checks the shape, as the text becomes a part of statements.
   *
   * @throws IllegalArgumentException when it has another
   */
  public TablePrefix {
    if (!Pattern.matches("[a-z][a-z0-9_]{0,39}", text)) {
      throw new IllegalArgumentException(
          "A table prefix is 1 to 40 small letters, digits and underscores, a letter first.");
    }
  }

  /** A statement or script that names the tables in the default way, with this prefix instead. */
  String in(String sql) {
    return equals(DEFAULT) ? sql : sql.replace(DEFAULT.text, text);
  }
}
