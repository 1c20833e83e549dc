package dev.accountlink.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A filter of a host that sets headers on everything, laxer ones than ours. */
final class LooseHeaders implements Filter {
  @Override
  public void init(FilterConfig configuration) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setHeader("X-Frame-Options", "SAMEORIGIN");
    answer.setHeader("Cache-Control", "public, max-age=60");
    answer.setHeader("Content-Security-Policy", "script-src 'unsafe-inline'");
    answer.addHeader("Set-Cookie", "hosts=own");
    chain.doFilter(request, response);
  }

  @Override
  public void destroy() {}
}
