package dev.accountlink.engine;

import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Refusal;
import dev.accountlink.grant.Ended;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ScopeCatalogue;
import dev.accountlink.provider.ScopeCatalogue.Choice;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import dev.accountlink.web.GrantPage;
import dev.accountlink.web.Page;
import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebReply;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pages of grants: what will be asked for and why, what was given, and the end of it. Without a
 * store of grants there is none of them.
 */
final class GrantPages {
  /** Before the name of a part, in the form that asks for parts. */
  static final String PART = "part.";

  private final Parts parts;
  private final Origin origin;
  private final Buttons buttons;
  private final Replies replies;
  private final NotePages notes;

  GrantPages(Parts parts, Origin origin, Replies replies, NotePages notes) {
    this.parts = parts;
    this.origin = origin;
    this.buttons = new Buttons(parts, origin);
    this.replies = replies;
    this.notes = notes;
  }

  /** Whether people can be asked for something to import with. */
  static boolean imports(Parts parts, Provider provider) {
    return parts.grants().isPresent()
        && provider.rules().importing()
        && !offered(parts, provider).isEmpty();
  }

  /** What both the provider's kind has and this application can use. */
  static List<Part> offered(Parts parts, Provider provider) {
    return provider.parts(Purpose.IMPORT).stream()
        .filter(parts.settings().importParts()::contains)
        .toList();
  }

  /**
   * What the form asks for: the parts that were ticked, what nothing works without, and what was
   * given before, because the new tokens take the place of the old.
   */
  static Set<Part> asked(Parts parts, Provider provider, Parameters form, CurrentUser user) {
    List<Part> offered = offered(parts, provider);
    Set<Part> asked = EnumSet.noneOf(Part.class);
    boolean all = provider.kind().scopes().choice() != Choice.PER_REQUEST;
    for (Part part : offered) {
      if (all || part == Part.READ_REPOSITORIES || form.single(PART + part.name()).isPresent()) {
        asked.add(part);
      }
    }
    latest(parts, provider, user).stream()
        .flatMap(grant -> had(grant, provider).stream())
        .forEach(asked::add);
    return asked;
  }

  private static Optional<Grant> latest(Parts parts, Provider provider, CurrentUser user) {
    return parts.grants().stream()
        .flatMap(grants -> grants.of(user.id()).stream())
        .filter(grant -> grant.provider().equals(provider.id()))
        .findFirst();
  }

  private static Set<Part> had(Grant grant, Provider provider) {
    return grant.parts(grant.catalogue(provider.kind())).entrySet().stream()
        .filter(entry -> entry.getValue() != Grant.Given.NOT_GRANTED)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
  }

  /** {@code GET {prefix}/{provider}/authorize}. */
  WebReply ask(Visit visit, Provider provider) {
    Optional<CurrentUser> user = visit.current();
    ReturnTo returnTo =
        visit
            .request()
            .query()
            .single(Buttons.RETURN_TO)
            .flatMap(ReturnTo::read)
            .filter(parts.settings()::mayReturnTo)
            .orElseGet(() -> Returns.grants(parts));
    Note.Context context =
        new Note.Context(Optional.of(provider.id()), Intent.Name.AUTHORIZE, returnTo);
    Optional<Grant> before = user.flatMap(known -> latest(parts, provider, known));
    Optional<Refusal> refusal = refusalToAsk(user, provider, before);
    if (refusal.isPresent()) {
      return notes.show(visit, new Note.Refused(context, refusal.get()));
    }
    Set<Part> had =
        before.map(grant -> had(grant, provider)).orElseGet(() -> EnumSet.noneOf(Part.class));
    ScopeCatalogue catalogue = provider.kind().scopes();
    boolean choice = catalogue.choice() == Choice.PER_REQUEST;
    List<GrantPage.PartView> views =
        offered(parts, provider).stream()
            .map(
                part ->
                    new GrantPage.PartView(
                        part,
                        catalogue.permissions().getOrDefault(part, List.of()).stream()
                            .map(Permission::label)
                            .toList(),
                        had.contains(part),
                        choice && part != Part.READ_REPOSITORIES && !had.contains(part)))
            .toList();
    Page.Button button = buttons.one(Intent.Name.AUTHORIZE, provider, visit, user, returnTo);
    Page page =
        new GrantPage.Authorize(
            button.provider(),
            before.map(Grant::label),
            before.filter(grant -> grant.state() == Grant.State.RECONNECT_NEEDED).isPresent(),
            views,
            button.form(),
            returnTo.path());
    return replies.pageWithForms(page, List.of(button), visit);
  }

  private Optional<Refusal> refusalToAsk(
      Optional<CurrentUser> user, Provider provider, Optional<Grant> before) {
    if (user.isEmpty()) {
      return Optional.of(Refusal.SIGN_IN_FIRST);
    }
    return imports(parts, provider)
        ? new Authorize(parts, new Gather(parts)).refusal(user.get(), provider, before)
        : Optional.of(Refusal.IMPORT_OFF);
  }

  /** {@code GET {prefix}/grants}. */
  WebReply list(Visit visit) {
    Optional<CurrentUser> user = visit.current();
    if (user.isEmpty()) {
      return notes.show(visit, new Note.Refused(context(), Refusal.SIGN_IN_FIRST));
    }
    Grants grants = parts.grants().orElseThrow();
    List<GrantPage.GrantView> views =
        grants.of(user.get().id()).stream().map(grant -> view(visit, user, grant)).toList();
    List<GrantPage.AuthorizeLink> more =
        parts.providers().all().stream()
            .filter(provider -> imports(parts, provider))
            .map(provider -> new GrantPage.AuthorizeLink(Buttons.view(provider), address(provider)))
            .toList();
    return replies.pageWithForms(
        new GrantPage.Grants(
            views,
            more,
            tokens(),
            parts.pages().settingsPage().orElseGet(() -> parts.pages().home().path())),
        List.of(),
        visit);
  }

  private List<GrantPage.AuthorizeLink> tokens() {
    return parts.providers().all().stream()
        .filter(provider -> TokenPages.takes(parts, provider))
        .map(
            provider ->
                new GrantPage.AuthorizeLink(
                    Buttons.view(provider), TokenPages.address(parts, provider)))
        .toList();
  }

  /** Where a grant is given once more, in the way in which it was given. */
  private Optional<String> again(Grant grant, Provider provider) {
    if (grant.source() == Grant.Source.OAUTH) {
      return Optional.of(provider).filter(known -> imports(parts, known)).map(this::address);
    }
    return Optional.of(provider)
        .filter(known -> TokenPages.takes(parts, known))
        .map(known -> TokenPages.address(parts, known));
  }

  private String address(Provider provider) {
    return parts.settings().path("/" + provider.id().value() + "/authorize");
  }

  private GrantPage.GrantView view(Visit visit, Optional<CurrentUser> user, Grant grant) {
    Optional<Provider> provider = parts.providers().find(grant.provider());
    List<GrantPage.GivenPart> given =
        provider.map(known -> given(grant, grant.catalogue(known.kind()))).orElse(List.of());
    return new GrantPage.GrantView(
        grant.id().value(),
        provider.map(Buttons::view),
        grant.key().identity().authority(),
        grant.label(),
        grant.since(),
        grant.state() == Grant.State.RECONNECT_NEEDED,
        grant.source() == Grant.Source.TOKEN,
        grant.runsOutAt(),
        given,
        provider.flatMap(known -> again(grant, known)),
        new Page.Form(
            parts.settings().path("/grants/" + grant.id().value() + "/end"),
            List.of(new Page.Field(Origin.FIELD, origin.token(visit, user, purpose(grant.id()))))));
  }

  private List<GrantPage.GivenPart> given(Grant grant, ScopeCatalogue catalogue) {
    return grant.parts(catalogue).entrySet().stream()
        // What it does not give, and nobody here could use, is of no interest.
        .filter(
            entry ->
                entry.getValue() != Grant.Given.NOT_GRANTED
                    || parts.settings().importParts().contains(entry.getKey()))
        .map(
            entry ->
                new GrantPage.GivenPart(
                    entry.getKey(),
                    entry.getValue() != Grant.Given.NOT_GRANTED,
                    entry.getValue() == Grant.Given.UNKNOWN,
                    isAsked(grant, catalogue, entry.getKey())))
        .toList();
  }

  /** Nobody asks for what a token is made for that people enter. */
  private static boolean isAsked(Grant grant, ScopeCatalogue catalogue, Part part) {
    return grant.source() == Grant.Source.OAUTH
        && catalogue.missing(catalogue.scopes(Set.of(part)), grant.asked()).isEmpty();
  }

  private static String purpose(GrantId id) {
    return "end:" + id.value();
  }

  /** {@code POST {prefix}/grants/{id}/end}: tells in so many words what came of it. */
  WebReply end(Visit visit, String id) {
    Note.Context context = context();
    Optional<CurrentUser> user = visit.current();
    Optional<Refusal> refusal = refusal(visit, id, user);
    if (refusal.isPresent()) {
      return replies.refused(refusal.get(), context, Report.Trace.NONE, visit);
    }
    Grants grants = parts.grants().orElseThrow();
    GrantId grant = new GrantId(id);
    Optional<Grant> before =
        grants.of(user.orElseThrow().id()).stream()
            .filter(one -> one.id().equals(grant))
            .findFirst();
    Optional<Provider> provider = before.flatMap(one -> parts.providers().find(one.provider()));
    Ended ended = grants.end(user.get().id(), grant);
    if (ended instanceof Ended.NotFound) {
      return replies.refused(Refusal.GRANT_NOT_FOUND, context, Report.Trace.NONE, visit);
    }
    Note.Context told =
        new Note.Context(provider.map(Provider::id), Intent.Name.AUTHORIZE, Returns.grants(parts));
    return replies.note(new Note.Ended(told, false, code(ended, before)), visit);
  }

  private Optional<Refusal> refusal(Visit visit, String id, Optional<CurrentUser> user) {
    if (origin.isForeign(visit)) {
      return Optional.of(Refusal.FORGED_REQUEST);
    }
    if (user.isEmpty()) {
      return Optional.of(Refusal.SIGN_IN_FIRST);
    }
    if (!GrantId.isShaped(id)) {
      return Optional.of(Refusal.GRANT_NOT_FOUND);
    }
    return origin.hasToken(visit, visit.request().form(), user, purpose(new GrantId(id)))
        ? Optional.empty()
        : Optional.of(Refusal.FORGED_REQUEST);
  }

  static GrantPage.GrantEnded.How code(Ended ended, Optional<Grant> before) {
    boolean personal = before.filter(one -> one.source() == Grant.Source.TOKEN).isPresent();
    if (personal && ended instanceof Ended.Unsupported) {
      return GrantPage.GrantEnded.How.TOKEN_LEFT;
    }
    if (ended instanceof Ended.Revoked) {
      return GrantPage.GrantEnded.How.REVOKED;
    }
    return ended instanceof Ended.ToBeRetried
        ? GrantPage.GrantEnded.How.TO_BE_RETRIED
        : GrantPage.GrantEnded.How.UNSUPPORTED;
  }

  private Note.Context context() {
    return new Note.Context(Optional.empty(), Intent.Name.AUTHORIZE, Returns.grants(parts));
  }

  /** What came of ending a grant. */
  static Page ended(Parts parts, Note.Ended note) {
    Optional<Provider> provider = note.context().provider().flatMap(parts.providers()::find);
    return new GrantPage.GrantEnded(
        provider.map(Buttons::view),
        note.disconnected(),
        note.how(),
        switch (note.how()) {
          case UNSUPPORTED -> provider.flatMap(GrantPages::page);
          case TOKEN_LEFT -> provider.flatMap(GrantPages::pageOfTokens);
          case REVOKED, TO_BE_RETRIED -> Optional.empty();
        },
        note.context().returnTo().path());
  }

  private static Optional<String> pageOfTokens(Provider provider) {
    return provider
        .kind()
        .personalTokens()
        .map(tokens -> tokens.page(provider.baseUrl()).toString());
  }

  private static Optional<String> page(Provider provider) {
    return provider.kind().tokens(provider.baseUrl()).revocation().page().map(URI::toString);
  }
}
