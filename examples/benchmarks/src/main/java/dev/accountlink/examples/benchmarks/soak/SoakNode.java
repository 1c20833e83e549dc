package dev.accountlink.examples.benchmarks.soak;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.accountlink.AccountLinking;
import dev.accountlink.flow.Event;
import dev.accountlink.jdbc.JdbcGrantStore;
import dev.accountlink.jdbc.JdbcLinkStore;
import dev.accountlink.jdbc.JdbcReplayGuard;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Registration;
import dev.accountlink.seal.FlowKeys;
import dev.accountlink.seal.VaultKeys;
import dev.accountlink.servlet.AccountLinkFilter;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jdbi.v3.core.Jdbi;

/**
 * A node in a process of its own: a host as hosts are, with everything it must not forget in the
 * database. It lives until whoever started it goes away.
 */
public final class SoakNode {
  static final String READY = "@READY ";
  static final String LOST = "@LOST ";
  static final Client CLIENT = Client.of("soak", "secret-of-the-soak");

  private SoakNode() {}

  /** Arguments: the address people see, database, folder of keys, work's and home's address. */
  public static void main(String[] arguments) throws Exception {
    Jdbi jdbi = Jdbi.create(pool(arguments[1]));
    SoakSessions sessions = new SoakSessions(jdbi);
    AccountLinking linking =
        linking(arguments[0], jdbi, sessions, Path.of(arguments[2]), arguments[3], arguments[4]);
    ServletContextHandler context = new ServletContextHandler();
    context.addFilter(
        new FilterHolder(new AccountLinkFilter(linking)), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new SoakPages(linking, sessions)), "/");
    Server server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    // so that the next request of a browser is the other node's
    http.setPersistentConnectionsEnabled(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    say(READY + connector.getLocalPort());
    int ended = System.in.read();
    System.exit(ended == -1 ? 0 : 1);
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(10);
    config.setConnectionTimeout(10_000);
    return new HikariDataSource(config);
  }

  private static AccountLinking linking(
      String address, Jdbi jdbi, SoakSessions sessions, Path keys, String work, String home) {
    JdbcLinkStore links = new JdbcLinkStore(jdbi);
    return AccountLinking.builder(address)
        .provider(
            OpenIdConnect.provider("work", "Work", work, CLIENT).withRegistration(Registration.ON))
        .provider(GitLab.provider("home", "Home", home, CLIENT))
        .users(new SoakUsers(jdbi, links))
        .sessions(sessions)
        .links(links)
        .grants(new JdbcGrantStore(jdbi), VaultKeys.inFile(keys.resolve("vault-keys")))
        .replayGuard(new JdbcReplayGuard(jdbi))
        .flowKeys(FlowKeys.inFile(keys.resolve("flow-keys")))
        .events(SoakNode::tell)
        .build();
  }

  private static void tell(Event event) {
    if (event.kind() == Event.Kind.RECONNECT_NEEDED) {
      say(LOST + event.user().orElseThrow().value());
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
