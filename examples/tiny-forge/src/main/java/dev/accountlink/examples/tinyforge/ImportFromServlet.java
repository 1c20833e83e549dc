package dev.accountlink.examples.tinyforge;

import dev.accountlink.examples.tinyforge.ImportProviders.Permission;
import dev.accountlink.examples.tinyforge.ImportProviders.Source;
import dev.accountlink.examples.tinyforge.RepositoryFinder.Found;
import dev.accountlink.examples.tinyforge.imports.CloneWay;
import dev.accountlink.examples.tinyforge.imports.ImportTrouble;
import dev.accountlink.examples.tinyforge.imports.Imports;
import dev.accountlink.imports.ImportProblem;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RepositoryRef;
import dev.accountlink.model.UserId;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /import/<provider>}: a user's repositories there, to choose from. */
final class ImportFromServlet extends HttpServlet {

  static final String ROOT = ImportServlet.PATH + "/";

  private static final int UNPROCESSABLE = 422;

  private final transient ForgeSessions sessions;
  private final transient Imports imports;
  private final transient ImportProviders providers;
  private final transient Pages pages;
  private final transient Clock clock;

  ImportFromServlet(
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

  /** What somebody asks this page for. */
  private record Asked(String words, String from, boolean all, Optional<String> problem) {
    static Asked of(HttpServletRequest request) {
      return new Asked(
          FormInput.trimmed(request, "q"),
          FormInput.text(request, "next"),
          FormInput.text(request, "select").equals("all"),
          Optional.empty());
    }

    static Asked again(String problem) {
      return new Asked("", "", false, Optional.of(problem));
    }

    String href(Source source, String next, boolean chooseAll) {
      return source.href()
          + "?q="
          + encoded(words)
          + "&next="
          + encoded(next)
          + (chooseAll ? "&select=all" : "");
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isEmpty()) {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + ImportServlet.PATH);
      return;
    }
    Optional<Source> source = source(request, user.get());
    if (source.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      show(request, response, user.get(), source.get(), Asked.of(request));
    }
  }

  private Optional<Source> source(HttpServletRequest request, ForgeUser user) {
    return PathParts.of(request).one().flatMap(id -> providers.find(user, id));
  }

  private void show(
      HttpServletRequest request,
      HttpServletResponse response,
      ForgeUser user,
      Source source,
      Asked asked)
      throws IOException {
    int status = asked.problem().isPresent() ? UNPROCESSABLE : HttpServletResponse.SC_OK;
    String title = "Import from " + source.label();
    UserId id = new UserId(user.id());
    Optional<RemoteRepositories> repositories =
        source.permission() == Permission.GIVEN
            ? providers.repositories(id, source.id())
            : Optional.empty();
    if (repositories.isEmpty()) {
      ImportList list = ImportList.without(source, source.sentence(), true);
      pages.show(request, response, status, "import-from", title, list);
      return;
    }
    Found found = RepositoryFinder.find(repositories.get(), asked.words(), asked.from());
    if (found.lost()) {
      Pages.redirect(response, source.href());
      return;
    }
    // asking may have shown that the permission is over
    Source now = providers.find(user, source.id().value()).orElse(source);
    ImportList list =
        new ImportList(
            now,
            user.username(),
            asked.problem().or(() -> found.problem().map(problem -> sentence(problem, source))),
            found.problem().flatMap(ImportTrouble::page),
            found.partial(),
            found.problem().filter(ImportFromServlet::isAboutPermission).isPresent(),
            asked.words(),
            rows(found.repositories(), id, source, asked.all()),
            found.next().map(next -> asked.href(source, next, false)),
            asked.href(source, asked.from(), !asked.all()),
            asked.all(),
            !asked.from().isEmpty(),
            SshOffer.of(source, repositories.get(), found.repositories(), imports));
    pages.show(request, response, status, "import-from", title, list);
  }

  private List<RemoteRow> rows(
      List<RemoteRepository> repositories, UserId user, Source source, boolean all) {
    Map<String, String> imported = imports.imported(user, source.id());
    Set<String> underWay =
        imports.of(user).stream()
            .filter(job -> job.provider().equals(source.id()) && job.state().isOpen())
            .map(job -> job.ref().id())
            .collect(Collectors.toSet());
    return repositories.stream()
        .map(
            one ->
                RemoteRow.of(
                    one,
                    Optional.ofNullable(imported.get(one.ref().id())),
                    underWay.contains(one.ref().id()),
                    all))
        .toList();
  }

  private String sentence(ImportProblem problem, Source source) {
    Duration pause = ImportTrouble.pause(problem);
    return pause.isZero()
        ? ImportTrouble.of(problem).sentence(source.label())
        : source.label()
            + " asks to be left alone for a while. Come again "
            + Amounts.until(clock.instant().plus(pause), clock.instant())
            + ".";
  }

  private static boolean isAboutPermission(ImportProblem problem) {
    return ImportTrouble.of(problem).isAboutPermission();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isEmpty()) {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + ImportServlet.PATH);
      return;
    }
    Optional<Source> source = source(request, user.get());
    Optional<CloneWay> way = way(FormInput.text(request, "way"));
    List<Optional<RepositoryRef>> refs = refs(request);
    if (source.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (way.isEmpty() || refs.contains(Optional.<RepositoryRef>empty())) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    } else if (refs.isEmpty()) {
      show(request, response, user.get(), source.get(), Asked.again("Choose a repository first."));
    } else {
      add(response, new UserId(user.get().id()), source.get(), refs, way.get());
    }
  }

  private static List<Optional<RepositoryRef>> refs(HttpServletRequest request) {
    String[] values = request.getParameterValues("repository");
    return values == null ? List.of() : Arrays.stream(values).map(RemoteRow::read).toList();
  }

  static Optional<CloneWay> way(String text) {
    return Arrays.stream(CloneWay.values()).filter(way -> way.name().equals(text)).findFirst();
  }

  private void add(
      HttpServletResponse response,
      UserId user,
      Source source,
      List<Optional<RepositoryRef>> refs,
      CloneWay way) {
    long added =
        refs.stream()
            .flatMap(Optional::stream)
            .filter(ref -> imports.add(user, source.id(), ref, Names.suggested(ref), way))
            .count();
    Pages.redirect(response, ImportServlet.PATH + (added == 0 ? "?said=none-new" : ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
