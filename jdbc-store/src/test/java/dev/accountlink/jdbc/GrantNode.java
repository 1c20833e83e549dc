package dev.accountlink.jdbc;

import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.flow.Event;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.GrantParts;
import dev.accountlink.grant.Grants;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Providers;
import dev.accountlink.seal.VaultKeys;
import dev.accountlink.spi.GrantStore;
import dev.accountlink.spi.HostUsers;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A node in a process of its own: many threads use the grants of all users for as long as it lives,
 * and look whose the tokens are that they get. It says what happens on lines that begin with @.
 */
final class GrantNode {
  static final int THREADS = 32;
  private static final int CALLS_BEFORE_DEATH = 4;
  static final String READY = "@READY";
  static final String WRONG = "@WRONG";
  static final String FAILED = "@FAILED";
  static final String LOST = "@LOST ";
  static final Client CLIENT = Client.of("client", "secret");

  private static final ProviderId DEMO = new ProviderId("demo");

  /** Where a node dies by itself, without a last word. */
  enum Death {
    NEVER,
    LEASED,
    ANSWERED,
    STORED
  }

  private final String issuer;
  private final Grants grants;
  private final Death death;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger used = new AtomicInteger();

  private GrantNode(String issuer, String database, Path keys, Death death) {
    this.issuer = issuer;
    this.death = death;
    GrantStore store = new JdbcGrantStore(SharedDatabase.pool(database));
    ProviderExchange exchange = exchange();
    this.grants =
        grants(
            issuer,
            dyingAfter(GrantStore.class, store, "replace", Death.STORED),
            keys,
            dying(exchange),
            GrantNode::say);
  }

  /** With more patience than usual: who gives a refresh up has lost the grant, killed or not. */
  static ProviderExchange exchange() {
    HttpLimits limits =
        new HttpLimits(
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            HttpLimits.DEFAULT.bodyBytes(),
            HttpLimits.DEFAULT.callsPerOrigin());
    return new NimbusExchange(new OutboundHttp(limits), Clock.systemUTC());
  }

  static Provider provider(String issuer) {
    return OpenIdConnect.provider("demo", "Demo", issuer, CLIENT);
  }

  static Grants grants(
      String issuer,
      GrantStore store,
      Path keys,
      ProviderExchange exchange,
      Consumer<String> told) {
    return new Grants(
        new GrantParts(
            store,
            VaultKeys.inFile(keys),
            Providers.of(List.of(provider(issuer))),
            new Everybody(),
            exchange,
            event -> tell(event, told),
            Clock.systemUTC()));
  }

  private static void tell(Event event, Consumer<String> told) {
    if (event.kind() == Event.Kind.RECONNECT_NEEDED) {
      told.accept(LOST + event.user().orElseThrow().value());
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private ProviderExchange dying(ProviderExchange exchange) {
    return dyingAfter(
        ProviderExchange.class,
        death == Death.LEASED ? dyingBefore(ProviderExchange.class, exchange, "refresh") : exchange,
        "refresh",
        Death.ANSWERED);
  }

  private <T> T dyingBefore(Class<T> type, T real, String method) {
    AtomicInteger calls = new AtomicInteger();
    return through(
        type,
        real,
        name -> {
          if (name.equals(method) && calls.incrementAndGet() == CALLS_BEFORE_DEATH) {
            Runtime.getRuntime().halt(9);
          }
        },
        name -> {});
  }

  private <T> T dyingAfter(Class<T> type, T real, String method, Death when) {
    AtomicInteger calls = new AtomicInteger();
    return through(
        type,
        real,
        name -> {},
        name -> {
          if (death == when
              && name.equals(method)
              && calls.incrementAndGet() == CALLS_BEFORE_DEATH) {
            Runtime.getRuntime().halt(9);
          }
        });
  }

  private interface Step {
    void reached(String method);
  }

  private static <T> T through(Class<T> type, T real, Step before, Step after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              before.reached(method.getName());
              try {
                Object answer = method.invoke(real, arguments);
                after.reached(method.getName());
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Arguments: issuer, database, file of keys, death, number of users. */
  public static void main(String[] arguments) throws IOException {
    GrantNode node =
        new GrantNode(
            arguments[0], arguments[1], Path.of(arguments[2]), Death.valueOf(arguments[3]));
    int users = Integer.parseInt(arguments[4]);
    for (int i = 0; i < THREADS; i++) {
      int first = i;
      Thread thread = new Thread(() -> node.useThemAll(first, users));
      thread.setDaemon(true);
      thread.start();
    }
    // It lives until whoever started it goes away, or kills it.
    int ended = System.in.read();
    System.exit(ended == -1 ? 0 : 1);
  }

  private void useThemAll(int first, int users) {
    for (int i = first; ; i++) {
      try {
        useOne(1 + i % users);
      } catch (IOException | InterruptedException | RuntimeException e) {
        say(FAILED + " " + e);
      }
    }
  }

  private void useOne(int number) throws IOException, InterruptedException {
    Access access = grants.use(user(number), DEMO, Purpose.IMPORT, Duration.ofMillis(100));
    if (access instanceof Access.Given given) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(issuer + "/userinfo"))
              .header("Authorization", "Bearer " + given.token().reveal())
              .build();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      // 401 is right for a token that ran out on the way: they live for a second.
      if (answer.statusCode() == 200
          && !answer.body().replace(" ", "").contains("\"sub\":\"" + subject(number) + "\"")) {
        say(WRONG);
      }
    }
    if (used.incrementAndGet() == 2 * THREADS) {
      say(READY);
    }
  }

  static UserId user(int number) {
    return new UserId("user-" + number);
  }

  static String subject(int number) {
    return String.valueOf(500_000 + number);
  }

  /** Everybody is there and active. */
  private static final class Everybody implements HostUsers {
    @Override
    public Optional<HostUser> find(UserId id) {
      return Optional.of(
          new HostUser(id, id.value(), id.value(), Standing.ACTIVE, Optional.empty()));
    }

    @Override
    public Set<UserProblem> check(NewUser draft) {
      throw new UnsupportedOperationException("Nobody is registered here.");
    }

    @Override
    public Creation createLinked(NewUser draft, LinkDraft first) {
      throw new UnsupportedOperationException("Nobody is registered here.");
    }

    @Override
    public Set<WayIn> otherWaysIn(UserId id) {
      return Set.of();
    }
  }
}
