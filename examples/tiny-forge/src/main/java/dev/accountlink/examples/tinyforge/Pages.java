package dev.accountlink.examples.tinyforge;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Renders the forge's pages. Every value in a template is escaped. */
final class Pages {

  private final ForgeSessions sessions;
  private final CsrfTokens csrfTokens;
  private final Mustache.Compiler compiler =
      Mustache.compiler()
          .emptyStringIsFalse(true)
          .withCollector(new OptionalsAsSections())
          .withLoader(Pages::source);
  private final Map<String, Template> templates = new ConcurrentHashMap<>();

  Pages(ForgeSessions sessions, CsrfTokens csrfTokens) {
    this.sessions = sessions;
    this.csrfTokens = csrfTokens;
  }

  /** Shows the page {@code name} with the values in {@code content}. */
  void show(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String name,
      String title,
      Object content)
      throws IOException {
    PageFrame frame =
        new PageFrame(
            title,
            sessions.current(request),
            RegistrationNotice.take(request),
            () -> csrfTokens.token(request));
    StringWriter html = new StringWriter();
    // all of it before the first byte leaves: a fault must not end in half a page
    template(name).execute(content, frame, html);
    byte[] body = html.toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("text/html;charset=utf-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Sends the browser on, with GET. */
  static void redirect(HttpServletResponse response, String address) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", address);
  }

  private Template template(String name) {
    return templates.computeIfAbsent(name, compiler::loadTemplate);
  }

  private static Reader source(String name) throws IOException {
    var stream = Pages.class.getResourceAsStream("templates/" + name + ".mustache");
    if (stream == null) {
      throw new IOException("there is no template " + name);
    }
    return new InputStreamReader(stream, StandardCharsets.UTF_8);
  }
}
