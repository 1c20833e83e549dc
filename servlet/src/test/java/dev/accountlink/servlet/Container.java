package dev.accountlink.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.util.List;

/** A running servlet container with one application: filters for every path, then one servlet. */
interface Container extends AutoCloseable {
  int port();

  @Override
  void close() throws Exception;

  /** A kind of container, which can be started. */
  @FunctionalInterface
  interface Starter {
    Container start(String contextPath, List<Filter> filters, HttpServlet servlet) throws Exception;
  }

  /** A container by name, for the names of tests. */
  record Kind(String name, Starter starter) {
    @Override
    public String toString() {
      return name;
    }
  }
}
