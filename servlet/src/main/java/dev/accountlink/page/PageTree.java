package dev.accountlink.page;

import dev.accountlink.flow.Refusal;
import dev.accountlink.web.AdminPage;
import dev.accountlink.web.GrantPage;
import dev.accountlink.web.Page;
import dev.accountlink.web.RehearsalPage;
import dev.accountlink.web.StepPage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A page as a tree of maps, lists and texts: what the templates show and what JSON says. Texts are
 * raw here.
 */
final class PageTree {
  /** The names of the pages: of their templates and in JSON. */
  static final List<String> KINDS =
      List.of(
          "sign-in",
          "links",
          "confirm",
          "details",
          "sign-in-first",
          "reauthenticate",
          "proceed",
          "rehearsed",
          "providers",
          "provider-setup",
          "authorize",
          "enter-token",
          "grants",
          "grant-ended",
          "refused",
          "failed",
          "onward");

  /** Turns the direction of writing or takes no room: with them one name can look like another. */
  private static final Pattern DECEPTIVE =
      Pattern.compile("[\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]");

  private final Messages messages;
  private final PageContext context;
  private final PageAssets assets;
  private final String language;
  private final StepTree steps;
  private final RehearsalTree rehearsal;
  private final AdminTree admin;
  private final GrantTree grants;

  PageTree(Messages messages, PageContext context, PageAssets assets) {
    this.messages = messages;
    this.context = context;
    this.assets = assets;
    this.language = messages.text("language");
    this.steps = new StepTree(messages, this);
    this.rehearsal = new RehearsalTree(messages, this);
    this.admin = new AdminTree(messages, this);
    this.grants = new GrantTree(messages, this);
  }

  /** The name of the page. */
  static String kind(Page page) {
    if (page instanceof Page.SignIn) {
      return "sign-in";
    } else if (page instanceof Page.Links) {
      return "links";
    } else if (page instanceof StepPage.Confirm) {
      return "confirm";
    } else if (page instanceof StepPage.Details) {
      return "details";
    } else if (page instanceof StepPage.SignInFirst) {
      return "sign-in-first";
    } else if (page instanceof StepPage.Reauthenticate) {
      return "reauthenticate";
    } else if (page instanceof StepPage.Proceed) {
      return "proceed";
    } else if (page instanceof RehearsalPage.Rehearsed) {
      return "rehearsed";
    } else if (page instanceof AdminPage.ProviderList) {
      return "providers";
    } else if (page instanceof AdminPage.ProviderSetup) {
      return "provider-setup";
    } else if (page instanceof GrantPage.Authorize) {
      return "authorize";
    } else if (page instanceof GrantPage.EnterToken) {
      return "enter-token";
    } else if (page instanceof GrantPage.Grants) {
      return "grants";
    } else if (page instanceof GrantPage.GrantEnded) {
      return "grant-ended";
    } else if (page instanceof Page.Refused) {
      return "refused";
    } else if (page instanceof Page.Failed) {
      return "failed";
    }
    return "onward";
  }

  /** The whole tree. */
  Map<String, Object> of(Page page) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("page", kind(page));
    tree.put("status", page.status());
    tree.put("language", language);
    if (page instanceof Page.SignIn signIn) {
      signIn(tree, signIn);
    } else if (page instanceof Page.Links links) {
      links(tree, links);
    } else if (page instanceof StepPage.Confirm confirm) {
      confirm(tree, confirm);
    } else if (page instanceof StepPage.Details details) {
      steps.details(tree, details);
    } else if (page instanceof StepPage.SignInFirst first) {
      steps.signInFirst(tree, first);
    } else if (page instanceof StepPage.Reauthenticate reauthenticate) {
      steps.reauthenticate(tree, reauthenticate);
    } else if (page instanceof StepPage.Proceed proceed) {
      steps.proceed(tree, proceed);
    } else if (page instanceof RehearsalPage.Rehearsed rehearsed) {
      rehearsal.rehearsed(tree, rehearsed);
    } else if (page instanceof AdminPage.ProviderList list) {
      admin.list(tree, list);
    } else if (page instanceof AdminPage.ProviderSetup setup) {
      admin.setup(tree, setup);
    } else if (page instanceof GrantPage.Authorize authorize) {
      grants.authorize(tree, authorize);
    } else if (page instanceof GrantPage.EnterToken enter) {
      grants.enterToken(tree, enter);
    } else if (page instanceof GrantPage.Grants given) {
      grants.grants(tree, given);
    } else if (page instanceof GrantPage.GrantEnded ended) {
      grants.ended(tree, ended);
    } else if (page instanceof Page.Refused refused) {
      refused(tree, refused);
    } else if (page instanceof Page.Failed failed) {
      failed(tree, failed);
    } else if (page instanceof Page.Onward onward) {
      tree.put("title", messages.text("onward.title"));
      tree.put("what", messages.text("onward.what"));
      tree.put("goOn", link("onward.next", onward.next()));
      tree.put("seconds", onward.seconds());
    }
    return tree;
  }

  private void signIn(Map<String, Object> tree, Page.SignIn page) {
    boolean any = !page.buttons().isEmpty();
    tree.put("title", messages.text("signIn.title"));
    tree.put("intro", messages.text(any ? "signIn.intro" : "signIn.none"));
    tree.put("hasButtons", any);
    tree.put("buttons", buttons(page.buttons(), "signIn.button"));
    tree.put("hasSignUp", !page.signUp().isEmpty());
    if (!page.signUp().isEmpty()) {
      tree.put("signUpHeading", messages.text("signIn.new"));
      tree.put("signUp", buttons(page.signUp(), "signIn.signUp"));
    }
    page.regularSignIn().ifPresent(to -> tree.put("regularSignIn", link("signIn.regular", to)));
    tree.put("home", link("page.home", page.home()));
  }

  private void links(Map<String, Object> tree, Page.Links page) {
    tree.put("title", messages.text("links.title"));
    tree.put("intro", messages.text("links.intro"));
    tree.put("connectedHeading", messages.text("links.connected"));
    tree.put("hasLinks", !page.links().isEmpty());
    if (page.links().isEmpty()) {
      tree.put("noLinks", messages.text("links.none"));
    }
    tree.put("links", page.links().stream().map(this::linkView).toList());
    tree.put("hasConnect", !page.connect().isEmpty());
    tree.put("connectHeading", messages.text("links.available"));
    tree.put("connect", buttons(page.connect(), "links.connect"));
    tree.put("needsGitCredential", page.needsGitCredential());
    if (page.needsGitCredential()) {
      Map<String, Object> hint = new LinkedHashMap<>();
      hint.put("heading", messages.text("links.git.title"));
      hint.put("what", messages.text("links.git.what"));
      page.gitCredentialsPage()
          .ifPresentOrElse(
              to -> hint.put("set", link("links.git.page", to)),
              () -> hint.put("next", messages.text("links.git.next")));
      tree.put("gitCredential", hint);
    }
    page.grants().ifPresent(to -> tree.put("grants", link("links.grants", to)));
    tree.put("back", link("links.back", page.back()));
  }

  private Map<String, Object> linkView(Page.LinkView link) {
    Map<String, Object> tree = new LinkedHashMap<>();
    String name = link.provider().map(Page.ProviderView::label).orElse(link.authority());
    tree.put("id", link.id());
    tree.put("name", shown(name));
    tree.put("icon", icon(link.provider().map(Page.ProviderView::kind).orElse("generic")));
    link.provider().ifPresent(provider -> tree.put("provider", provider(provider)));
    tree.put("authority", shown(link.authority()));
    link.label().ifPresent(label -> tree.put("identity", shown(label)));
    link.linkedAt().ifPresent(at -> tree.put("linked", date("links.since", at)));
    link.lastSeenAt().ifPresent(at -> tree.put("seen", date("links.seen", at)));
    tree.put("worksForSignIn", link.worksForSignIn());
    if (!link.worksForSignIn()) {
      tree.put("inactive", messages.text("links.inactive"));
    }
    tree.put("mayDisconnect", !link.remains().isNothing());
    tree.put("remains", remains(link, name));
    Map<String, Object> disconnect = new LinkedHashMap<>();
    disconnect.put("label", messages.text("links.disconnect"));
    disconnect.put("which", which(name, link.label()));
    disconnect.put("form", form(link.disconnect()));
    tree.put("disconnect", disconnect);
    return tree;
  }

  /** What could still be signed in with, in words. */
  private String remains(Page.LinkView link, String name) {
    if (link.remains().isNothing()) {
      return messages.text(link.worksForSignIn() ? "links.lastWayIn" : "links.noWayIn");
    }
    List<String> ways = new ArrayList<>();
    link.remains().ways().stream()
        .map(way -> "way." + way.name())
        .sorted()
        .map(messages::text)
        .forEach(ways::add);
    link.remains().providers().stream()
        .map(provider -> provider.equals(name) ? another(provider) : shown(provider))
        .forEach(ways::add);
    return messages.text("links.remains", Map.of("ways", String.join(", ", ways)));
  }

  /** Two links of one provider: its name alone would be that of the link which goes. */
  private String another(String provider) {
    return messages.text("way.another", Map.of("provider", shown(provider)));
  }

  private String which(String name, Optional<String> label) {
    return label
        .map(
            identity ->
                messages.text(
                    "links.which", Map.of("provider", shown(name), "identity", shown(identity))))
        .orElse(shown(name));
  }

  private void confirm(Map<String, Object> tree, StepPage.Confirm page) {
    Map<String, String> names = naming(Optional.of(page.provider()));
    tree.put("title", messages.text("confirm.title", names));
    tree.put("provider", provider(page.provider()));
    tree.put("identityHeading", messages.text("confirm.identity", names));
    tree.put("identity", shown(page.identity()));
    tree.put("usernameHeading", messages.text("confirm.username"));
    tree.put("username", shown(page.username()));
    tree.put("what", messages.text("confirm.what", names));
    tree.put("next", messages.text("confirm.next", names));
    Map<String, Object> confirm = new LinkedHashMap<>();
    confirm.put("label", messages.text("confirm.connect"));
    confirm.put("form", form(page.confirm()));
    tree.put("confirm", confirm);
    tree.put("cancel", link("confirm.cancel", page.cancel()));
  }

  private void refused(Map<String, Object> tree, Page.Refused page) {
    tree.put("code", page.refusal().code());
    tree.put("codeLabel", messages.text("page.code"));
    explain(tree, page.refusal().messageKey(), page.provider());
    Map<String, String> names = naming(page.provider());
    page.hostReason()
        .flatMap(key -> messages.ofHost(key, names))
        .ifPresent(reason -> tree.put("what", reason));
    if (page.refusal() == Refusal.NOT_CONNECTED && page.signUp().isPresent()) {
      tree.put("next", messages.text("refusal.NotConnected.nextOrSignUp", names));
    }
    page.required()
        .ifPresent(
            required ->
                tree.put(
                    "required",
                    messages.text("page.required", Map.of("required", shown(required)))));
    page.signUp().ifPresent(up -> tree.put("signUp", button(up, "signIn.signUp")));
    page.again().ifPresent(again -> tree.put("again", button(again, "page.again")));
    page.signIn().ifPresent(to -> tree.put("signIn", link("page.signIn", to)));
    page.settings().ifPresent(to -> tree.put("settings", link("page.settings", to)));
    tree.put("home", link("page.home", page.home()));
  }

  private void failed(Map<String, Object> tree, Page.Failed page) {
    tree.put("code", page.code());
    tree.put("stage", page.stage().name());
    tree.put("reference", page.reference());
    tree.put("referenceLabel", messages.text("page.reference"));
    explain(tree, Failures.messageKey(page.stage(), page.code()), page.provider());
    page.again().ifPresent(again -> tree.put("again", button(again, "page.again")));
    page.settings().ifPresent(to -> tree.put("settings", link("page.settings", to)));
    tree.put("home", link("page.home", page.home()));
  }

  private void explain(Map<String, Object> tree, String key, Optional<Page.ProviderView> provider) {
    Map<String, String> names = naming(provider);
    provider.ifPresent(view -> tree.put("provider", provider(view)));
    tree.put("title", messages.text(key + ".title", names));
    tree.put("what", messages.text(key + ".what", names));
    tree.put("next", messages.text(key + ".next", names));
  }

  Map<String, String> naming(Optional<Page.ProviderView> provider) {
    return Map.of(
        "provider",
        provider
            .map(view -> shown(view.label()))
            .orElseGet(() -> messages.text("provider.unknown")));
  }

  List<Map<String, Object>> buttons(List<Page.Button> buttons, String key) {
    return buttons.stream().map(button -> button(button, key)).toList();
  }

  Map<String, Object> button(Page.Button button, String key) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("label", messages.text(key, naming(Optional.of(button.provider()))));
    tree.put("provider", provider(button.provider()));
    tree.put("form", form(button.form()));
    return tree;
  }

  Map<String, Object> provider(Page.ProviderView provider) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", provider.id());
    tree.put("label", shown(provider.label()));
    tree.put("kind", provider.kind());
    tree.put("icon", icon(provider.kind()));
    return tree;
  }

  static Map<String, Object> form(Page.Form form) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("method", "POST");
    tree.put("action", address(form.action()));
    tree.put(
        "fields",
        form.fields().stream()
            .map(field -> Map.of("name", field.name(), "value", field.value()))
            .toList());
    return tree;
  }

  Map<String, Object> link(String key, String to) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("label", messages.text(key));
    tree.put("address", address(to));
    return tree;
  }

  Map<String, Object> date(String key, Instant at) {
    String date =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(dates())
            .withZone(ZoneOffset.UTC)
            .format(at);
    return Map.of("text", messages.text(key, Map.of("date", date)), "at", at.toString());
  }

  /** British dates for a Briton, but no French ones on an English page. */
  private Locale dates() {
    Locale shown = Locale.forLanguageTag(language);
    Locale asked = context.locale();
    return shown.getLanguage().equals(asked.getLanguage()) ? asked : shown;
  }

  String icon(String kind) {
    return context.assets() + assets.icon(kind);
  }

  static String shown(String outside) {
    return DECEPTIVE.matcher(outside).replaceAll("\ufffd");
  }

  /** Escaping cannot make a {@code javascript:} address harmless; there is no honest one. */
  static String address(String address) {
    boolean path =
        address.startsWith("/") && !address.startsWith("//") && !address.startsWith("/\\");
    // Browsers take tabs and line breaks out, and "/<tab>/host" would be another host.
    boolean plain = address.chars().noneMatch(letter -> letter < ' ' || letter == '\u007f');
    if (plain && (path || address.startsWith("https://") || address.startsWith("http://"))) {
      return address;
    }
    throw new IllegalArgumentException(
        "A page leads to an address that is neither a path on this origin nor http.");
  }
}
