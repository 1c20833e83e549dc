package dev.accountlink.engine;

import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.BundledKinds;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.SetupGuide;
import dev.accountlink.web.AdminPage;
import dev.accountlink.web.Page;
import dev.accountlink.web.WebReply;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code GET {prefix}/admin} and {@code GET, POST {prefix}/admin/{provider}}: how the providers are
 * set up, for whom the host lets administer. Whoever may not learns the same of every address here,
 * whether there is such a provider or not.
 */
final class AdminPages {
  private static final String KEYS = "accountlink.provider.";

  /** What names one provider; a kind with a usual address needs no more. */
  private static final List<String> EXAMPLE =
      List.of(
          KEYS + "work.kind=gitlab",
          KEYS + "work.url=https://git.example.com",
          KEYS + "work.client-id=…",
          KEYS + "work.client-secret-file=/run/secrets/work",
          KEYS + "work.registration=on");

  private final Parts parts;
  private final Origin origin;
  private final Replies replies;
  private final NotePages notes;
  private final Buttons buttons;
  private final Administration administration;

  AdminPages(Parts parts, Origin origin, Replies replies, NotePages notes) {
    this.parts = parts;
    this.origin = origin;
    this.replies = replies;
    this.notes = notes;
    this.buttons = new Buttons(parts, origin);
    this.administration = new Administration(parts);
  }

  WebReply list(Visit visit) {
    Optional<Refusal> no = objection(visit);
    if (no.isPresent()) {
      return refused(visit, no.get());
    }
    List<AdminPage.ProviderSettings> all =
        parts.providers().all().stream().map(this::settings).toList();
    Page page =
        new AdminPage.ProviderList(
            all,
            all.isEmpty() ? EXAMPLE : List.of(),
            all.isEmpty() ? List.copyOf(BundledKinds.ALL.keySet()) : List.of(),
            parts.pages().administrationPage().orElseGet(() -> parts.pages().home().path()));
    return replies.page(page, visit);
  }

  /** The guide; and what was found, when it is asked for by POST, since that asks the provider. */
  WebReply setup(Visit visit, String name) {
    boolean examines = visit.request().method().equals("POST");
    Optional<Refusal> no =
        examines && origin.isForeign(visit)
            ? Optional.of(Refusal.FORGED_REQUEST)
            : objection(visit);
    if (no.isPresent()) {
      return refused(visit, no.get());
    }
    Optional<Provider> found =
        ProviderId.isShaped(name) ? parts.providers().find(new ProviderId(name)) : Optional.empty();
    if (found.isEmpty()) {
      return refused(visit, Refusal.UNKNOWN_PROVIDER);
    }
    Provider provider = found.get();
    Optional<AdminPage.Examined> examined = Optional.empty();
    if (examines) {
      if (!isFromOurButton(visit, provider)) {
        return refused(visit, Refusal.FORGED_REQUEST);
      }
      examined = Optional.of(examine(provider));
    }
    AdminPage.ProviderSetup page = page(visit, provider, examined);
    return replies.pageWithForms(page, List.of(page.rehearse()), visit);
  }

  /** A flow leads to no page of ours, so a rehearsal goes back to the host's. */
  private ReturnTo back() {
    return parts
        .pages()
        .administrationPage()
        .flatMap(ReturnTo::read)
        .orElseGet(() -> parts.pages().home());
  }

  private static String purpose(Provider provider) {
    return "examine:" + provider.id().value();
  }

  private boolean isFromOurButton(Visit visit, Provider provider) {
    return origin.hasToken(visit, visit.request().form(), visit.current(), purpose(provider));
  }

  private AdminPage.Examined examine(Provider provider) {
    return new AdminPage.Examined(
        parts.exchange().examine(provider, parts.settings().callback(provider.id())),
        administration.lockedOutBy(provider));
  }

  private AdminPage.ProviderSetup page(
      Visit visit, Provider provider, Optional<AdminPage.Examined> examined) {
    AdminPage.ProviderSettings settings = settings(provider);
    String token = origin.token(visit, visit.current(), purpose(provider));
    return new AdminPage.ProviderSetup(
        settings,
        guide(provider, provider.signInParts()),
        imports(provider),
        keys(provider, "client-id"),
        keys(provider, "client-secret"),
        new Page.Form(settings.page(), List.of(new Page.Field(Origin.FIELD, token))),
        buttons.one(Intent.Name.REHEARSE, provider, visit, visit.current(), back()),
        examined,
        parts.settings().path("/admin"));
  }

  private SetupGuide guide(Provider provider, Set<Part> needed) {
    String name = parts.pages().siteName().orElseGet(() -> parts.settings().authority());
    return SetupGuide.of(
        provider,
        new SetupGuide.Application(
            name,
            parts.settings().baseUrl() + "/",
            parts.settings().callback(provider.id()).toString(),
            needed));
  }

  /** Only a client of its own says that this site imports: else nothing more is asked for. */
  private List<SetupGuide.Line> imports(Provider provider) {
    if (!provider.rules().importing() || !provider.clients().containsKey(Purpose.IMPORT)) {
      return List.of();
    }
    Set<Part> needed =
        Arrays.stream(Part.values())
            .filter(part -> part.purpose() == Purpose.IMPORT)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    return guide(provider, needed).permissions();
  }

  /** In the environment an id has no hyphen. */
  private static List<String> keys(Provider provider, String name) {
    String key = KEYS + provider.id().value() + "." + name;
    return provider.id().value().contains("-")
        ? List.of(key)
        : List.of(key, key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
  }

  private AdminPage.ProviderSettings settings(Provider provider) {
    return new AdminPage.ProviderSettings(
        Buttons.view(provider),
        provider.kind().name(),
        provider.baseUrl(),
        parts.settings().callback(provider.id()).toString(),
        provider.rules().signIn(),
        provider.rules().registration(),
        provider.rules().importing(),
        parts.settings().path("/admin/" + provider.id().value()));
  }

  private static Optional<Refusal> objection(Visit visit) {
    if (visit.current().isEmpty()) {
      return Optional.of(Refusal.SIGN_IN_FIRST);
    }
    return visit.mayAdminister() ? Optional.empty() : Optional.of(Refusal.ADMINISTRATORS_ONLY);
  }

  private WebReply refused(Visit visit, Refusal refusal) {
    parts.report().refused(refusal, Report.Trace.NONE);
    Note.Context nowhere =
        new Note.Context(Optional.empty(), Intent.Name.SIGN_IN, parts.pages().home());
    return notes.show(visit, new Note.Refused(nowhere, refusal));
  }
}
