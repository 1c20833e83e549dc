package dev.accountlink.flows;

import dev.accountlink.memory.InMemoryLinkStore;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.HostUnderTest;
import dev.accountlink.web.WebRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The small host of these tests, as the contract of hosts looks at it. */
class HostOfTests implements HostUnderTest {
  final HostUsersInMemory users;
  final LinkStore links;
  private final TestHost host;
  private final Map<UserId, String> passwords = new ConcurrentHashMap<>();

  HostOfTests(Consumer<WebRequest> probe) {
    this(probe, new InMemoryLinkStore());
  }

  HostOfTests(Consumer<WebRequest> probe, LinkStore links) {
    this.links = links;
    this.users = new HostUsersInMemory(links);
    this.host = TestHost.start(links, users, "");
    host.probe(probe);
  }

  @Override
  public LinkStore links() {
    return links;
  }

  @Override
  public HostUsers users(LinkStore others) {
    return users.over(others, Standing.ACTIVE);
  }

  @Override
  public Optional<Boolean> emailVerified(UserId user) {
    return users.emailVerified(user);
  }

  @Override
  public HostSessions sessions() {
    return host.sessions();
  }

  @Override
  public String probeAddress() {
    return host.baseUrl() + "/host/probe";
  }

  @Override
  public String sessionCookie() {
    return "session";
  }

  @Override
  public UserId register(String username, String email, String password) {
    HostUser user = users.register(username, email);
    passwords.put(user.id(), password);
    return user.id();
  }

  @Override
  public boolean opens(String username, String password) {
    return users
        .named(username)
        .map(user -> password.equals(passwords.get(user.id())))
        .orElse(false);
  }

  @Override
  public Optional<String> storedPassword(UserId user) {
    return Optional.ofNullable(passwords.get(user));
  }

  @Override
  public void disable(UserId user) {
    users.standing(user, Standing.DISABLED);
  }

  @Override
  public void delete(UserId user) {
    users.delete(user);
    host.linking().userDeleted(user);
  }

  @Override
  public void close() {
    host.close();
  }
}
