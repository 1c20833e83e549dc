package dev.accountlink.examples.tinyforge;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;

/**
 * Answers under the forge's own address only. A browser that came by another name, say 127.0.0.1,
 * is sent to the right one, because cookies belong to a name; any other request is refused, because
 * a name that somebody else owns can be pointed at this machine.
 */
final class OneAddress implements Filter {

  private final URI baseUrl;

  OneAddress(URI baseUrl) {
    this.baseUrl = baseUrl;
  }

  @Override
  public void doFilter(
      ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) servletRequest;
    HttpServletResponse response = (HttpServletResponse) servletResponse;
    if (baseUrl.getAuthority().equalsIgnoreCase(request.getHeader("Host"))) {
      chain.doFilter(request, response);
    } else if (request.getMethod().equals("GET")) {
      Pages.redirect(response, baseUrl + "/");
    } else {
      response.setStatus(421);
    }
  }

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void destroy() {}
}
