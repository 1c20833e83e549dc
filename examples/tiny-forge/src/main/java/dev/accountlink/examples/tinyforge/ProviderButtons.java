package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.model.ReturnTo;
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

/** Buttons and links of Accountlink, in the words of this forge. */
final class ProviderButtons implements SocialSignIn {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final AccountLinking linking;
  private final SocialButtons buttons;

  ProviderButtons(AccountLinking linking) {
    this.linking = linking;
    this.buttons = new SocialButtons(() -> linking);
  }

  @Override
  public List<Button> signInButtons(HttpServletRequest request, HttpServletResponse response) {
    ReturnTo returnTo =
        ReturnTo.read(FormInput.localPath(request, "continue")).orElse(ReturnTo.ROOT);
    return buttons.signIn(request, response, returnTo).stream()
        .map(button -> button(button.provider().label(), button))
        .toList();
  }

  @Override
  public Settings settings(
      HttpServletRequest request, HttpServletResponse response, ForgeUser user) {
    return buttons
        .links(request, response)
        .map(this::settings)
        .orElseGet(() -> new Settings(List.of(), List.of()));
  }

  private Settings settings(Page.Links page) {
    return new Settings(
        page.links().stream().map(this::row).toList(),
        page.connect().stream()
            .map(button -> button("Connect " + button.provider().label(), button))
            .toList());
  }

  @Override
  public Set<String> formTargets() {
    return linking.formTargets();
  }

  private LinkRow row(Page.LinkView link) {
    Optional<Page.ProviderView> provider = link.provider();
    String connected = link.linkedAt().map(ProviderButtons::connectedOn).orElse("");
    return new LinkRow(
        provider.map(Page.ProviderView::label).orElse(link.authority()),
        provider.map(buttons::icon).orElse(""),
        link.label().orElse(""),
        link.worksForSignIn() ? connected : "cannot be used to sign in at present",
        new Button("Disconnect", "", link.disconnect().action(), fields(link.disconnect())));
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
