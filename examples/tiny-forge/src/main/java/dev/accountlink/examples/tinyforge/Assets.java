package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /assets/*}: the stylesheet and the icon. */
final class Assets extends HttpServlet {

  /** Where browsers look for the icon of a page that names none, such as Accountlink's. */
  static final String ICON = "/favicon.ico";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals(ICON)) {
      send(response, "tiny-forge.svg", "image/svg+xml");
      return;
    }
    switch (PathParts.of(request).one().orElse("")) {
      case "tiny-forge.css" -> send(response, "tiny-forge.css", "text/css;charset=utf-8");
      case "tiny-forge.svg" -> send(response, "tiny-forge.svg", "image/svg+xml");
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void send(HttpServletResponse response, String name, String type)
      throws IOException {
    try (var file = Assets.class.getResourceAsStream("assets/" + name)) {
      if (file == null) {
        throw new IOException(name + " is missing from the class path");
      }
      response.setContentType(type);
      response.setHeader("Cache-Control", "max-age=300");
      file.transferTo(response.getOutputStream());
    }
  }
}
