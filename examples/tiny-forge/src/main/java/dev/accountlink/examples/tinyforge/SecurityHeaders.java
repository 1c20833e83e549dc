package dev.accountlink.examples.tinyforge;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Headers that keep a page from being framed, scripted or leaked. */
final class SecurityHeaders implements Filter {

  private static final String POLICY = "Content-Security-Policy";

  /**
   * Lets the forms of one page lead to providers as well.
   *
   * @param origins of the providers: a browser applies the policy also to where our answer to a
   *     form sends it
   */
  static void allowFormsTo(Set<String> origins, HttpServletResponse response) {
    response.setHeader(POLICY, policy(origins));
  }

  private static String policy(Set<String> formTargets) {
    return "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
        + " frame-ancestors 'none'; form-action 'self'"
        + formTargets.stream().sorted().map(" "::concat).reduce("", String::concat);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse servletResponse, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse response = (HttpServletResponse) servletResponse;
    response.setHeader(POLICY, policy(Set.of()));
    response.setHeader("X-Content-Type-Options", "nosniff");
    // not no-referrer: with that, Chrome sends forms with "Origin: null"
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
    chain.doFilter(request, response);
  }

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void destroy() {}
}
