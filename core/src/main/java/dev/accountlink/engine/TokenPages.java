package dev.accountlink.engine;

import dev.accountlink.flow.Decision.Refuse;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.grant.Grant;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.PersonalTokens;
import dev.accountlink.provider.PersonalTokens.Beside;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import dev.accountlink.web.GrantPage;
import dev.accountlink.web.Page;
import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebReply;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET, POST {prefix}/{provider}/token}: where a personal access token is entered. */
final class TokenPages {
  static final String TOKEN = "token";
  static final String BESIDE = "beside";
  static final String REPLACE = "replace";

  /** What the form itself can tell, with its fields still there. */
  private static final Set<Refusal> TOLD_IN_FORM =
      Set.of(
          Refusal.TOKEN_NOT_TAKEN,
          Refusal.TOKEN_OF_ANOTHER,
          Refusal.TOKEN_LACKS_PERMISSION,
          Refusal.GRANT_IN_THE_WAY);

  private final Parts parts;
  private final Origin origin;
  private final Replies replies;
  private final NotePages notes;

  TokenPages(Parts parts, Origin origin, Replies replies, NotePages notes) {
    this.parts = parts;
    this.origin = origin;
    this.replies = replies;
    this.notes = notes;
  }

  /** Whether people can enter a token of this provider. */
  static boolean takes(Parts parts, Provider provider) {
    return GrantPages.imports(parts, provider) && provider.personalTokens().isPresent();
  }

  static String address(Parts parts, Provider provider) {
    return parts.settings().path("/" + provider.id().value() + "/token");
  }

  WebReply ask(Visit visit, Provider provider) {
    Optional<CurrentUser> user = visit.current();
    Optional<Refusal> refusal = refusal(user, provider);
    return refusal.isPresent()
        ? notes.show(visit, new Note.Refused(context(provider), refusal.get()))
        : page(visit, provider, user.orElseThrow(), "", Optional.empty());
  }

  private Optional<Refusal> refusal(Optional<CurrentUser> user, Provider provider) {
    return user.isEmpty()
        ? Optional.of(Refusal.SIGN_IN_FIRST)
        : new EnterToken(parts).refusal(user.get(), provider);
  }

  WebReply enter(Visit visit, Provider provider) {
    Parameters form = visit.request().form();
    Optional<CurrentUser> user = visit.current();
    Report.Trace trace =
        new Report.Trace(Optional.empty(), Optional.of(provider.id()), user.map(CurrentUser::id));
    if (!isOurs(visit, form, user, provider)) {
      return replies.refused(Refusal.FORGED_REQUEST, nowhere(), trace, visit);
    }
    Optional<Refusal> refusal = refusal(user, provider);
    if (refusal.isPresent()) {
      return replies.refused(refusal.get(), context(provider), trace, visit);
    }
    try {
      return entered(visit, provider, user.orElseThrow(), form, trace);
    } catch (ProviderException e) {
      return replies.failed(parts.report().failed(Stage.IDENTITY, e, trace), nowhere(), visit);
    }
  }

  private boolean isOurs(
      Visit visit, Parameters form, Optional<CurrentUser> user, Provider provider) {
    return !origin.isForeign(visit) && origin.hasToken(visit, form, user, purpose(provider));
  }

  private static String purpose(Provider provider) {
    return "token:" + provider.id().value();
  }

  private WebReply entered(
      Visit visit, Provider provider, CurrentUser user, Parameters form, Report.Trace trace)
      throws ProviderException {
    String text = form.single(TOKEN).orElse("").strip();
    String beside = form.single(BESIDE).orElse("").strip();
    Beside wanted = provider.personalTokens().orElseThrow().beside();
    boolean shaped = EnterToken.isShaped(text) && wanted.accepts(beside);
    Optional<Refuse> refuse =
        shaped
            ? new EnterToken(parts)
                .enter(
                    user,
                    provider,
                    new EnterToken.Entered(
                        AccessToken.personal(Secret.of(text), beside),
                        form.single(REPLACE).isPresent(),
                        () -> visit.current().equals(Optional.of(user))))
            : Optional.of(new Refuse(Refusal.TOKEN_NOT_TAKEN));
    if (refuse.isEmpty()) {
      return replies.onward(Returns.grants(parts).path(), visit);
    }
    Refusal refusal = refuse.get().refusal();
    if (!TOLD_IN_FORM.contains(refusal)) {
      return replies.refused(refusal, nowhere(), trace, visit);
    }
    parts.report().refused(refusal, trace);
    // What could not be sent is not sent back either.
    return page(visit, provider, user, wanted.accepts(beside) ? beside : "", refuse);
  }

  private WebReply page(
      Visit visit, Provider provider, CurrentUser user, String beside, Optional<Refuse> refuse) {
    PersonalTokens tokens = provider.personalTokens().orElseThrow();
    List<Grant> here =
        parts.grants().orElseThrow().of(user.id()).stream()
            .filter(grant -> grant.key().purpose() == Purpose.IMPORT)
            .filter(grant -> grant.key().identity().authority().equals(provider.authority()))
            .toList();
    Page page =
        new GrantPage.EnterToken(
            Buttons.view(provider),
            new Gather(parts).connected(user, provider).orElse(""),
            GrantPages.offered(parts, provider).stream()
                .filter(tokens.scopes()::offers)
                .map(part -> part(tokens, part))
                .toList(),
            tokens.page(provider.baseUrl()).toString(),
            field(tokens.beside(), beside),
            here.stream().anyMatch(grant -> grant.source() == Grant.Source.TOKEN),
            here.stream().anyMatch(EnterToken::isGoodGrant),
            refuse.map(Refuse::refusal),
            refuse.flatMap(Refuse::detail),
            new Page.Form(
                address(parts, provider),
                List.of(
                    new Page.Field(
                        Origin.FIELD, origin.token(visit, Optional.of(user), purpose(provider))))),
            Returns.grants(parts).path());
    return replies.pageWithForms(page, List.of(), visit);
  }

  private static Optional<GrantPage.BesideField> field(Beside wanted, String value) {
    return wanted == Beside.NOTHING
        ? Optional.empty()
        : Optional.of(new GrantPage.BesideField(wanted, value));
  }

  private static GrantPage.PartView part(PersonalTokens tokens, Part part) {
    return new GrantPage.PartView(
        part,
        tokens.scopes().permissions().getOrDefault(part, List.of()).stream()
            .map(Permission::label)
            .toList(),
        false,
        part != Part.READ_REPOSITORIES);
  }

  /** No button there begins anything: it would send the person to the provider for a grant. */
  private Note.Context nowhere() {
    return new Note.Context(Optional.empty(), Intent.Name.AUTHORIZE, Returns.grants(parts));
  }

  private Note.Context context(Provider provider) {
    return new Note.Context(
        Optional.of(provider.id()), Intent.Name.AUTHORIZE, Returns.grants(parts));
  }
}
