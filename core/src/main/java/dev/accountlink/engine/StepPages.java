package dev.accountlink.engine;

import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.Usernames;
import dev.accountlink.model.WayIn;
import dev.accountlink.provider.Provider;
import dev.accountlink.spi.HostSessions.Reauthentication;
import dev.accountlink.web.Page;
import dev.accountlink.web.StepPage;
import dev.accountlink.web.WebReply;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pages of steps. Their addresses hold a step, so they set no cookie, not even a due one. */
final class StepPages {
  /** The hidden field with the step, and the purpose of its token. */
  static final String STEP = "step";

  static final String USERNAME = "username";
  static final String EMAIL = "email";
  static final String PASSWORD = "password";
  static final String PROVIDER = "provider";
  static final String HOST_PAGE = "host-page";
  static final String NEW_HERE = "new-here";

  /** How many names are tried before the field is left to the person. */
  private static final int SUGGESTIONS = 12;

  private static final Set<UserProblem> NAME_PROBLEMS =
      EnumSet.of(
          UserProblem.USERNAME_TAKEN, UserProblem.USERNAME_INVALID, UserProblem.USERNAME_RESERVED);

  private final Parts parts;
  private final Origin origin;
  private final Replies replies;
  private final Gather gather;
  private final Recency recency;

  StepPages(Parts parts, Origin origin, Replies replies, Gather gather) {
    this.parts = parts;
    this.origin = origin;
    this.replies = replies;
    this.gather = gather;
    this.recency = new Recency(parts);
  }

  /** The page that asks a new user for what is missing. */
  WebReply details(
      Visit visit, OpenedStep step, Optional<Gather.Typed> typed, Set<UserProblem> problems) {
    Continuation.Proven proven = ((Continuation.Register) step.step()).proven();
    Provider provider = step.provider().orElseThrow();
    ExternalIdentity identity = proven.toIdentity();
    Page page =
        new StepPage.Details(
            Buttons.view(provider),
            proven.label(),
            typed.map(Gather.Typed::username).orElseGet(() -> suggestion(provider, identity)),
            needsEmail(provider, identity)
                ? Optional.of(typed.flatMap(Gather.Typed::email).orElse(""))
                : Optional.empty(),
            problems,
            form(visit, step),
            parts.pages().home().path());
    return replies.pageWithForms(page, List.of(), visit);
  }

  /** Whether the host misses an address, or does not take the provider's. */
  boolean needsEmail(Provider provider, ExternalIdentity identity) {
    Set<UserProblem> problems =
        parts.users().check(gather.draft(provider, identity, Optional.empty()));
    return problems.contains(UserProblem.EMAIL_MISSING)
        || problems.contains(UserProblem.EMAIL_INVALID);
  }

  /** The first name that the host has nothing against; else nothing stands in the field. */
  private String suggestion(Provider provider, ExternalIdentity identity) {
    Set<String> names = new LinkedHashSet<>(identity.login().stream().toList());
    List<String> suggestions = Usernames.suggestions(identity, SUGGESTIONS);
    names.addAll(suggestions);
    // Hosts differ in what may stand between the letters.
    suggestions.forEach(name -> names.add(name.replaceAll("[._]", "-")));
    suggestions.forEach(name -> names.add(name.replaceAll("[._-]", "")));
    return names.stream().filter(name -> isFree(provider, identity, name)).findFirst().orElse("");
  }

  private boolean isFree(Provider provider, ExternalIdentity identity, String name) {
    NewUser draft =
        gather.draft(provider, identity, Optional.of(new Gather.Typed(name, Optional.empty())));
    return parts.users().check(draft).stream().noneMatch(NAME_PROBLEMS::contains);
  }

  /** The page that ends a sign-in with a way on. */
  WebReply signInFirst(Visit visit, OpenedStep step) {
    Page.Form form = form(visit, step);
    Page page =
        new StepPage.SignInFirst(
            Buttons.view(step.provider().orElseThrow()),
            ((Continuation.Connect) step.step()).proven().label(),
            form,
            mayRegister(step) ? Optional.of(with(form, NEW_HERE, "yes")) : Optional.empty(),
            parts.pages().home().path());
    return replies.pageWithForms(page, List.of(), visit);
  }

  /** Whether the person behind a conflict may become a new user as well. */
  boolean mayRegister(OpenedStep step) {
    return step.step() instanceof Continuation.Connect
        && step.provider()
            .filter(provider -> provider.rules().signIn())
            .filter(provider -> provider.rules().registration().registers(true))
            .isPresent();
  }

  /** The page whose button does what was begun. */
  WebReply goOn(Visit visit, OpenedStep step) {
    String cancel = step.returnTo().path();
    Page.Form form = form(visit, step);
    Page page;
    if (step.step() instanceof Continuation.Connect connect) {
      page =
          new StepPage.Confirm(
              Buttons.view(step.provider().orElseThrow()),
              connect.proven().label(),
              username(step),
              form,
              cancel);
    } else if (step.step() instanceof Continuation.Disconnect disconnect) {
      Optional<Link> link = link(step, disconnect.linkId());
      if (link.isEmpty()) {
        return replies.refused(Refusal.LINK_NOT_FOUND, step.context(), step.trace(), visit);
      }
      page = proceed(link.get(), form, cancel);
    } else {
      page =
          new StepPage.Proceed(step.provider().map(Buttons::view), Optional.empty(), form, cancel);
    }
    return replies.pageWithForms(page, onward(step, form), visit);
  }

  private String username(OpenedStep step) {
    return step.user()
        .flatMap(user -> parts.users().find(user.id()))
        .map(HostUser::username)
        .orElse("");
  }

  private Optional<Link> link(OpenedStep step, String linkId) {
    return parts.links().findAll(step.user().orElseThrow().id()).stream()
        .filter(link -> LinkIds.of(parts, link.identity()).contains(linkId))
        .findFirst();
  }

  /** Two providers may call their identities the same, so the provider is named too. */
  private Page proceed(Link link, Page.Form form, String cancel) {
    return new StepPage.Proceed(
        parts.providers().at(link.identity().authority()).stream().findFirst().map(Buttons::view),
        Optional.of(link.note().map(LinkNote::label).orElseGet(() -> link.identity().subject())),
        form,
        cancel);
  }

  /** The page that asks who is at the keyboard, or says that there is no way to tell here. */
  WebReply reauthenticate(Visit visit, OpenedStep step, Optional<Refusal> problem) {
    CurrentUser user = step.user().orElseThrow();
    Page.Form form = form(visit, step);
    boolean atHost = ask(visit, user) instanceof Reauthentication.AtHostPage;
    boolean password = mayAskPassword(visit, user);
    List<Page.Button> providers =
        mayAskProviders(visit, user)
            ? provingProviders(visit, user).stream()
                .map(provider -> button(form, provider))
                .toList()
            : List.of();
    if (!atHost && !password && providers.isEmpty()) {
      return replies.refused(Refusal.SIGN_IN_AGAIN, step.context(), step.trace(), visit);
    }
    Page page =
        new StepPage.Reauthenticate(
            username(step),
            password ? Optional.of(form) : Optional.empty(),
            providers,
            atHost ? Optional.of(with(form, HOST_PAGE, "yes")) : Optional.empty(),
            problem,
            step.returnTo().path());
    List<Page.Button> targets = new ArrayList<>(providers);
    targets.addAll(onward(step, form));
    return replies.pageWithForms(page, targets, visit);
  }

  /** Where the form leads in the end: browsers hold the redirect after a POST to the policy. */
  private static List<Page.Button> onward(OpenedStep step, Page.Form form) {
    return step.step() instanceof Continuation.BeginConnect
        ? step.provider().map(known -> new Page.Button(Buttons.view(known), form)).stream().toList()
        : List.of();
  }

  private Reauthentication ask(Visit visit, CurrentUser user) {
    return recency.ask(visit, user, parts.settings().path("/links"));
  }

  /** Whether the password is what the host wants, and the user has one. */
  boolean mayAskPassword(Visit visit, CurrentUser user) {
    return ask(visit, user) instanceof Reauthentication.ByPassword && hasPassword(user);
  }

  private boolean hasPassword(CurrentUser user) {
    Set<WayIn> ways = parts.users().otherWaysIn(user.id());
    return parts.passwords().isPresent()
        && (ways.contains(WayIn.LOCAL_PASSWORD) || ways.contains(WayIn.DIRECTORY_PASSWORD));
  }

  /** Whether a linked provider is what the host wants, or the only way there is. */
  boolean mayAskProviders(Visit visit, CurrentUser user) {
    Reauthentication way = ask(visit, user);
    return way instanceof Reauthentication.ByLinkedProvider
        || (way instanceof Reauthentication.ByPassword && !hasPassword(user));
  }

  /** Providers that can tell: linked for long enough, on, and saying when they asked the person. */
  List<Provider> provingProviders(Visit visit, CurrentUser user) {
    List<String> authorities =
        parts.links().findAll(user.id()).stream()
            .filter(link -> isOld(visit, link))
            .map(link -> link.identity().authority())
            .toList();
    return parts.providers().all().stream()
        .filter(provider -> provider.rules().signIn())
        .filter(provider -> provider.kind().tellsAuthTime() || provider.rules().withoutAuthTime())
        .filter(provider -> authorities.contains(provider.authority()))
        .toList();
  }

  private static boolean isOld(Visit visit, Link link) {
    return link.note()
        .filter(note -> note.linkedAt().plus(Decider.PROVES_AFTER).isBefore(visit.now()))
        .isPresent();
  }

  private static Page.Button button(Page.Form form, Provider provider) {
    return new Page.Button(Buttons.view(provider), with(form, PROVIDER, provider.id().value()));
  }

  private Page.Form form(Visit visit, OpenedStep step) {
    return new Page.Form(
        parts.settings().path("/steps"),
        List.of(
            new Page.Field(
                Origin.FIELD, origin.token(visit.cookie().orElseThrow(), step.user(), STEP)),
            new Page.Field(STEP, step.text())));
  }

  private static Page.Form with(Page.Form form, String name, String value) {
    List<Page.Field> fields = new ArrayList<>(form.fields());
    fields.add(new Page.Field(name, value));
    return new Page.Form(form.action(), fields);
  }
}
