package dev.accountlink.engine;

import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.seal.SealKind;
import dev.accountlink.seal.SealRef;
import dev.accountlink.web.Page;
import dev.accountlink.web.RehearsalPage;
import dev.accountlink.web.WebReply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pages that say what a begin or a callback came to, and what the person can do now. */
final class NotePages {
  private static final Set<Refusal> BEGIN_AGAIN_HELPS =
      Set.of(
          Refusal.CANCELLED,
          Refusal.EXPIRED,
          Refusal.ALREADY_USED,
          Refusal.START_AGAIN,
          Refusal.OTHER_BROWSER,
          Refusal.SIGNED_IN_MEANWHILE,
          Refusal.MALFORMED_ANSWER,
          Refusal.FORGED_REQUEST,
          Refusal.WRONG_ISSUER,
          Refusal.ISSUER_MISSING,
          Refusal.OTHER_THAN_CONNECTED,
          // With another identity, or once the provider says more of this one.
          Refusal.EMAIL_DOMAIN_REQUIRED,
          Refusal.CLAIM_REQUIRED,
          Refusal.MEMBERSHIP_REQUIRED);

  private static final Set<Refusal> SIGNING_IN_HELPS =
      Set.of(
          Refusal.NOT_CONNECTED,
          Refusal.SIGN_IN_FIRST,
          Refusal.SIGN_IN_OFF,
          Refusal.LINK_OUTDATED,
          Refusal.NOT_A_PERSON,
          Refusal.UNKNOWN_PROVIDER);

  private static final Set<Refusal> SETTINGS_HELP =
      Set.of(
          Refusal.NOT_CONNECTED,
          Refusal.IDENTITY_TAKEN,
          Refusal.TOO_MANY_LINKS,
          Refusal.LAST_WAY_IN,
          Refusal.LINK_NOT_FOUND);

  /**
   * How often somebody who came second looks, a few seconds apart: longer than a provider usually
   * takes, and not so long that an old address keeps its visitor waiting.
   */
  static final int LOOKS = 2;

  private static final int BETWEEN_LOOKS = 3;

  private final Parts parts;
  private final Buttons buttons;
  private final Replies replies;

  NotePages(Parts parts, Origin origin, Replies replies) {
    this.parts = parts;
    this.buttons = new Buttons(parts, origin);
    this.replies = replies;
  }

  /** {@code GET {prefix}/pages/{sealed}}. */
  WebReply note(Visit visit, String sealed) {
    Optional<Unsealed<Codec.Dated>> opened =
        Unsealed.open(parts, SealKind.PAGE, sealed, Codec::readNote);
    if (opened.isEmpty()) {
      return show(visit, new Note.Refused(nowhere(), Refusal.NOT_FOUND));
    }
    Codec.Dated dated = opened.get().value();
    Note note = dated.note();
    if (dated.at().plus(Settings.PAGE_AGE).isBefore(visit.now())) {
      return show(visit, new Note.Refused(nowhere(), Refusal.EXPIRED));
    }
    // Somebody else's page would make its visitor begin what somebody else chose.
    boolean foreign =
        dated
            .browser()
            .filter(browser -> !visit.isBrowser(opened.get().ref(), browser, dated.at()))
            .isPresent();
    if (foreign) {
      return show(visit, new Note.Refused(nowhere(), Refusal.OTHER_BROWSER));
    }
    return note instanceof Note.Rehearsed rehearsed
        ? rehearsed(visit, opened.get().ref(), dated.at(), rehearsed)
        : show(visit, note);
  }

  /** Only what was seen for who is here now, and only while the host lets him administer. */
  private WebReply rehearsed(Visit visit, SealRef ref, Instant at, Note.Rehearsed note) {
    Optional<Provider> provider = note.context().provider().flatMap(parts.providers()::find);
    Optional<Refusal> no = Optional.empty();
    if (!visit.isSameBrowser(ref, note.binding(), at)) {
      no = Optional.of(Refusal.OTHER_BROWSER);
    } else if (!visit.isSameUser(ref, note.binding(), visit.current())) {
      no = Optional.of(Refusal.SIGNED_IN_MEANWHILE);
    } else if (!visit.mayAdminister()) {
      no = Optional.of(Refusal.ADMINISTRATORS_ONLY);
    } else if (provider.isEmpty()) {
      no = Optional.of(Refusal.UNKNOWN_PROVIDER);
    }
    if (no.isPresent()) {
      return show(visit, new Note.Refused(nowhere(), no.get()));
    }
    String back = note.context().returnTo().path();
    Page.Button again =
        buttons.one(
            Intent.Name.REHEARSE,
            provider.orElseThrow(),
            visit,
            visit.current(),
            note.context().returnTo());
    Page page = new RehearsalPage.Rehearsed(again.provider(), note.seen(), again, back);
    return replies.pageWithForms(page, List.of(again), visit);
  }

  private Note.Context nowhere() {
    return new Note.Context(Optional.empty(), Intent.Name.SIGN_IN, parts.pages().home());
  }

  /** Shows a note at once, where no sealed address is needed. */
  WebReply show(Visit visit, Note note) {
    if (note instanceof Note.Waiting waiting) {
      return waiting(visit, waiting);
    }
    if (note instanceof Note.Landing landing) {
      return landing(visit, landing);
    }
    if (note instanceof Note.Ended ended) {
      return replies.page(GrantPages.ended(parts, ended), visit);
    }
    Note.Context context = note.context();
    Optional<Provider> provider = context.provider().flatMap(parts.providers()::find);
    Optional<Page.Button> again = again(visit, note, provider);
    Optional<String> settings = settings(visit, note);
    String home = parts.pages().home().path();
    if (note instanceof Note.Failed failed) {
      return shown(
          new Page.Failed(
              failed.stage(),
              failed.code(),
              failed.reference(),
              provider.map(Buttons::view),
              again,
              settings,
              home),
          again,
          visit);
    }
    Note.Refused refused = (Note.Refused) note;
    Refusal refusal = refused.refusal();
    Page page =
        new Page.Refused(
            refusal,
            refused.detail().filter(key -> refusal == Refusal.REFUSED_BY_HOST),
            refused.detail().filter(required -> refusal != Refusal.REFUSED_BY_HOST),
            signUp(visit, refused, provider),
            provider.map(Buttons::view),
            again,
            signingInHelps(visit, refusal) ? Optional.of(signInPage()) : Optional.empty(),
            settings,
            // Under another address than ours a path would lead nowhere.
            refusal == Refusal.WRONG_HOST ? parts.settings().origin() + home : home);
    return shown(page, again.or(() -> signUp(visit, refused, provider)), visit);
  }

  private static boolean signingInHelps(Visit visit, Refusal refusal) {
    return SIGNING_IN_HELPS.contains(refusal)
        || (BEGIN_AGAIN_HELPS.contains(refusal) && visit.current().isEmpty());
  }

  /** The page with the links, where something can be done there or what ended was begun there. */
  private Optional<String> settings(Visit visit, Note note) {
    boolean helps =
        note instanceof Note.Refused refused && SETTINGS_HELP.contains(refused.refusal());
    boolean begunThere =
        switch (note.context().intent()) {
          case CONNECT, REAUTHENTICATE, AUTHORIZE -> true;
          case SIGN_IN, SIGN_UP, REHEARSE -> false;
        };
    return helps || (begunThere && visit.current().isPresent())
        ? Optional.of(Returns.links(parts).path())
        : Optional.empty();
  }

  /** Who is known nowhere here can sign up, where that has to be said. */
  private Optional<Page.Button> signUp(
      Visit visit, Note.Refused refused, Optional<Provider> provider) {
    return provider
        .filter(known -> refused.refusal() == Refusal.NOT_CONNECTED)
        .filter(known -> refused.context().intent() == Intent.Name.SIGN_IN)
        .filter(known -> known.rules().signIn())
        .filter(known -> known.rules().registration() == Registration.EXPLICIT)
        .map(
            known ->
                buttons.one(
                    Intent.Name.SIGN_UP,
                    known,
                    visit,
                    visit.current(),
                    refused.context().returnTo()));
  }

  /** Only a page with a form lets the browser say where it comes from. */
  private WebReply shown(Page page, Optional<Page.Button> again, Visit visit) {
    return again.isPresent()
        ? replies.pageWithForms(page, List.of(again.get()), visit)
        : replies.page(page, visit);
  }

  private String signInPage() {
    return parts.pages().signInPage().orElseGet(() -> parts.settings().path("/sign-in"));
  }

  /** A button that begins the same again, where that can help and the user could press it. */
  private Optional<Page.Button> again(Visit visit, Note note, Optional<Provider> provider) {
    boolean helps =
        note instanceof Note.Failed
            || (note instanceof Note.Refused refused
                && BEGIN_AGAIN_HELPS.contains(refused.refusal()));
    Optional<CurrentUser> user = visit.current();
    Note.Context context = note.context();
    boolean possible =
        switch (context.intent()) {
          case SIGN_IN, SIGN_UP -> true;
          case CONNECT, AUTHORIZE -> user.isPresent();
          case REHEARSE -> visit.mayAdminister();
          case REAUTHENTICATE -> false;
        };
    return helps && possible
        ? provider
            .filter(known -> canBegin(context.intent(), known))
            .map(known -> buttons.one(context.intent(), known, visit, user, context.returnTo()))
        : Optional.empty();
  }

  private static boolean canBegin(Intent.Name intent, Provider provider) {
    return switch (intent) {
      case REHEARSE -> true;
      case AUTHORIZE -> provider.rules().importing();
      case SIGN_IN, SIGN_UP, CONNECT, REAUTHENTICATE -> provider.rules().signIn();
    };
  }

  /** Another request of this browser is finishing the flow: look, wait a little, and look again. */
  private WebReply waiting(Visit visit, Note.Waiting waiting) {
    if (isThrough(visit, waiting.context())) {
      return replies.seeOther(waiting.context().returnTo().path());
    }
    if (waiting.looks() == 0) {
      return show(visit, new Note.Refused(waiting.context(), Refusal.ALREADY_USED));
    }
    Note.Waiting left = new Note.Waiting(waiting.context(), waiting.looks() - 1);
    String next =
        parts
            .sealer()
            .seal(SealKind.PAGE, ref -> Codec.write(left, visit.now(), visit.digest(ref)))
            .text();
    return replies.onward(visit, parts.settings().path("/pages/" + next), BETWEEN_LOOKS);
  }

  private boolean isThrough(Visit visit, Note.Context context) {
    Optional<CurrentUser> user = visit.current();
    return switch (context.intent()) {
      case SIGN_IN, SIGN_UP -> user.isPresent();
      case REAUTHENTICATE, REHEARSE, AUTHORIZE -> false;
      case CONNECT ->
          user.isPresent()
              && context
                  .provider()
                  .flatMap(parts.providers()::find)
                  .map(Provider::authority)
                  .filter(
                      authority ->
                          parts.links().findAll(user.get().id()).stream()
                              .anyMatch(link -> link.identity().authority().equals(authority)))
                  .isPresent();
    };
  }

  /** The session was to be there from this request on: is it? */
  private WebReply landing(Visit visit, Note.Landing landing) {
    boolean there =
        visit.current().filter(user -> user.id().value().equals(landing.user())).isPresent();
    return there
        ? replies.seeOther(landing.context().returnTo().path())
        : replies.failed(
            parts
                .report()
                .failed(
                    Stage.HOST_SESSIONS,
                    "NO_SESSION",
                    new Report.Trace(
                        Optional.empty(), landing.context().provider(), Optional.empty())),
            landing.context(),
            visit);
  }
}
