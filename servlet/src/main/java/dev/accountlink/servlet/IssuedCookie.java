package dev.accountlink.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Our cookie as it was given out earlier in the same request: a host may ask for buttons twice on
 * one page, and both must be good for the one cookie that the browser will keep.
 */
final class IssuedCookie {
  private static final String ATTRIBUTE = "dev.accountlink.cookie";

  private IssuedCookie() {}

  /** Gives it out and remembers it for this request. */
  static void issue(
      Optional<String> setCookie, HttpServletRequest request, HttpServletResponse response) {
    setCookie.ifPresent(
        header -> {
          response.addHeader("Set-Cookie", header);
          request.setAttribute(ATTRIBUTE, header.substring(0, header.indexOf(';')));
        });
  }

  /** The headers as the browser would send them by now. */
  static List<String> withIssued(List<String> sent, HttpServletRequest request) {
    if (!(request.getAttribute(ATTRIBUTE) instanceof String issued)) {
      return sent;
    }
    String name = issued.substring(0, issued.indexOf('=') + 1);
    List<String> pairs = new ArrayList<>(List.of(issued));
    sent.stream()
        .flatMap(header -> List.of(header.split(";", -1)).stream())
        .filter(pair -> !pair.strip().startsWith(name))
        .forEach(pairs::add);
    return List.of(String.join(";", pairs));
  }
}
