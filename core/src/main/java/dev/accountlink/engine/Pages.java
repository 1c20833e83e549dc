package dev.accountlink.engine;

import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.model.WayIn;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.web.Page;
import dev.accountlink.web.WebReply;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pages that only show: the buttons to sign in with, and the links of a user. */
final class Pages {
  private final Parts parts;
  private final Origin origin;
  private final Buttons buttons;
  private final Replies replies;
  private final NotePages notes;

  Pages(Parts parts, Origin origin, Replies replies, NotePages notes) {
    this.parts = parts;
    this.origin = origin;
    this.buttons = new Buttons(parts, origin);
    this.replies = replies;
    this.notes = notes;
  }

  WebReply signIn(Visit visit) {
    ReturnTo home = parts.pages().home();
    Optional<ReturnTo> asked = returnTo(visit);
    ReturnTo returnTo = asked.orElse(home);
    Page.SignIn page =
        new Page.SignIn(
            signInButtons(visit, returnTo),
            signUpButtons(visit, returnTo),
            asked.flatMap(to -> parts.pages().signInPage(to)).or(() -> parts.pages().signInPage()),
            home.path());
    return replies.pageWithForms(page, page.buttons(), visit);
  }

  List<Page.Button> signInButtons(Visit visit, ReturnTo returnTo) {
    return buttons.all(Intent.Name.SIGN_IN, visit, visit.current(), returnTo);
  }

  List<Page.Button> signUpButtons(Visit visit, ReturnTo returnTo) {
    return parts.providers().all().stream()
        .filter(provider -> provider.rules().signIn())
        .filter(provider -> provider.rules().registration() == Registration.EXPLICIT)
        .map(
            provider ->
                buttons.one(Intent.Name.SIGN_UP, provider, visit, visit.current(), returnTo))
        .toList();
  }

  /** One for each provider, also where sign-in is off: that is when it is best tried. */
  List<Page.Button> rehearsalButtons(Visit visit, ReturnTo returnTo) {
    return visit.mayAdminister()
        ? parts.providers().all().stream()
            .map(
                provider ->
                    buttons.one(Intent.Name.REHEARSE, provider, visit, visit.current(), returnTo))
            .toList()
        : List.of();
  }

  private Optional<ReturnTo> returnTo(Visit visit) {
    return visit
        .request()
        .query()
        .single(Buttons.RETURN_TO)
        .flatMap(ReturnTo::read)
        .filter(parts.settings()::mayReturnTo);
  }

  WebReply links(Visit visit) {
    Optional<CurrentUser> user = visit.current();
    if (user.isEmpty()) {
      return notes.show(
          visit,
          new Note.Refused(
              new Note.Context(Optional.empty(), Intent.Name.SIGN_IN, parts.pages().home()),
              Refusal.SIGN_IN_FIRST));
    }
    Page.Links page = linksOf(visit, user.get());
    return replies.pageWithForms(page, page.connect(), visit);
  }

  /** Links and buttons of the user who is signed in. */
  Page.Links linksOf(Visit visit, CurrentUser user) {
    ReturnTo back = Returns.links(parts);
    List<Link> all = parts.links().findAll(user.id());
    Set<WayIn> ways = parts.users().otherWaysIn(user.id());
    List<Page.LinkView> links =
        all.stream().map(link -> view(visit, user, link, remains(link, all, ways))).toList();
    boolean needsCredential = parts.users().gitCredentials(user.id()).isEmpty();
    return new Page.Links(
        links,
        buttons.all(Intent.Name.CONNECT, visit, Optional.of(user), back),
        needsCredential,
        needsCredential ? parts.pages().gitCredentialsPage() : Optional.empty(),
        parts.grants().map(kept -> Returns.grants(parts).path()),
        parts.pages().settingsPage().orElseGet(() -> parts.pages().home().path()));
  }

  /** What the guard will count, to be read before the button is pressed. */
  private Page.Remains remains(Link gone, List<Link> all, Set<WayIn> ways) {
    List<String> labels =
        all.stream()
            .filter(link -> !link.equals(gone))
            .map(link -> link.identity().authority())
            .filter(parts.providers()::canSignInAt)
            .flatMap(authority -> parts.providers().at(authority).stream().limit(1))
            .map(Provider::label)
            .distinct()
            .toList();
    return new Page.Remains(ways, labels);
  }

  private Page.LinkView view(Visit visit, CurrentUser user, Link link, Page.Remains remains) {
    String id = LinkIds.of(parts, link.identity()).get(0);
    String authority = link.identity().authority();
    Page.Form disconnect =
        new Page.Form(
            parts.settings().path("/links/" + id + "/disconnect"),
            List.of(
                new Page.Field(
                    Origin.FIELD, origin.token(visit, Optional.of(user), Disconnect.purpose(id)))));
    return new Page.LinkView(
        id,
        parts.providers().at(authority).stream().findFirst().map(Buttons::view),
        authority,
        link.note().map(LinkNote::label),
        link.note().map(LinkNote::linkedAt),
        link.note().flatMap(LinkNote::lastSeenAt),
        parts.providers().canSignInAt(authority),
        remains,
        disconnect);
  }
}
