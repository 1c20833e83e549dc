package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.model.WayIn;
import dev.accountlink.servlet.SocialButtons;
import dev.accountlink.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the forge's own pages show of social sign-in, as plain data for the templates. */
final class SocialSignIn {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /**
   * A form of one button.
   *
   * @param iconHref empty text if there is no icon
   */
  record Button(String label, String iconHref, String action, List<Field> fields) {}

  /** A hidden field. */
  record Field(String name, String value) {}

  /**
   * What a user has connected and can connect.
   *
   * @param links one row per connected identity, its button disconnects it
   * @param connectable one button per provider
   * @param grants where permissions for imports are
   */
  record Settings(List<LinkRow> links, List<Button> connectable, Optional<String> grants) {}

  /**
   * A connected identity.
   *
   * @param identity how the provider calls the person, as far as it is known
   * @param state since when it is connected, or why it is of no use
   * @param remains how the user could sign in without it
   */
  record LinkRow(
      String provider,
      String iconHref,
      String identity,
      String state,
      String remains,
      Button disconnect) {}

  private final AccountLinking linking;
  private final SocialButtons buttons;

  SocialSignIn(AccountLinking linking) {
    this.linking = linking;
    this.buttons = new SocialButtons(() -> linking);
  }

  /** The buttons below the sign-in form. May set a cookie. */
  List<Button> signInButtons(HttpServletRequest request, HttpServletResponse response) {
    ReturnTo returnTo = FormInput.localPath(request, "continue");
    return buttons.signIn(request, response, returnTo).stream()
        .map(button -> button(button.provider().label(), button))
        .toList();
  }

  /** The rows on the settings page of the user who is signed in. May set a cookie. */
  Settings settings(HttpServletRequest request, HttpServletResponse response) {
    return buttons
        .links(request, response)
        .map(this::settings)
        .orElseGet(() -> new Settings(List.of(), List.of(), Optional.empty()));
  }

  private Settings settings(Page.Links page) {
    return new Settings(
        page.links().stream().map(this::row).toList(),
        page.connect().stream()
            .map(button -> button("Connect " + button.provider().label(), button))
            .toList(),
        page.grants());
  }

  /** The origins of the providers to which the buttons lead. */
  Set<String> formTargets() {
    return linking.formTargets();
  }

  private LinkRow row(Page.LinkView link) {
    Optional<Page.ProviderView> provider = link.provider();
    String connected = link.linkedAt().map(SocialSignIn::connectedOn).orElse("");
    return new LinkRow(
        provider.map(Page.ProviderView::label).orElse(link.authority()),
        provider.map(buttons::icon).orElse(""),
        link.label().orElse(""),
        link.worksForSignIn() ? connected : "cannot be used to sign in at present",
        remains(link.remains()),
        new Button("Disconnect", "", link.disconnect().action(), fields(link.disconnect())));
  }

  private static String remains(Page.Remains remains) {
    if (remains.isNothing()) {
      return "Your only way in: set a password or connect another one before you disconnect it.";
    }
    Stream<String> password =
        remains.ways().contains(WayIn.LOCAL_PASSWORD) ? Stream.of("your password") : Stream.of();
    String ways =
        Stream.concat(password, remains.providers().stream()).collect(Collectors.joining(" or "));
    return "Without it you can sign in with " + ways + ".";
  }

  private static String connectedOn(Instant moment) {
    return "connected on " + DAY.format(moment);
  }

  private Button button(String label, Page.Button button) {
    return new Button(
        label, buttons.icon(button.provider()), button.form().action(), fields(button.form()));
  }

  private static List<Field> fields(Page.Form form) {
    return form.fields().stream().map(field -> new Field(field.name(), field.value())).toList();
  }
}
