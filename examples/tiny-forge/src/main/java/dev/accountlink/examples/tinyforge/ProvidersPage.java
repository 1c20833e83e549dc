package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.model.ProviderId;
import dev.accountlink.provider.Finding;
import dev.accountlink.provider.Finding.Verdict;
import dev.accountlink.provider.Lookup;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.provider.SetupGuide;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the staff's list of providers looks. */
final class ProvidersPage {

  private final AccountLinking linking;
  private final SocialSignIn social;
  private final URI home;
  private final boolean demo;
  private final Pages pages;

  /**
   * A page.
   *
   * @param home of the forge
   * @param demo whether the providers are fake ones, which know the forge already
   */
  ProvidersPage(AccountLinking linking, SocialSignIn social, URI home, boolean demo, Pages pages) {
    this.linking = linking;
    this.social = social;
    this.home = home;
    this.demo = demo;
    this.pages = pages;
  }

  /** What has been found out about one of them a moment ago. */
  record Examined(ProviderId provider, List<Finding> findings) {}

  record Content(boolean demo, boolean gone, List<Row> rows) {

    boolean none() {
      return rows.isEmpty();
    }
  }

  /**
   * One provider.
   *
   * @param callback the address to register there
   * @param newcomers what becomes of them
   * @param lockedOut whom it would hit to switch it off
   * @param tryIt goes the whole way of a sign-in and signs nobody in
   * @param report of the examination, if it was this one
   */
  record Row(
      String id,
      String label,
      String authority,
      String callback,
      String newcomers,
      String lockedOut,
      boolean harmless,
      Guide guide,
      Optional<SocialSignIn.Button> tryIt,
      Optional<Report> report) {}

  /**
   * The setup guide, with what only this forge knows.
   *
   * @param link the address of the form where a browser can open it; else empty text
   * @param variable how the names of its variables in the environment begin
   */
  record Guide(SetupGuide data, String link, String variable) {

    List<Field> fields() {
      return data.entries().stream()
          .map(entry -> new Field(entry.field(), entry.type(), entry.type().startsWith("http")))
          .toList();
    }

    boolean hasPermissions() {
      return !data.permissions().isEmpty();
    }

    boolean hasTraps() {
      return !data.traps().isEmpty();
    }
  }

  /**
   * A field of the form there.
   *
   * @param copy whether the value is to be copied letter by letter
   */
  record Field(String name, String value, boolean copy) {}

  /** What the examination found. */
  record Report(List<Line> lines) {

    boolean fine() {
      return lines.stream().noneMatch(Line::wrong);
    }
  }

  /** One thing that was looked at. */
  record Line(String check, String verdict, boolean wrong, String words) {}

  /** Shows all of them; without a report where it was asked for, one that is there no more. */
  void show(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      Optional<Examined> examined)
      throws IOException {
    boolean gone = status != HttpServletResponse.SC_OK;
    SecurityHeaders.allowFormsTo(social.formTargets(), response);
    Map<String, SocialSignIn.Button> tries =
        social.rehearsals(request, response, ProvidersServlet.PATH);
    List<Row> rows =
        linking.providers().stream()
            .map(
                provider ->
                    row(provider, Optional.ofNullable(tries.get(provider.id().value())), examined))
            .toList();
    pages.show(request, response, status, "providers", "Providers", new Content(demo, gone, rows));
  }

  private Row row(
      Provider provider, Optional<SocialSignIn.Button> tryIt, Optional<Examined> examined) {
    int lockedOut = linking.lockedOutBy(provider.id());
    return new Row(
        provider.id().value(),
        provider.label(),
        provider.authority(),
        linking.callbackOf(provider),
        newcomers(provider.rules().registration()),
        sentence(lockedOut),
        lockedOut == 0,
        guide(provider),
        tryIt,
        examined
            .filter(one -> one.provider().equals(provider.id()))
            .map(one -> new Report(one.findings().stream().map(ProvidersPage::line).toList())));
  }

  private Guide guide(Provider provider) {
    SetupGuide guide =
        SetupGuide.of(
            provider,
            new SetupGuide.Application(
                "tiny-forge", home + "/", linking.callbackOf(provider), parts(provider)));
    // a fake one has no such form, and some addresses have a gap to fill in
    boolean opens = !demo && !guide.address().contains("{");
    return new Guide(
        guide,
        opens ? guide.address() : "",
        "ACCOUNTLINK_PROVIDER_" + provider.id().value().toUpperCase(Locale.ROOT));
  }

  /** tiny-forge imports nothing. */
  private static Set<Part> parts(Provider provider) {
    boolean memberships =
        provider.rules().gates().stream().anyMatch(gate -> gate.lookup() == Lookup.MEMBERSHIPS);
    return memberships ? EnumSet.of(Part.SIGN_IN, Part.MEMBERSHIPS) : EnumSet.of(Part.SIGN_IN);
  }

  private static Line line(Finding finding) {
    return new Line(
        check(finding.check()),
        switch (finding.verdict()) {
          case GOOD -> "good";
          case HINT -> "worth knowing";
          case WRONG -> "wrong";
        },
        finding.verdict() == Verdict.WRONG,
        finding.words());
  }

  private static String check(Finding.Check check) {
    return switch (check) {
      case REACHABLE -> "Within reach";
      case METADATA -> "What it publishes";
      case KEYS -> "Signing keys";
      case CLOCK -> "Clock";
      case CLIENT -> "Client id and secret";
      case PKCE -> "PKCE";
      case CALLBACK_ISSUER -> "Name in callbacks";
      case SCOPES -> "Permissions";
    };
  }

  private static String newcomers(Registration registration) {
    return switch (registration) {
      case OFF -> "are not registered";
      case ON -> "are registered and signed in";
      case PENDING_APPROVAL -> "are registered and wait for your approval";
      case EXPLICIT -> "are registered when they ask to sign up";
    };
  }

  private static String sentence(int lockedOut) {
    return switch (lockedOut) {
      case 0 -> "Everybody could still sign in.";
      case 1 -> "One user could not sign in any more.";
      default -> lockedOut + " users could not sign in any more.";
    };
  }
}
