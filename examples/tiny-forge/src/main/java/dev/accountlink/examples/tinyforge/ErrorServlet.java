package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The page for everything that went wrong: what happened and what to do, never a stack trace. */
final class ErrorServlet extends HttpServlet {

  static final String PATH = "/error";

  private final transient Pages pages;

  ErrorServlet(Pages pages) {
    this.pages = pages;
  }

  record Content(String heading, String advice) {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status =
        request.getAttribute("jakarta.servlet.error.status_code") instanceof Integer code
            ? code
            : HttpServletResponse.SC_NOT_FOUND;
    Content content = content(status);
    pages.show(request, response, status, "error", content.heading(), content);
  }

  private static Content content(int status) {
    return switch (status) {
      case 400 ->
          new Content(
              "We could not read that request",
              "Something in it was missing, doubled or too long.");
      case 403 ->
          new Content(
              "That form was too old",
              "Nothing was changed. Go back, reload the page and send the form once more.");
      case 404 ->
          new Content(
              "There is no page here",
              "It may have been moved, or the address has a typing error.");
      case 405 ->
          new Content(
              "That is not possible here", "Please use the links and buttons of the pages.");
      default ->
          status < 500
              ? new Content("That did not work", "The server did not accept the request.")
              : new Content(
                  "Something broke on our side",
                  "Nothing you did was wrong. Please try again in a moment.");
    };
  }
}
