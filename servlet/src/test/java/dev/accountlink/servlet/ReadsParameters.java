package dev.accountlink.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** A filter of a host that looks at a parameter, and so eats the body of every form. */
final class ReadsParameters implements Filter {
  @Override
  public void init(FilterConfig configuration) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    request.getParameter("_method");
    chain.doFilter(request, response);
  }

  @Override
  public void destroy() {}
}
