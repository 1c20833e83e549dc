package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.flow.Outcome;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Provider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the staff's list of users looks. */
final class StaffPage {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final ForgeUsers users;
  private final SecondFactors secondFactors;
  private final AccountLinking linking;
  private final boolean demo;
  private final Pages pages;

  /**
   * A page.
   *
   * @param demo whether the providers are fake ones, which know the forge already
   */
  StaffPage(
      ForgeUsers users,
      SecondFactors secondFactors,
      AccountLinking linking,
      boolean demo,
      Pages pages) {
    this.demo = demo;
    this.users = users;
    this.secondFactors = secondFactors;
    this.linking = linking;
    this.pages = pages;
  }

  /**
   * The whole page.
   *
   * @param providersPage where the library's pages about the providers begin
   */
  record Content(
      List<String> problems,
      Optional<String> notice,
      List<Row> rows,
      List<Choice> providers,
      String providersPage,
      boolean demo) {

    boolean hasProviders() {
      return !providers.isEmpty();
    }
  }

  /** A provider to choose. */
  record Choice(String id, String label) {}

  /**
   * One user.
   *
   * @param self whether it is the one who looks, who gets no buttons
   */
  record Row(
      ForgeUser user, boolean self, String status, boolean secondFactor, List<LinkRow> links) {

    boolean waiting() {
      return user.status() == UserStatus.AWAITING_APPROVAL;
    }

    boolean disabled() {
      return user.status() == UserStatus.DISABLED;
    }

    boolean active() {
      return user.isActive();
    }

    boolean hasLinks() {
      return !links.isEmpty();
    }

    boolean lockedOut() {
      return links.isEmpty() && !user.hasPassword();
    }

    String since() {
      return MINUTE.format(user.createdAt());
    }
  }

  /**
   * One link of a user.
   *
   * @param identity names it in the form
   * @param subject the key of the person at the provider
   */
  record LinkRow(
      String identity,
      String provider,
      String label,
      String authority,
      String subject,
      String times) {}

  void show(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      ForgeUser viewer,
      List<String> problems)
      throws IOException {
    List<Row> rows = users.findEverybody().stream().map(user -> row(user, viewer)).toList();
    List<Choice> providers =
        linking.providers().stream()
            .map(provider -> new Choice(provider.id().value(), provider.label()))
            .toList();
    Content content =
        new Content(
            problems, notice(request), rows, providers, linking.rootPath() + "/admin", demo);
    pages.show(request, response, status, "staff", "Users", content);
  }

  /** What stood against it, in words for staff; empty text if it was done. */
  static String problem(Outcome outcome) {
    if (!(outcome instanceof Outcome.Refused refused)) {
      return "";
    }
    return switch (refused.refusal()) {
      case IDENTITY_TAKEN -> "Nothing was connected: somebody else here has this identity.";
      case TOO_MANY_LINKS -> "Nothing was connected: the user has too many identities already.";
      case LINK_NOT_FOUND -> "Nothing was disconnected: the user no longer has this identity.";
      default -> "Nothing was changed: " + refused.refusal().code() + ".";
    };
  }

  private Row row(ForgeUser user, ForgeUser viewer) {
    return new Row(
        user,
        user.id().equals(viewer.id()),
        status(user),
        secondFactors.isOn(user.id()),
        linking.linksOf(new UserId(user.id())).stream().map(this::linkRow).toList());
  }

  private static String status(ForgeUser user) {
    return switch (user.status()) {
      case ACTIVE -> user.staff() ? "active, staff" : "active";
      case DISABLED -> "disabled";
      case AWAITING_APPROVAL -> "waits for approval";
    };
  }

  private LinkRow linkRow(Link link) {
    String authority = link.identity().authority();
    String label =
        linking.providers().stream()
            .filter(provider -> provider.authority().equals(authority))
            .map(Provider::label)
            .findFirst()
            .orElse("No longer configured");
    return new LinkRow(
        link.identity().text(),
        label,
        link.note().map(LinkNote::label).orElse(""),
        authority,
        link.identity().subject(),
        link.note().map(StaffPage::times).orElse(""));
  }

  private static String times(LinkNote note) {
    String used = note.lastSeenAt().map(StaffPage::minute).map(", last used "::concat).orElse("");
    return "connected " + minute(note.linkedAt()) + used;
  }

  private static String minute(Instant moment) {
    return MINUTE.format(moment);
  }

  private static Optional<String> notice(HttpServletRequest request) {
    return switch (FormInput.text(request, "done")) {
      case ProofServlet.PROVEN -> Optional.of("Thank you. You can make your change now.");
      case "approve" -> Optional.of("The user was approved and may sign in.");
      case "disable" -> Optional.of("The user was disabled and is signed out everywhere.");
      case "enable" -> Optional.of("The user may sign in again.");
      case "remove-second-factor" -> Optional.of("The second factor was removed.");
      case "connect" -> Optional.of("The identity was connected: it can be used to sign in now.");
      case "disconnect" ->
          Optional.of("The identity was disconnected, and the user is signed out everywhere.");
      case "delete" -> Optional.of("The user, the links and the repositories were deleted.");
      default -> Optional.empty();
    };
  }
}
