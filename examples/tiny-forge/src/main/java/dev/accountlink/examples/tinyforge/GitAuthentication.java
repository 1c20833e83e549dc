package dev.accountlink.examples.tinyforge;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jgit.http.server.GitSmartHttpTools;

/**
 * Basic authentication for Git. A browser's session counts for nothing here, and neither does the
 * password of somebody with a second factor: it would be a way in that goes past it.
 */
final class GitAuthentication implements Filter {

  private static final String BASIC = "Basic ";

  private final PasswordTries passwordTries;
  private final SecondFactors secondFactors;
  private final URI baseUrl;

  GitAuthentication(PasswordTries passwordTries, SecondFactors secondFactors, URI baseUrl) {
    this.passwordTries = passwordTries;
    this.secondFactors = secondFactors;
    this.baseUrl = baseUrl;
  }

  @Override
  public void doFilter(
      ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) servletRequest;
    HttpServletResponse response = (HttpServletResponse) servletResponse;
    String authorization = request.getHeader("Authorization");
    if (authorization == null && !isPush(request)) {
      chain.doFilter(request, response);
      return;
    }
    Optional<ForgeUser> user =
        Optional.ofNullable(authorization)
            .flatMap(this::authenticate)
            .filter(ForgeUser::isActive)
            .filter(found -> !secondFactors.isOn(found.id()));
    if (user.isPresent()) {
      chain.doFilter(new RequestOf(user.get(), request), response);
    } else {
      refuse(response);
    }
  }

  private static boolean isPush(HttpServletRequest request) {
    return GitSmartHttpTools.isReceivePack(request)
        || (GitSmartHttpTools.isInfoRefs(request)
            && GitSmartHttpTools.RECEIVE_PACK.equals(request.getParameter("service")));
  }

  private Optional<ForgeUser> authenticate(String authorization) {
    if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      return pair.length == 2 ? passwordTries.check(pair[0], pair[1]).whose() : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** One text for every reason, so that it tells nobody who exists or has a password. */
  private void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    response.setHeader("WWW-Authenticate", "Basic realm=\"tiny-forge\", charset=\"UTF-8\"");
    response.setContentType("text/plain;charset=utf-8");
    response
        .getWriter()
        .print(
            "Git needs your tiny-forge user name and password.\n"
                + "If you registered with a social sign-in you have no password yet:\n"
                + "set one at "
                + baseUrl
                + SettingsServlet.PATH
                + "\n"
                + "With a second factor a password is not enough for Git, and there are no access"
                + " tokens here:\nremove the second factor to push.\n");
  }

  /** JGit asks {@code getRemoteUser} who is pushing. */
  private static final class RequestOf extends HttpServletRequestWrapper {
    private final ForgeUser user;

    RequestOf(ForgeUser user, HttpServletRequest request) {
      super(request);
      this.user = user;
    }

    @Override
    public String getRemoteUser() {
      return user.username();
    }
  }

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void destroy() {}
}
