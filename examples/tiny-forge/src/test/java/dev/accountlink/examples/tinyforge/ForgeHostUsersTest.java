package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.jdbc.JdbcLinkStore;
import dev.accountlink.jdbc.Schema;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.GitCredential;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.spi.HostUsers.Creation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host interface over the forge's users and its database. */
class ForgeHostUsersTest {

  private static final IdentityKey ADA = new IdentityKey("https://id.example.com", "1");

  @TempDir Path data;

  private Database database;
  private ForgeUsers users;
  private JdbcLinkStore links;
  private SecondFactors secondFactors;
  private ForgeHostUsers hostUsers;

  @BeforeEach
  void open() {
    database = Database.open(data);
    Schema.migrate(database.dataSource());
    users = new ForgeUsers(database.jdbi(), new Passwords(), Clock.systemUTC());
    links = new JdbcLinkStore(database.jdbi());
    secondFactors = new SecondFactors(database.jdbi(), Clock.systemUTC());
    hostUsers = new ForgeHostUsers(users, links, secondFactors, database.jdbi());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void userAndFirstLinkAreMadeTogether() {
    HostUser ada = created(hostUsers.createLinked(draft("ada"), link(ADA)));

    assertThat(links.find(ADA)).map(Link::user).contains(ada.id());
    assertThat(hostUsers.find(ada.id())).contains(ada);
    assertThat(ada.since()).contains(users.findByUsername("ada").orElseThrow().createdAt());
  }

  @Test
  void noUserIsLeftWhenTheIdentityIsTaken() {
    created(hostUsers.createLinked(draft("ada"), link(ADA)));

    Creation second = hostUsers.createLinked(draft("ada-2"), link(ADA));

    assertThat(second).isInstanceOf(Creation.IdentityTaken.class);
    assertThat(users.findByUsername("ada-2")).isEmpty();
  }

  @Test
  void noLinkIsLeftWhenTheNameIsTaken() {
    created(hostUsers.createLinked(draft("ada"), link(ADA)));
    IdentityKey other = new IdentityKey("https://id.example.com", "2");

    Creation second = hostUsers.createLinked(draft("ADA", "other@example.org"), link(other));

    assertThat(second).isEqualTo(new Creation.Rejected(Set.of(UserProblem.USERNAME_TAKEN)));
    assertThat(links.find(other)).isEmpty();
  }

  @Test
  void ofManyWhoRegisterOneIdentityAtOnceOneIsMade() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Creation>> rush =
        IntStream.range(0, 8)
            .<Callable<Creation>>mapToObj(
                number -> () -> hostUsers.createLinked(draft("ada-" + number), link(ADA)))
            .toList();
    int made = 0;
    try {
      for (var creation : threads.invokeAll(rush)) {
        made += creation.get() instanceof Creation.Created ? 1 : 0;
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(made).isEqualTo(1);
    assertThat(users.findAll()).hasSize(1);
    assertThat(links.findAll(new UserId(users.findAll().get(0).id()))).hasSize(1);
  }

  @Test
  void aUserWithoutAPasswordHasNoOtherWayInAndNothingToPushWith() {
    UserId ada = created(hostUsers.createLinked(draft("ada"), link(ADA))).id();
    assertThat(hostUsers.otherWaysIn(ada)).isEmpty();
    assertThat(hostUsers.gitCredentials(ada)).isEmpty();

    users.setPassword(users.find(ada.value()).orElseThrow(), "correct horse battery");

    assertThat(hostUsers.otherWaysIn(ada)).containsExactly(WayIn.LOCAL_PASSWORD);
    assertThat(hostUsers.gitCredentials(ada)).containsExactly(GitCredential.PASSWORD);
  }

  @Test
  void aPasswordDoesNotPushForWhoeverHasASecondFactor() {
    UserId ada = created(hostUsers.createLinked(draft("ada"), link(ADA))).id();
    users.setPassword(users.find(ada.value()).orElseThrow(), "correct horse battery");
    secondFactors.setUp(ada.value());
    assertThat(hostUsers.gitCredentials(ada)).containsExactly(GitCredential.PASSWORD);

    String secret = secondFactors.unconfirmedSecret(ada.value()).orElseThrow();
    secondFactors.confirm(ada.value(), new Authenticator(secret, Clock.systemUTC()).code());

    assertThat(hostUsers.gitCredentials(ada)).isEmpty();
    assertThat(hostUsers.otherWaysIn(ada)).containsExactly(WayIn.LOCAL_PASSWORD);
  }

  @Test
  void namesAndAddressesAreComparedAsTheForgeDoes() {
    created(hostUsers.createLinked(draft("ada"), link(ADA)));

    assertThat(hostUsers.check(draft("Ada", "other@example.org")))
        .containsExactly(UserProblem.USERNAME_TAKEN);
    assertThat(hostUsers.check(draft("admin"))).containsExactly(UserProblem.USERNAME_RESERVED);
    assertThat(hostUsers.check(draft("", "x@example.org")))
        .containsExactly(UserProblem.USERNAME_INVALID);
    assertThat(hostUsers.check(draft("bob", "ADA@example.org")))
        .containsExactly(UserProblem.EMAIL_TAKEN);
    assertThat(hostUsers.check(draft("bob"))).isEmpty();
  }

  private static NewUser draft(String username) {
    return draft(username, username.toLowerCase(Locale.ROOT) + "@example.org");
  }

  private static NewUser draft(String username, String email) {
    return new NewUser(
        username, "Somebody", Optional.of(new EmailAddress(email, true, true)), Standing.ACTIVE);
  }

  private static LinkDraft link(IdentityKey identity) {
    return new LinkDraft(identity, new LinkNote("ada", Instant.now(), Optional.empty()));
  }

  private static HostUser created(Creation creation) {
    return ((Creation.Created) creation).user();
  }
}
