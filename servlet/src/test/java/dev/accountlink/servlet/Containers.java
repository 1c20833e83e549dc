package dev.accountlink.servlet;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceHandle;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The containers the filter is tried in. The javax module has a class of this name of its own. */
final class Containers {
  /** Held here, because the logging of the JDK forgets loggers that nobody holds. */
  private static final Logger QUIET = Logger.getLogger("org.apache");

  static {
    QUIET.setLevel(Level.SEVERE);
  }

  private Containers() {}

  static List<Container.Kind> all() {
    return List.of(
        new Container.Kind("Jetty 12", Containers::jetty),
        new Container.Kind("Tomcat 11", Containers::tomcat),
        new Container.Kind("Undertow 2.3", Containers::undertow));
  }

  private static Container jetty(String contextPath, List<Filter> filters, HttpServlet servlet)
      throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context =
        new ServletContextHandler(
            contextPath.isEmpty() ? "/" : contextPath, ServletContextHandler.SESSIONS);
    for (Filter filter : filters) {
      FilterHolder holder = new FilterHolder(filter);
      holder.setAsyncSupported(true);
      context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
    }
    context.addServlet(new ServletHolder(servlet), "/*");
    server.setHandler(context);
    server.start();
    return new Container() {
      @Override
      public int port() {
        return connector.getLocalPort();
      }

      @Override
      public void close() throws Exception {
        server.stop();
      }
    };
  }

  private static Container tomcat(String contextPath, List<Filter> filters, HttpServlet servlet)
      throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext(contextPath, null);
    int number = 0;
    for (Filter filter : filters) {
      FilterDef definition = new FilterDef();
      definition.setFilterName("filter" + number++);
      definition.setFilter(filter);
      definition.setAsyncSupported("true");
      context.addFilterDef(definition);
      FilterMap map = new FilterMap();
      map.setFilterName(definition.getFilterName());
      map.addURLPattern("/*");
      context.addFilterMap(map);
    }
    Tomcat.addServlet(context, "host", servlet);
    context.addServletMappingDecoded("/*", "host");
    tomcat.start();
    return new Container() {
      @Override
      public int port() {
        return tomcat.getConnector().getLocalPort();
      }

      @Override
      public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
      }
    };
  }

  private static Container undertow(String contextPath, List<Filter> filters, HttpServlet servlet)
      throws Exception {
    String path = contextPath.isEmpty() ? "/" : contextPath;
    DeploymentInfo deployment =
        Servlets.deployment()
            .setClassLoader(Containers.class.getClassLoader())
            .setDeploymentName("forge")
            .setContextPath(path)
            .addServlet(
                Servlets.servlet(
                        "host", servlet.getClass(), () -> new ImmediateInstanceHandle<>(servlet))
                    .addMapping("/*"));
    int number = 0;
    for (Filter filter : filters) {
      String name = "filter" + number++;
      deployment.addFilter(
          Servlets.filter(name, filter.getClass(), () -> new ImmediateInstanceHandle<>(filter))
              .setAsyncSupported(true));
      deployment.addFilterUrlMapping(name, "/*", DispatcherType.REQUEST);
    }
    DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
    manager.deploy();
    HttpHandler handler = Handlers.path().addPrefixPath(path, manager.start());
    Undertow undertow =
        Undertow.builder()
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .addHttpListener(0, "127.0.0.1", handler)
            .build();
    undertow.start();
    return new Container() {
      @Override
      public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
      }

      @Override
      public void close() throws Exception {
        undertow.stop();
        manager.stop();
        manager.undeploy();
      }
    };
  }
}
