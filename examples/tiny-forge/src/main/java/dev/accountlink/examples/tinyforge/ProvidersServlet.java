package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.provider.Provider;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /admin/providers}: staff sees how each provider is set up, and examines it. */
final class ProvidersServlet extends HttpServlet {

  static final String PATH = "/admin/providers";

  private static final int UNPROCESSABLE = 422;

  private final transient AccountLinking linking;
  private final transient StaffDoor door;
  private final transient ProvidersPage page;

  ProvidersServlet(AccountLinking linking, StaffDoor door, ProvidersPage page) {
    this.linking = linking;
    this.door = door;
    this.page = page;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (door.enter(request, response, PATH).isPresent()) {
      page.show(request, response, HttpServletResponse.SC_OK, Optional.empty());
    }
  }

  /** Examines one. It changes nothing, but it takes a while and asks others, so it is no link. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (door.enter(request, response, PATH).isEmpty()) {
      return;
    }
    Optional<ProvidersPage.Examined> examined =
        find(FormInput.text(request, "provider"))
            .map(one -> new ProvidersPage.Examined(one.id(), linking.examine(one.id())));
    int status = examined.isPresent() ? HttpServletResponse.SC_OK : UNPROCESSABLE;
    page.show(request, response, status, examined);
  }

  private Optional<Provider> find(String id) {
    return linking.providers().stream()
        .filter(provider -> provider.id().value().equals(id))
        .findFirst();
  }
}
