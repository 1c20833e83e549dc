package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.BOB;
import static dev.accountlink.jdbc.Links.NOON;
import static dev.accountlink.jdbc.Links.key;
import static dev.accountlink.jdbc.Links.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.LinkNote;
import dev.accountlink.spi.LinkStore.Insertion;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JdbcLinkStoreTest {
  private final JdbcConnectionPool dataSource = H2.withTables();
  private final JdbcLinkStore store = new JdbcLinkStore(dataSource);

  @Test
  @DisplayName(
      "D10 case-insensitive subject: the table holds each text as it is, under its own key")
  void d10TheTableHoldsTheTextsAsTheyAre() {
    List<String> subjects = List.of("abc", "ABC", "abc ", "\u00e4", "a\u0308");
    subjects.forEach(subject -> store.insert(link(ALICE, subject)));

    assertThat(H2.query(dataSource, "SELECT subject FROM accountlink_link"))
        .containsExactlyInAnyOrderElementsOf(subjects);
    assertThat(H2.query(dataSource, "SELECT identity_key FROM accountlink_link"))
        .doesNotHaveDuplicates()
        .allMatch(key -> key.matches("[0-9a-f]{64}"));
  }

  @Test
  void aDumpShowsWhatIsStoredAndNothingElse() {
    store.insert(link(ALICE, "4711"));

    assertThat(
            H2.query(
                dataSource,
                "SELECT authority, subject, user_id, label, linked_at, last_seen_at"
                    + " FROM accountlink_link"))
        .containsExactly("https://id.example 4711 alice label of 4711 1772366400000 1772366401000");
    assertThat(
            H2.query(
                dataSource,
                "SELECT column_name FROM information_schema.columns"
                    + " WHERE table_name = 'ACCOUNTLINK_LINK' ORDER BY ordinal_position"))
        .containsExactly(
            "IDENTITY_KEY",
            "AUTHORITY",
            "SUBJECT",
            "USER_KEY",
            "USER_ID",
            "LABEL",
            "LABEL_KEY",
            "LINKED_AT",
            "LAST_SEEN_AT");
  }

  @Test
  void theNoteIsKeptToTheMillisecondAndSeenChangesIt() {
    store.insert(link(ALICE, "1"));
    assertThat(store.find(key("1"))).contains(link(ALICE, "1"));

    store.seen(
        new LinkDraft(
            key("1"), new LinkNote("new", NOON.plusSeconds(5), Optional.of(NOON.plusSeconds(5)))));
    assertThat(store.find(key("1")).flatMap(Link::note))
        .contains(new LinkNote("new", NOON, Optional.of(NOON.plusSeconds(5))));

    store.seen(new LinkDraft(key("1"), new LinkNote("newer", NOON, Optional.empty())));
    assertThat(store.find(key("1")).flatMap(Link::note))
        .contains(new LinkNote("newer", NOON, Optional.of(NOON.plusSeconds(5))));
  }

  @Test
  void anOverlongLabelIsCutBetweenCharacters() {
    String label = "x".repeat(254) + "\ud83d\ude00\ud83d\ude00";
    store.insert(
        new Link(ALICE, key("1"), Optional.of(new LinkNote(label, NOON, Optional.empty()))));

    assertThat(store.find(key("1")).flatMap(Link::note).map(LinkNote::label))
        .contains("x".repeat(254));
  }

  @Test
  void anOverlongLabelIsKnownAgainByWhatIsKeptOfIt() {
    String kept = "x".repeat(255);
    store.insert(
        new Link(ALICE, key("1"), Optional.of(new LinkNote(kept + "y", NOON, Optional.empty()))));

    assertThat(store.isLabelOfAnother(key("2"), kept + "y")).isTrue();
    assertThat(store.isLabelOfAnother(key("2"), kept + "z")).isTrue();
    assertThat(store.isLabelOfAnother(key("2"), kept.substring(1))).isFalse();
  }

  @Test
  @DisplayName(
      "D10 case-insensitive subject: a row whose text is not what its key says signs nobody in")
  void d10ARowChangedByHandSignsNobodyIn() {
    for (String change :
        List.of("subject = 'other'", "authority = 'https://evil.example'", "subject = ''")) {
      store.removeAll(ALICE);
      store.insert(link(ALICE, "1"));
      H2.execute(dataSource, "UPDATE accountlink_link SET " + change);

      assertThatThrownBy(() -> store.find(key("1")))
          .as(change)
          .isInstanceOf(JdbcStoreException.class)
          .hasMessageContaining("changed by hand");
    }
    H2.execute(dataSource, "UPDATE accountlink_link SET user_id = 'bob', subject = '1'");
    assertThatThrownBy(() -> store.findAll(ALICE)).isInstanceOf(JdbcStoreException.class);
    assertThatThrownBy(() -> store.users(Optional.empty(), 10))
        .isInstanceOf(JdbcStoreException.class);
    assertThatThrownBy(() -> store.locked(ALICE, links -> true))
        .isInstanceOf(JdbcStoreException.class);
    assertThatThrownBy(() -> store.remove(ALICE, key("1"), remaining -> true))
        .isInstanceOf(JdbcStoreException.class);
  }

  @Test
  void aHostMakesUserAndFirstLinkInOneTransaction() {
    Jdbi jdbi = Jdbi.create(dataSource);
    JdbcLinkStore taking = new JdbcLinkStore(jdbi);
    jdbi.useHandle(handle -> handle.execute("CREATE TABLE host_user (id VARCHAR(20))"));

    jdbi.useTransaction(
        handle -> {
          handle.execute("INSERT INTO host_user VALUES ('alice')");
          assertThat(taking.insert(link(ALICE, "1"))).isEqualTo(new Insertion.Inserted());
          assertThat(store.find(key("1"))).as("not seen outside yet").isEmpty();
        });
    jdbi.useTransaction(
        handle -> {
          handle.execute("INSERT INTO host_user VALUES ('bob')");
          assertThat(taking.insert(link(BOB, "1"))).isEqualTo(new Insertion.Occupied(ALICE));
          assertThat(taking.insert(link(BOB, "2"))).isEqualTo(new Insertion.Inserted());
          handle.rollback();
        });

    assertThat(store.find(key("1")).map(Link::user)).contains(ALICE);
    assertThat(store.find(key("2"))).isEmpty();
    assertThat(H2.query(dataSource, "SELECT id FROM host_user")).containsExactly("alice");
  }

  @Test
  void theHostsTransactionGoesOnAfterALinkWasOccupied() {
    Jdbi jdbi = Jdbi.create(dataSource);
    store.insert(link(ALICE, "1"));

    jdbi.useTransaction(
        handle -> {
          assertThat(new JdbcLinkStore(jdbi).insert(link(BOB, "1")))
              .isEqualTo(new Insertion.Occupied(ALICE));
          handle.execute("CREATE LOCAL TEMPORARY TABLE goes_on (id INT) TRANSACTIONAL");
          assertThat(new JdbcLinkStore(jdbi).insert(link(BOB, "2")))
              .isEqualTo(new Insertion.Inserted());
        });

    assertThat(store.find(key("2")).map(Link::user)).contains(BOB);
  }

  @Test
  void withoutTablesTheFailureSaysSoAndQuotesNobody() {
    JdbcLinkStore bare = new JdbcLinkStore(H2.empty());

    Throwable thrown = catchThrowable(() -> bare.insert(link(ALICE, "canary-subject")));

    assertThat(thrown).isInstanceOf(JdbcStoreException.class).hasMessageContaining("42");
    assertThat(printed(thrown)).doesNotContain("canary-subject", "alice", "label of");
  }

  @Test
  @DisplayName("G01 token/secret in logs or exceptions: a refused row is not quoted")
  void g01ARefusedRowIsNotQuoted() {
    H2.execute(dataSource, "ALTER TABLE accountlink_link ALTER COLUMN subject VARCHAR(5)");
    H2.execute(dataSource, "ALTER TABLE accountlink_link ADD CHECK (label <> 'label of x')");

    for (String subject : List.of("canary-subject", "x")) {
      Throwable thrown = catchThrowable(() -> store.insert(link(ALICE, subject)));

      assertThat(thrown).isInstanceOf(JdbcStoreException.class);
      assertThat(printed(thrown)).doesNotContain("canary-subject", "alice", "label of");
    }
    assertThat(dataSource.getActiveConnections()).isZero();
  }

  @Test
  void nothingIsLeftOfAUserWhoIsNoMore() {
    store.insert(link(ALICE, "1"));
    store.rename(ALICE, BOB);
    store.removeAll(BOB);

    assertThat(H2.query(dataSource, "SELECT * FROM accountlink_link")).isEmpty();
    assertThat(H2.query(dataSource, "SELECT * FROM accountlink_user")).isEmpty();
  }

  @Test
  void aLimitOfNoLinksIsRefused() {
    assertThatThrownBy(() -> store.limitedTo(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String printed(Throwable thrown) {
    StringWriter out = new StringWriter();
    thrown.printStackTrace(new PrintWriter(out));
    return out.toString();
  }
}
