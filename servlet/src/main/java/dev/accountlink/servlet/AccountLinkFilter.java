package dev.accountlink.servlet;

import dev.accountlink.AccountLinking;
import dev.accountlink.page.PageAssets;
import dev.accountlink.page.PageContext;
import dev.accountlink.page.PageRenderer;
import dev.accountlink.page.Rendered;
import dev.accountlink.web.WebReply;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the library's own addresses and lets every other request pass untouched: of a foreign
 * request nothing but the path is looked at, so pushes and uploads may go through it.
 *
 * <p>Map it to {@code /*}, before the host's own sign-in and CSRF filters, for dispatcher type
 * REQUEST, with asynchronous requests supported. Should a CSRF filter of the host stand before it,
 * exempt exactly the path {@code {prefix}/{provider}/callback}, and only for a provider that
 * answers by form_post; a looser match would open other addresses.
 *
 * <p>Nothing that goes wrong here lets a request through. Thread-safe.
 */
public final class AccountLinkFilter implements Filter {
  private static final Logger LOG = LoggerFactory.getLogger("dev.accountlink");
  private static final String ASSETS = "/assets/";

  private final Supplier<AccountLinking> linking;
  private final PageAssets assets = new PageAssets();
  private final PageRenderer renderer = new PageRenderer(assets);
  private final ReplyWriter writer = new ReplyWriter();
  private final FailurePage failurePage = new FailurePage(renderer, writer);

  /** Answers for one configuration. */
  public AccountLinkFilter(AccountLinking linking) {
    this(() -> linking);
  }

  /** Answers for whatever configuration is current, asked for at each request. */
  public AccountLinkFilter(Supplier<AccountLinking> linking) {
    this.linking = linking;
  }

  /** Needs nothing of the container. */
  @Override
  public void init(FilterConfig configuration) {}

  /** Answers, or lets the request pass. */
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest in
        && response instanceof HttpServletResponse out
        && isAnswered(in, out)) {
      return;
    }
    chain.doFilter(request, response);
  }

  /** Holds nothing that would have to be closed. */
  @Override
  public void destroy() {}

  /** Whether the request was ours; it has an answer then, whatever went wrong. */
  private boolean isAnswered(HttpServletRequest request, HttpServletResponse response) {
    AccountLinking now = null;
    try {
      now = linking.get();
      String context = request.getContextPath();
      String uri = request.getRequestURI();
      // No allocation before this is known to be ours, not even that of a substring.
      if (!uri.startsWith(context) || !uri.startsWith(now.prefix(), context.length())) {
        return false;
      }
      String path = uri.substring(context.length());
      if (!now.owns(path)) {
        return false;
      }
      answer(now, path, request, response);
    } catch (IOException gone) {
      // Only sending does input and output here: the browser has left, and nobody is there to tell.
      LOG.debug("The browser left before its answer was sent.");
    } catch (Throwable problem) {
      // Errors too: a half-answered request must never go on to the host as if we had agreed.
      failurePage.show(problem, Optional.ofNullable(now), request, response);
    }
    return true;
  }

  private void answer(
      AccountLinking now, String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String below = path.substring(now.prefix().length());
    if (below.startsWith(ASSETS)) {
      Optional<PageAssets.Asset> asset = assets.find(below.substring(ASSETS.length()));
      if (asset.isPresent()) {
        writer.writeAsset(asset.get(), request, response);
        return;
      }
    }
    ServletWebRequest asked = new ServletWebRequest(path, request, response);
    WebReply reply = now.handle(asked);
    writer.write(reply, render(reply, now, asked), request, response);
  }

  private Rendered render(WebReply reply, AccountLinking now, ServletWebRequest asked) {
    // Only a page has a language: for the rest the host's code is not asked.
    Locale locale =
        reply.body() instanceof WebReply.Body.Shown ? now.pages().locale(asked) : Locale.ENGLISH;
    return renderer.render(
        reply.body(), new PageContext(locale, now.pages(), now.rootPath() + ASSETS));
  }
}
