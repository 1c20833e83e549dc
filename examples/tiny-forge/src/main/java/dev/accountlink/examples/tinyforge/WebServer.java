package dev.accountlink.examples.tinyforge;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.SessionTrackingMode;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty, on localhost only: there is no TLS here, and passwords are sent. */
final class WebServer implements AutoCloseable {

  private static final int SESSION_SECONDS = 8 * 60 * 60;
  private static final int LARGEST_FORM = 64 * 1024;

  /** A page of repositories has up to a hundred to choose from. */
  private static final int MOST_FIELDS = 250;

  private final Server server = new Server();
  private final ServletContextHandler context =
      new ServletContextHandler(ServletContextHandler.SESSIONS);
  private final ServerConnector connector;
  private final URI baseUrl;

  /** Takes the port, so that the address is known before anything is built on it. */
  WebServer(int port) throws IOException {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("localhost");
    connector.setPort(port);
    connector.open();
    server.addConnector(connector);
    baseUrl = URI.create("http://localhost:" + connector.getLocalPort());

    SessionHandler sessions = context.getSessionHandler();
    sessions.setSessionCookie("tiny-forge-session");
    sessions.setHttpOnly(true);
    sessions.setSameSite(HttpCookie.SameSite.LAX);
    sessions.setMaxInactiveInterval(SESSION_SECONDS);
    // never in the address, where others could read it or plant one
    sessions.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
    context.setMaxFormContentSize(LARGEST_FORM);
    context.setMaxFormKeys(MOST_FIELDS);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(400, 599, ErrorServlet.PATH);
    context.setErrorHandler(errors);
    server.setHandler(context);
  }

  URI baseUrl() {
    return baseUrl;
  }

  /** Filters run in the order in which they are added. */
  WebServer filter(Filter filter, String path) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, path, EnumSet.of(DispatcherType.REQUEST));
    return this;
  }

  WebServer servlet(Servlet servlet, String path) {
    context.addServlet(new ServletHolder(servlet), path);
    return this;
  }

  void start() throws IOException {
    try {
      server.start();
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IOException("the web server did not start", failure);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
      // for a server that never started: the port was taken before
      connector.close();
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException("the web server did not stop", failure);
    }
  }
}
