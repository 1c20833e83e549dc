package dev.accountlink.examples.tinyforge;

import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * As whom users' commits are written, in the table {@code commit_identities}. Links offer the
 * addresses that their providers have verified, grants those that are used for commits there, and
 * users choose. A choice counts while its link stands.
 */
final class CommitAuthors {

  private final Jdbi jdbi;
  private final LinkStore links;
  private final Grants grants;
  private final ProvenAddresses addresses;

  CommitAuthors(Jdbi jdbi, LinkStore links, Grants grants) {
    this.jdbi = jdbi;
    this.links = links;
    this.grants = grants;
    this.addresses = new ProvenAddresses(jdbi);
  }

  /**
   * Something to choose.
   *
   * @param label what the link is called
   * @param matches whether commits with this address are shown as the user's
   * @param author whether commits that the forge writes are written so
   */
  record Offer(
      IdentityKey identity, String label, CommitIdentity as, boolean matches, boolean author) {

    /** Its name in forms. */
    String id() {
      String all = String.join("\n", identity.authority(), identity.subject(), as.email());
      return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }
  }

  private record Row(String userId, IdentityKey identity, CommitIdentity as, boolean author) {}

  /** What was chosen, and what the user's links offer besides. */
  List<Offer> offers(ForgeUser user) {
    UserId userId = new UserId(user.id());
    List<Row> rows = rows(user.id());
    List<Grant> given = grants.of(userId);
    List<Offer> offers = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Link link : links.findAll(userId)) {
      String label = link.note().map(LinkNote::label).orElse(link.identity().authority());
      Stream<Offer> had =
          rows.stream()
              .filter(row -> row.identity().equals(link.identity()))
              .map(row -> new Offer(link.identity(), label, row.as(), true, row.author()));
      Stream<Offer> offered =
          Stream.concat(
                  given.stream()
                      .filter(grant -> grant.key().identity().equals(link.identity()))
                      .map(Grant::commitIdentities)
                      .flatMap(List::stream),
                  addresses.of(user.id(), link.identity()).stream())
              .map(as -> new Offer(link.identity(), label, as, false, false));
      Stream.concat(had, offered).filter(offer -> seen.add(offer.id())).forEach(offers::add);
    }
    return offers;
  }

  /**
   * Keeps a choice in the place of the one before. What was not offered is passed over.
   *
   * @param matching ids of offers
   * @param author the id of one; it matches as well
   */
  void choose(ForgeUser user, Set<String> matching, String author) {
    List<Offer> offers = offers(user);
    jdbi.useTransaction(
        handle -> {
          handle.execute("DELETE FROM commit_identities WHERE user_id = ?", user.id());
          offers.stream()
              .filter(offer -> matching.contains(offer.id()) || offer.id().equals(author))
              .forEach(offer -> insert(handle, user, offer, offer.id().equals(author)));
        });
  }

  private static void insert(Handle handle, ForgeUser user, Offer offer, boolean author) {
    handle.execute(
        "INSERT INTO commit_identities"
            + " (user_id, authority, subject, email_key, email, name, author)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        user.id(),
        offer.identity().authority(),
        offer.identity().subject(),
        Names.fold(offer.as().email()),
        offer.as().email(),
        offer.as().name(),
        author);
  }

  /** As whom the forge writes a user's commits. */
  CommitIdentity authorOf(ForgeUser user) {
    return rows(user.id()).stream()
        .filter(Row::author)
        .filter(this::stands)
        .map(Row::as)
        .findFirst()
        .or(
            () ->
                user.email()
                    .filter(email -> user.emailVerified())
                    .map(email -> new CommitIdentity(user.displayName(), email)))
        .orElseGet(
            () ->
                new CommitIdentity(
                    user.displayName(), user.username() + "@users.noreply.localhost"));
  }

  /**
   * The user names that belong to addresses. Where two users have chosen one address, it is
   * nobody's.
   */
  Map<String, String> usernames(Collection<String> emails) {
    if (emails.isEmpty()) {
      return Map.of();
    }
    Map<String, Set<String>> found = new HashMap<>();
    for (Row row : rowsOf(emails.stream().map(Names::fold).distinct().toList())) {
      if (stands(row)) {
        found
            .computeIfAbsent(Names.fold(row.as().email()), key -> new HashSet<>())
            .add(row.userId());
      }
    }
    Map<String, String> names = new HashMap<>();
    for (String email : emails) {
      Set<String> ids = found.getOrDefault(Names.fold(email), Set.of());
      if (ids.size() == 1) {
        username(ids.iterator().next()).ifPresent(name -> names.put(email, name));
      }
    }
    return names;
  }

  private boolean stands(Row row) {
    return links
        .find(row.identity())
        .filter(link -> link.user().value().equals(row.userId()))
        .isPresent();
  }

  private List<Row> rows(String userId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM commit_identities WHERE user_id = ? ORDER BY email_key")
                .bind(0, userId)
                .map(CommitAuthors::row)
                .list());
  }

  private List<Row> rowsOf(List<String> keys) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM commit_identities WHERE email_key IN (<keys>)")
                .bindList("keys", keys)
                .map(CommitAuthors::row)
                .list());
  }

  private Optional<String> username(String userId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT username FROM users WHERE id = ?")
                .bind(0, userId)
                .mapTo(String.class)
                .findOne());
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        row.getString("user_id"),
        new IdentityKey(row.getString("authority"), row.getString("subject")),
        new CommitIdentity(row.getString("name"), row.getString("email")),
        row.getBoolean("author"));
  }
}
