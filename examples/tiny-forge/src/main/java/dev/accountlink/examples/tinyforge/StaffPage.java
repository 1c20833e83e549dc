package dev.accountlink.examples.tinyforge;

import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Provider;
import dev.accountlink.spi.LinkStore;
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
  private final LinkStore links;
  private final List<Provider> providers;
  private final Pages pages;

  StaffPage(
      ForgeUsers users,
      SecondFactors secondFactors,
      LinkStore links,
      List<Provider> providers,
      Pages pages) {
    this.users = users;
    this.secondFactors = secondFactors;
    this.links = links;
    this.providers = List.copyOf(providers);
    this.pages = pages;
  }

  record Content(List<String> problems, Optional<String> notice, List<Row> rows) {}

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

    String since() {
      return MINUTE.format(user.createdAt());
    }
  }

  /** One link of a user. */
  record LinkRow(String provider, String label, String authority, String times) {}

  void show(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      ForgeUser viewer,
      List<String> problems)
      throws IOException {
    List<Row> rows = users.findEverybody().stream().map(user -> row(user, viewer)).toList();
    Content content = new Content(problems, notice(request), rows);
    pages.show(request, response, status, "staff", "Users", content);
  }

  void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ErrorServlet.Content content =
        new ErrorServlet.Content(
            "This page is for staff",
            "You are not signed in as one of the staff. Nothing was changed.");
    pages.show(
        request, response, HttpServletResponse.SC_FORBIDDEN, "error", content.heading(), content);
  }

  private Row row(ForgeUser user, ForgeUser viewer) {
    return new Row(
        user,
        user.id().equals(viewer.id()),
        status(user),
        secondFactors.isOn(user.id()),
        links.findAll(new UserId(user.id())).stream().map(this::linkRow).toList());
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
        providers.stream()
            .filter(provider -> provider.authority().equals(authority))
            .map(Provider::label)
            .findFirst()
            .orElse("No longer configured");
    return new LinkRow(
        label,
        link.note().map(LinkNote::label).orElse(""),
        authority,
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
      case "approve" -> Optional.of("The user was approved and may sign in.");
      case "disable" -> Optional.of("The user was disabled and is signed out everywhere.");
      case "enable" -> Optional.of("The user may sign in again.");
      case "remove-second-factor" -> Optional.of("The second factor was removed.");
      case "delete" -> Optional.of("The user, the links and the repositories were deleted.");
      default -> Optional.empty();
    };
  }
}
