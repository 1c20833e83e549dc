package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** {@code /admin/providers}: what staff should know before a provider is switched off. */
final class ProvidersServlet extends HttpServlet {

  static final String PATH = "/admin/providers";

  private final transient AccountLinking linking;
  private final transient StaffDoor door;
  private final transient Pages pages;

  ProvidersServlet(AccountLinking linking, StaffDoor door, Pages pages) {
    this.linking = linking;
    this.door = door;
    this.pages = pages;
  }

  record Content(List<Row> rows) {

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
   */
  record Row(
      String label,
      String authority,
      String callback,
      String newcomers,
      String lockedOut,
      boolean harmless) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (door.enter(request, response, PATH).isPresent()) {
      Content content = new Content(linking.providers().stream().map(this::row).toList());
      pages.show(request, response, HttpServletResponse.SC_OK, "providers", "Providers", content);
    }
  }

  private Row row(Provider provider) {
    int lockedOut = linking.lockedOutBy(provider.id());
    return new Row(
        provider.label(),
        provider.authority(),
        linking.callbackOf(provider),
        newcomers(provider.rules().registration()),
        sentence(lockedOut),
        lockedOut == 0);
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
