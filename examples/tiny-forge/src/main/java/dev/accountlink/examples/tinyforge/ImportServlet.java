package dev.accountlink.examples.tinyforge;

import dev.accountlink.examples.tinyforge.imports.CloneWay;
import dev.accountlink.examples.tinyforge.imports.Imports;
import dev.accountlink.model.UserId;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@code /import}: where one can import from, and what has become of a user's imports. */
final class ImportServlet extends HttpServlet {

  static final String PATH = "/import";

  private static final int SECONDS = 3;

  private final transient ForgeSessions sessions;
  private final transient Imports imports;
  private final transient ImportProviders providers;
  private final transient Pages pages;
  private final transient Clock clock;

  ImportServlet(
      ForgeSessions sessions,
      Imports imports,
      ImportProviders providers,
      Pages pages,
      Clock clock) {
    this.sessions = sessions;
    this.imports = imports;
    this.providers = providers;
    this.pages = pages;
    this.clock = clock;
  }

  /**
   * The page.
   *
   * @param keysLeft repositories elsewhere that still have a key of an import
   * @param refreshes whether the page shows anew by itself
   * @param moving whether there is something to wait for
   */
  record Content(
      Optional<String> notice,
      List<ImportProviders.Source> sources,
      List<ImportRow> rows,
      List<String> keysLeft,
      boolean refreshes,
      boolean moving) {

    boolean hasRows() {
      return !rows.isEmpty();
    }

    boolean hasOver() {
      return rows.stream().anyMatch(row -> !row.isOpen());
    }

    boolean hasKeysLeft() {
      return !keysLeft.isEmpty();
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isEmpty()) {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + PATH);
      return;
    }
    UserId id = new UserId(user.get().id());
    List<ImportProviders.Source> sources = providers.of(user.get());
    List<ImportRow> rows =
        imports.of(id).stream()
            .map(
                job ->
                    new ImportRow(
                        job,
                        user.get().username(),
                        providers.label(job.provider()),
                        sources.stream()
                            .filter(source -> source.id().equals(job.provider()))
                            .findFirst()
                            .map(ImportProviders.Source::askHref)
                            .orElse(PATH),
                        clock.instant()))
            .toList();
    boolean moving = rows.stream().anyMatch(ImportRow::isOpen);
    // a page that shows anew while somebody types a name would lose it
    boolean refreshes =
        moving
            && rows.stream().noneMatch(ImportRow::wantsName)
            && request.getParameter("still") == null;
    if (refreshes) {
      response.setHeader("Refresh", SECONDS + ";url=" + PATH);
    }
    Content content =
        new Content(notice(request), sources, rows, imports.keysLeft(id), refreshes, moving);
    pages.show(
        request, response, HttpServletResponse.SC_OK, "imports", "Import repositories", content);
  }

  private static Optional<String> notice(HttpServletRequest request) {
    return switch (FormInput.text(request, "said")) {
      case "too-late" -> Optional.of("That import was over, or has begun, before you pressed.");
      case "none-new" ->
          Optional.of("Nothing was added: these imports are under way, or too many others are.");
      default -> Optional.empty();
    };
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isEmpty()) {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + PATH);
      return;
    }
    UserId id = new UserId(user.get().id());
    String job = FormInput.text(request, "job");
    switch (FormInput.text(request, "change")) {
      case "cancel" -> done(response, imports.cancel(id, job));
      case "retry" -> done(response, imports.retry(id, job, name(request), way(request)));
      case "clear" -> {
        imports.clear(id);
        done(response, true);
      }
      default -> response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  /** What is too long for a name is none: the import says so. */
  private static Optional<String> name(HttpServletRequest request) {
    return FormInput.optional(request, "name").map(text -> text.length() > 64 ? "" : text);
  }

  private static Optional<CloneWay> way(HttpServletRequest request) {
    return ImportFromServlet.way(FormInput.text(request, "way"));
  }

  private static void done(HttpServletResponse response, boolean changed) {
    Pages.redirect(response, changed ? PATH : PATH + "?said=too-late");
  }
}
