package dev.accountlink.servlet;

import dev.accountlink.AccountLinking;
import dev.accountlink.flow.Stage;
import dev.accountlink.page.PageContext;
import dev.accountlink.page.PageRenderer;
import dev.accountlink.page.Rendered;
import dev.accountlink.spi.HostPages;
import dev.accountlink.web.Page;
import dev.accountlink.web.WebReply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last answer, when making the real one failed. Asks the host for nothing, since that may be
 * what failed.
 */
final class FailurePage {
  private static final Logger LOG = LoggerFactory.getLogger("dev.accountlink");

  private static final List<WebReply.Header> HEADERS =
      List.of(
          new WebReply.Header("Cache-Control", "no-store"),
          new WebReply.Header("Pragma", "no-cache"),
          new WebReply.Header("Referrer-Policy", "no-referrer"),
          new WebReply.Header("X-Content-Type-Options", "nosniff"),
          new WebReply.Header("X-Frame-Options", "DENY"),
          new WebReply.Header(
              "Content-Security-Policy",
              "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                  + " frame-ancestors 'none'; form-action 'none'"));

  private final PageRenderer renderer;
  private final ReplyWriter writer;

  FailurePage(PageRenderer renderer, ReplyWriter writer) {
    this.renderer = renderer;
    this.writer = writer;
  }

  /** Logs the problem with a reference and shows a page with that reference. Never throws. */
  void show(
      Throwable problem,
      Optional<AccountLinking> linking,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      String reference =
          UUID.randomUUID().toString().replace("-", "").substring(0, 8).toUpperCase(Locale.ROOT);
      LOG.error(
          "FAILED flow=- provider=- stage={} code=ADAPTER reference={}",
          Stage.PAGE,
          reference,
          new WithoutMessage(problem));
      if (response.isCommitted()) {
        return; // The browser has gone, or has half a page: there is nothing to add.
      }
      response.resetBuffer();
      ServletWebRequest asked = new ServletWebRequest("", request, response);
      WebReply.Body body =
          new WebReply.Body.Shown(
              page(reference, request.getContextPath() + "/"), asked.wantsJson());
      Rendered page = rendered(body, linking, HostPages.DEFAULT.locale(asked));
      writer.write(new WebReply(500, HEADERS, body), page, request, response);
    } catch (IOException | RuntimeException second) {
      LOG.error("The failure page could not be sent.", new WithoutMessage(second));
    }
  }

  private Rendered rendered(WebReply.Body body, Optional<AccountLinking> linking, Locale locale) {
    String root = linking.map(AccountLinking::rootPath).orElse("");
    return renderer.render(body, new PageContext(locale, HostPages.DEFAULT, root + "/assets/"));
  }

  private static Page.Failed page(String reference, String home) {
    return new Page.Failed(
        Stage.PAGE,
        "ADAPTER",
        reference,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        home);
  }

  /** Where it happened, without any message: nobody knows what stands in those. */
  private static final class WithoutMessage extends Exception {
    private static final long serialVersionUID = 1L;

    WithoutMessage(Throwable problem) {
      super(problem.getClass().getName(), null, false, true);
      setStackTrace(problem.getStackTrace());
    }
  }
}
