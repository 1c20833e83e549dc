package dev.accountlink.examples.benchmarks.soak;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** What must hold afterwards, asked of the database. Each counts what is amiss. */
final class Invariants {
  private static final Map<String, String> QUERIES = queries();

  private Invariants() {}

  private static Map<String, String> queries() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "identities on two users",
        "SELECT COUNT(*) FROM (SELECT authority, subject FROM accountlink_link"
            + " GROUP BY authority, subject HAVING COUNT(DISTINCT user_id) > 1) twice");
    all.put(
        "users without a way in",
        "SELECT COUNT(*) FROM soak_user u WHERE NOT EXISTS"
            + " (SELECT 1 FROM accountlink_link l WHERE l.user_id = u.id)");
    all.put(
        "links without their user",
        "SELECT COUNT(*) FROM accountlink_link l WHERE NOT EXISTS"
            + " (SELECT 1 FROM soak_user u WHERE u.id = l.user_id)");
    all.put(
        "grants without their user",
        "SELECT COUNT(*) FROM accountlink_grant g WHERE NOT EXISTS"
            + " (SELECT 1 FROM soak_user u WHERE u.id = g.user_id)");
    all.put(
        "grants that somebody was told of and that are not there",
        "SELECT COUNT(*) FROM soak_granted s WHERE NOT EXISTS"
            + " (SELECT 1 FROM accountlink_grant g"
            + " WHERE g.user_id = s.user_id AND g.subject = s.subject)");
    return all;
  }

  static Map<String, Integer> count(Jdbi jdbi, Ledger ledger) {
    jdbi.useTransaction(
        handle ->
            ledger
                .granted()
                .forEach(
                    one ->
                        handle.execute(
                            "INSERT INTO soak_granted (user_id, subject) VALUES (?, ?)",
                            one.user(),
                            one.subject())));
    Map<String, Integer> found = new LinkedHashMap<>();
    QUERIES.forEach((what, sql) -> found.put(what, count(jdbi, sql)));
    return found;
  }

  static int count(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(int.class).one());
  }
}
