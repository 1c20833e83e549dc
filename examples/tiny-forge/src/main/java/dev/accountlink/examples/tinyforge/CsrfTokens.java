package dev.accountlink.examples.tinyforge;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * A secret in every form, so that no other web site can send one in a user's name. As a filter it
 * looks at every request that may change something; a page cannot forget to.
 */
final class CsrfTokens implements Filter {

  static final String FIELD = "csrf";

  private static final String TOKEN = "tiny-forge.csrf";
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  private final SecureRandom random = new SecureRandom();

  /** The token of this browser's session, which begins here if there was none. */
  String token(HttpServletRequest request) {
    HttpSession session = request.getSession(true);
    if (session.getAttribute(TOKEN) instanceof String token) {
      return token;
    }
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    session.setAttribute(TOKEN, token);
    return token;
  }

  @Override
  public void doFilter(ServletRequest servletRequest, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) servletRequest;
    if (HARMLESS.contains(request.getMethod()) || isGit(request) || hasToken(request)) {
      chain.doFilter(request, response);
    } else {
      ((HttpServletResponse) response).sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  /** Git sends a password with each request and no cookie; there is nothing to forge. */
  private static boolean isGit(HttpServletRequest request) {
    return GitServer.PATH.equals(request.getServletPath());
  }

  private static boolean hasToken(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null
        && session.getAttribute(TOKEN) instanceof String token
        && MessageDigest.isEqual(bytes(token), bytes(FormInput.text(request, FIELD)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void destroy() {}
}
