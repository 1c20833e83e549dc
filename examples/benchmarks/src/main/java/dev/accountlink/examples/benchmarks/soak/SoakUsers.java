package dev.accountlink.examples.benchmarks.soak;

import dev.accountlink.jdbc.JdbcLinkStore;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore.Insertion;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Users without passwords in a table: a link is the only way in. */
record SoakUsers(Jdbi jdbi, JdbcLinkStore links) implements HostUsers {

  @Override
  public Optional<HostUser> find(UserId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .select("SELECT name FROM soak_user WHERE id = ?", id.value())
                .mapTo(String.class)
                .findOne()
                .map(name -> user(id, name)));
  }

  @Override
  public Set<UserProblem> check(NewUser draft) {
    return Set.of();
  }

  /** User and link in one transaction: both, or neither, whenever the database falls. */
  @Override
  public Creation createLinked(NewUser draft, LinkDraft first) {
    HostUser user = user(new UserId(UUID.randomUUID().toString()), draft.username());
    return jdbi.inTransaction(
        handle -> {
          handle.execute(
              "INSERT INTO soak_user (id, name) VALUES (?, ?)", user.id().value(), user.username());
          if (links.joining(handle).insert(first.to(user.id())) instanceof Insertion.Inserted) {
            return (Creation) new Creation.Created(user);
          }
          handle.rollback();
          return new Creation.IdentityTaken();
        });
  }

  @Override
  public Set<WayIn> otherWaysIn(UserId id) {
    return Set.of();
  }

  private static HostUser user(UserId id, String name) {
    return new HostUser(id, name, name, Standing.ACTIVE, Optional.empty());
  }
}
