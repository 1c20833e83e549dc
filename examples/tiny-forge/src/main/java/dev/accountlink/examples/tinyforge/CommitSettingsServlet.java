package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /settings/commits}: which addresses of connected providers stand in commits. */
final class CommitSettingsServlet extends HttpServlet {

  static final String PATH = "/settings/commits";

  private final transient ForgeSessions sessions;
  private final transient CommitAuthors authors;
  private final transient Pages pages;

  CommitSettingsServlet(ForgeSessions sessions, CommitAuthors authors, Pages pages) {
    this.sessions = sessions;
    this.authors = authors;
    this.pages = pages;
  }

  record Content(
      List<CommitAuthors.Offer> offers, boolean usual, String author, Optional<String> notice) {
    boolean hasOffers() {
      return !offers.isEmpty();
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
    List<CommitAuthors.Offer> offers = authors.offers(user.get());
    Content content =
        new Content(
            offers,
            offers.stream().noneMatch(CommitAuthors.Offer::author),
            authors.authorOf(user.get()).email(),
            FormInput.text(request, "saved").isEmpty()
                ? Optional.empty()
                : Optional.of("Your choice was saved."));
    pages.show(request, response, HttpServletResponse.SC_OK, "commits", "Commits", content);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isEmpty()) {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + PATH);
      return;
    }
    String[] matching = request.getParameterValues("matching");
    authors.choose(
        user.get(),
        matching == null ? Set.of() : Set.of(matching.clone()),
        FormInput.text(request, "author"));
    Pages.redirect(response, PATH + "?saved=commits");
  }
}
