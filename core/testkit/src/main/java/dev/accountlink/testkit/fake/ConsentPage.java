package dev.accountlink.testkit.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages of a fake provider, in plain HTML without script or style of their own. */
final class ConsentPage {
  private ConsentPage() {}

  static Reply ask(FakeForge forge, AuthorizationRequest request, String ticket) {
    StringBuilder body = new StringBuilder();
    body.append("<h1>Sign in to ").append(escape(request.client().name())).append("</h1>\n");
    body.append("<p><strong>").append(escape(request.client().name()));
    body.append("</strong> would like to:</p>\n<ul>\n");
    forge
        .inWords(request.scopes())
        .forEach(words -> body.append("<li>").append(escape(words)).append("</li>\n"));
    body.append("</ul>\n<form method=\"post\" aria-labelledby=\"who\" action=\"");
    body.append(escape(forge.url("/consent")))
        .append("\">\n<input type=\"hidden\" name=\"ticket\" value=\"")
        .append(ticket);
    body.append("\">\n<p id=\"who\">Who are you?</p>\n");
    forge.people().forEach(person -> body.append(button(person)));
    body.append("<button class=\"cancel\" name=\"cancel\" value=\"yes\">Cancel</button>\n");
    body.append("</form>\n<p class=\"note\">This is a demonstration: nobody asks for a password. ");
    body.append("You will go back to <code>").append(escape(request.redirectUri()));
    body.append("</code></p>\n");
    return page(forge, 200, "Sign in to " + request.client().name(), body.toString());
  }

  /** Names may be written from right to left, and some try to turn the rest of the line around. */
  private static String button(Person person) {
    return "<button name=\"person\" value=\""
        + escape(person.subject())
        + "\">Continue as <bdi>"
        + escape(person.displayName())
        + "</bdi> (<bdi>"
        + escape(person.login())
        + "</bdi>)</button>\n";
  }

  static Reply message(FakeForge forge, int status, String heading, String text) {
    return page(
        forge, status, heading, "<h1>" + escape(heading) + "</h1>\n<p>" + escape(text) + "</p>\n");
  }

  static Reply makeToken(FakeForge forge) {
    StringBuilder body = new StringBuilder();
    body.append("<h1>Make a token</h1>\n<form method=\"post\" aria-labelledby=\"who\">\n");
    body.append("<p id=\"who\">Who are you?</p>\n");
    forge.people().forEach(person -> body.append(button(person)));
    body.append("</form>\n<p class=\"note\">This is a demonstration: nobody asks for a password, ");
    body.append("and a token may do what imports need.</p>\n");
    return page(forge, 200, "Make a token", body.toString());
  }

  static Reply made(FakeForge forge, String token) {
    return page(
        forge,
        200,
        "Your token",
        "<h1>Your token</h1>\n<p><code>" + escape(token) + "</code></p>\n<p>Copy it now.</p>\n");
  }

  static Reply home(FakeForge forge, Optional<Person> person) {
    String who =
        person
            .map(
                known ->
                    "<p>You are signed in here as "
                        + escape(known.displayName())
                        + ".</p>\n<form method=\"post\"><button>Sign out</button></form>\n")
            .orElse("<p>Nobody is signed in here in this browser.</p>\n");
    return page(forge, 200, forge.title(), "<h1>" + escape(forge.title()) + "</h1>\n" + who);
  }

  /**
   * The self-submitting page of OAuth 2.0 Form Post Response Mode; real providers submit it by
   * inline script, so this one does.
   */
  static Reply formPost(String action, List<Map.Entry<String, String>> fields) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<title>Going back</title>\n</head>\n<body>\n<form method=\"post\" action=\"");
    html.append(escape(action)).append("\">\n");
    fields.forEach(
        field ->
            html.append("<input type=\"hidden\" name=\"")
                .append(escape(field.getKey()))
                .append("\" value=\"")
                .append(escape(field.getValue()))
                .append("\">\n"));
    html.append("<button>Continue</button>\n</form>\n");
    html.append("<script>document.forms[0].submit()</script>\n</body>\n</html>\n");
    return Reply.html(200, html.toString());
  }

  private static Reply page(FakeForge forge, int status, String title, String body) {
    String html =
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
            + escape(title)
            + "</title>\n<link rel=\"stylesheet\" href=\""
            + escape(forge.url("/fake.css"))
            + "\">\n</head>\n<body>\n<header>"
            + escape(forge.title())
            + "</header>\n<main>\n"
            + body
            + "</main>\n</body>\n</html>\n";
    return Reply.html(status, html)
        .with("Content-Security-Policy", "default-src 'none'; style-src 'self'")
        .with("X-Frame-Options", "DENY");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
