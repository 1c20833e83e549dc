package dev.accountlink.engine;

import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.Provider;
import dev.accountlink.web.MalformedRequestException;
import dev.accountlink.web.Page;
import dev.accountlink.web.RehearsalButtons;
import dev.accountlink.web.SignInButtons;
import dev.accountlink.web.UserLinks;
import dev.accountlink.web.WebReply;
import dev.accountlink.web.WebRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Every address of the library and who answers it. Begin with this class: a flow goes from {@link
 * Begin} through the provider to {@link Callback}, and by {@link Finish} to its outcome.
 *
 * <table>
 * <caption>Addresses below the prefix</caption>
 * <tr><td>GET /sign-in</td><td>the buttons</td></tr>
 * <tr><td>POST /{provider}/sign-in, /{provider}/sign-up, /{provider}/connect</td><td>begins a flow</td></tr>
 * <tr><td>POST /{provider}/rehearse</td><td>begins a flow that an administrator tries</td></tr>
 * <tr><td>GET /{provider}/callback</td><td>finishes it; POST where the provider uses form_post</td></tr>
 * <tr><td>GET /steps/{step}, POST /steps</td><td>asks something on the way: a word, a name, a proof</td></tr>
 * <tr><td>GET /links</td><td>the current user's links</td></tr>
 * <tr><td>POST /links/{id}/disconnect</td><td>removes one</td></tr>
 * <tr><td>GET, POST /{provider}/authorize</td><td>asks for a grant</td></tr>
 * <tr><td>GET, POST /{provider}/token</td><td>asks for a personal access token</td></tr>
 * <tr><td>GET /grants</td><td>the current user's grants</td></tr>
 * <tr><td>POST /grants/{id}/end</td><td>ends one</td></tr>
 * <tr><td>GET /pages/{sealed}</td><td>what something came to</td></tr>
 * <tr><td>GET /admin, GET /admin/{provider}</td><td>for administrators: how providers are set up</td></tr>
 * <tr><td>POST /admin/{provider}</td><td>for administrators: examines one</td></tr>
 * </table>
 */
public final class LinkingEndpoints {
  private static final Set<String> RESERVED =
      Set.of("sign-in", "links", "grants", "steps", "pages", "assets", "admin");

  private static final String MOVED = "moved";

  private final Parts parts;
  private final Replies replies;
  private final NotePages notes;
  private final Pages pages;
  private final Begin begin;
  private final Callback callback;
  private final FormPost formPost;
  private final Steps steps;
  private final Disconnect disconnect;
  private final AdminPages admin;
  private final GrantPages grantPages;
  private final TokenPages tokenPages;

  /** The endpoints of one application. */
  public LinkingEndpoints(Parts parts) {
    this.parts = parts;
    Origin origin = new Origin(parts);
    this.replies = new Replies(parts);
    Finish finish = new Finish(parts, replies);
    this.notes = new NotePages(parts, origin, replies);
    this.pages = new Pages(parts, origin, replies, notes);
    this.begin = new Begin(parts, origin, replies);
    this.steps = new Steps(parts, origin, replies, finish, begin);
    this.callback = new Callback(parts, replies, new Arrivals(parts, replies, finish, steps));
    this.formPost = new FormPost(parts, replies, callback);
    this.disconnect = new Disconnect(parts, origin, replies, finish);
    this.admin = new AdminPages(parts, origin, replies, notes);
    this.grantPages = new GrantPages(parts, origin, replies, notes);
    this.tokenPages = new TokenPages(parts, origin, replies, notes);
  }

  /** Whether a provider of this name could not be told from an address of our own. */
  public static boolean isReserved(ProviderId id) {
    return RESERVED.contains(id.value());
  }

  /**
   * Whether a path, encoded as it was sent and without context path and query, is ours to answer.
   */
  public boolean owns(String path) {
    String prefix = parts.settings().prefix();
    return path.startsWith(prefix)
        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
  }

  /** Answers one request. Never throws, and never lets a request through that failed. */
  public WebReply handle(WebRequest request) {
    try {
      return route(new Visit(parts, request));
    } catch (MalformedRequestException e) {
      return plain(request, Refusal.BAD_REQUEST);
    } catch (Watched.FailedAt e) {
      return failed(request, e.stage(), e.problem());
    } catch (RuntimeException e) {
      return failed(request, Stage.PAGE, e);
    }
  }

  /** Runs something for the host itself, which gets the exceptions of its own code as they are. */
  public <T> T unwatched(Supplier<T> call) {
    try {
      return call.get();
    } catch (Watched.FailedAt e) {
      throw e.problem();
    }
  }

  /** The sign-in buttons for a page of the host. */
  public SignInButtons signInButtons(WebRequest request, ReturnTo returnTo) {
    Visit visit = new Visit(parts, request);
    return unwatched(
        () -> {
          List<Page.Button> buttons = pages.signInButtons(visit, returnTo);
          List<Page.Button> signUp = pages.signUpButtons(visit, returnTo);
          return new SignInButtons(buttons, signUp, visit.setCookie());
        });
  }

  /** The buttons to try providers with, for a page of the host; none for who may not. */
  public RehearsalButtons rehearsalButtons(WebRequest request, ReturnTo returnTo) {
    Visit visit = new Visit(parts, request);
    return unwatched(
        () -> new RehearsalButtons(pages.rehearsalButtons(visit, returnTo), visit.setCookie()));
  }

  /** The current user's links for a page of the host; empty when nobody is signed in. */
  public Optional<UserLinks> linksOf(WebRequest request) {
    Visit visit = new Visit(parts, request);
    return unwatched(
        () ->
            visit
                .current()
                .map(user -> pages.linksOf(visit, user))
                .map(page -> new UserLinks(page, visit.setCookie())));
  }

  private WebReply route(Visit visit) {
    WebRequest request = visit.request();
    Optional<WebReply> elsewhere = wrongHost(visit);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    String below = request.path().substring(parts.settings().prefix().length());
    String[] segments = below.split("/", -1);
    return switch (segments.length) {
      case 2 ->
          switch (segments[1]) {
            case "sign-in" -> only(visit, "GET", () -> pages.signIn(visit));
            case "links" -> only(visit, "GET", () -> pages.links(visit));
            case "admin" -> only(visit, "GET", () -> admin.list(visit));
            case "grants" -> grants(visit, "GET", () -> grantPages.list(visit));
            case "steps" -> only(visit, "POST", () -> steps.handle(visit));
            default -> show(visit, Refusal.NOT_FOUND);
          };
      case 3 ->
          switch (segments[1]) {
            case "pages" -> only(visit, "GET", () -> notes.note(visit, segments[2]));
            case "steps" -> only(visit, "GET", () -> steps.show(visit, segments[2]));
            case "admin" -> only(visit, "GET, POST", () -> admin.setup(visit, segments[2]));
            default -> provider(visit, segments[1], segments[2]);
          };
      case 4 ->
          switch (segments[1] + " " + segments[3]) {
            case "links disconnect" ->
                only(visit, "POST", () -> disconnect.handle(visit, segments[2]));
            case "grants end" -> grants(visit, "POST", () -> grantPages.end(visit, segments[2]));
            default -> show(visit, Refusal.NOT_FOUND);
          };
      default -> show(visit, Refusal.NOT_FOUND);
    };
  }

  private WebReply provider(Visit visit, String name, String verb) {
    if (!List.of("sign-in", "sign-up", "connect", "rehearse", "authorize", "token", "callback")
        .contains(verb)) {
      return show(visit, Refusal.NOT_FOUND);
    }
    Optional<Provider> provider =
        ProviderId.isShaped(name) ? parts.providers().find(new ProviderId(name)) : Optional.empty();
    if (provider.isEmpty()) {
      return show(visit, Refusal.UNKNOWN_PROVIDER);
    }
    try {
      return verb(visit, provider.get(), verb);
    } catch (Watched.FailedAt e) {
      Report.Trace trace =
          new Report.Trace(Optional.empty(), Optional.of(provider.get().id()), Optional.empty());
      return replies.failed(parts.report().failed(e.stage(), e.problem(), trace), nowhere(), visit);
    }
  }

  private WebReply verb(Visit visit, Provider provider, String verb) {
    return switch (verb) {
      case "sign-in" ->
          only(visit, "POST", () -> begin.handle(visit, Intent.Name.SIGN_IN, provider));
      case "sign-up" ->
          only(visit, "POST", () -> begin.handle(visit, Intent.Name.SIGN_UP, provider));
      case "connect" ->
          only(visit, "POST", () -> begin.handle(visit, Intent.Name.CONNECT, provider));
      case "rehearse" ->
          only(visit, "POST", () -> begin.handle(visit, Intent.Name.REHEARSE, provider));
      case "authorize" ->
          grants(
              visit,
              "GET, POST",
              () ->
                  visit.request().method().equals("POST")
                      ? begin.handle(visit, Intent.Name.AUTHORIZE, provider)
                      : grantPages.ask(visit, provider));
      case "token" ->
          grants(
              visit,
              "GET, POST",
              () ->
                  visit.request().method().equals("POST")
                      ? tokenPages.enter(visit, provider)
                      : tokenPages.ask(visit, provider));
      default -> callback(visit, provider);
    };
  }

  private WebReply callback(Visit visit, Provider provider) {
    try {
      return visit.request().method().equals("POST") && provider.formPost()
          ? formPost.carry(visit, provider, visit.request().form())
          : only(visit, provider.formPost() ? "GET, POST" : "GET", () -> cameBack(visit, provider));
    } catch (MalformedRequestException e) {
      return callback.malformed(visit, provider);
    }
  }

  private WebReply cameBack(Visit visit, Provider provider) {
    Optional<String> carried = visit.request().query().single(FormPost.RESPONSE);
    if (carried.isPresent()) {
      return formPost.back(visit, provider, carried.get());
    }
    return parts.settings().strictSession()
        ? formPost.carry(visit, provider, visit.request().query())
        : callback.handle(visit, provider);
  }

  private WebReply grants(Visit visit, String methods, Supplier<WebReply> answer) {
    return parts.grants().isPresent()
        ? only(visit, methods, answer)
        : show(visit, Refusal.NOT_FOUND);
  }

  private WebReply only(Visit visit, String methods, Supplier<WebReply> answer) {
    return List.of(methods.split(", ")).contains(visit.request().method())
        ? answer.get()
        : show(visit, Refusal.WRONG_METHOD).with("Allow", methods);
  }

  /**
   * The base URL is configuration. A page asked for elsewhere is sent there; nothing else is done.
   */
  private Optional<WebReply> wrongHost(Visit visit) {
    List<String> hosts = visit.request().headers("Host");
    if (hosts.size() == 1 && isOurs(hosts.get(0))) {
      return Optional.empty();
    }
    boolean page = visit.request().method().equals("GET") && hosts.size() == 1;
    String below = visit.request().path().substring(parts.settings().prefix().length());
    // Once only: behind a proxy that writes its own Host this would go on for ever.
    boolean movedBefore = visit.request().query().names().contains(MOVED);
    return Optional.of(
        page && !movedBefore && List.of("/sign-in", "/links", "/admin").contains(below)
            ? replies.seeOther(
                parts.settings().baseUrl() + parts.settings().prefix() + below + "?" + MOVED)
            : show(visit, Refusal.WRONG_HOST));
  }

  private boolean isOurs(String host) {
    String ours = parts.settings().authority();
    String port = parts.settings().isHttps() ? ":443" : ":80";
    return host.equalsIgnoreCase(ours) || host.equalsIgnoreCase(ours + port);
  }

  private WebReply show(Visit visit, Refusal refusal) {
    parts.report().refused(refusal, Report.Trace.NONE);
    Note note = new Note.Refused(nowhere(), refusal);
    // The address of a callback may hold a code, so nothing is rendered under it.
    boolean callback =
        visit.request().method().equals("GET") && visit.request().path().endsWith("/callback");
    return callback ? replies.note(note, visit) : notes.show(visit, note);
  }

  /** Asks the host for nothing, since that may be what failed. */
  private WebReply plain(WebRequest request, Refusal refusal) {
    parts.report().refused(refusal, Report.Trace.NONE);
    return bare(
        request,
        new Page.Refused(
            refusal,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            startPage()));
  }

  private WebReply failed(WebRequest request, Stage stage, RuntimeException problem) {
    Outcome.Failed failed = parts.report().failed(stage, problem, Report.Trace.NONE);
    if (request.path().endsWith("/callback")) {
      // The address holds a code, so nothing is rendered under it.
      return replies.failed(failed, nowhere(), new Visit(parts, request));
    }
    return bare(
        request,
        new Page.Failed(
            stage,
            failed.code(),
            failed.reference(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            startPage()));
  }

  private String startPage() {
    return parts.settings().contextPath() + "/";
  }

  private Note.Context nowhere() {
    return new Note.Context(Optional.empty(), Intent.Name.SIGN_IN, parts.pages().home());
  }

  private WebReply bare(WebRequest request, Page page) {
    return replies.bare(page, request.wantsJson());
  }
}
