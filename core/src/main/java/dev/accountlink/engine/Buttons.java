package dev.accountlink.engine;

import dev.accountlink.flow.Intent;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.Provider;
import dev.accountlink.web.Page;
import java.util.List;
import java.util.Optional;

/** The buttons that begin a flow: what they post, and the purpose their token is good for. */
final class Buttons {
  /** The hidden field with the return path. */
  static final String RETURN_TO = "return-to";

  private final Parts parts;
  private final Origin origin;

  Buttons(Parts parts, Origin origin) {
    this.parts = parts;
    this.origin = origin;
  }

  /** One for each provider that people may sign in through. */
  List<Page.Button> all(Intent.Name intent, Visit visit, Optional<CurrentUser> user, ReturnTo to) {
    return parts.providers().all().stream()
        .filter(provider -> provider.rules().signIn())
        .map(provider -> one(intent, provider, visit, user, to))
        .toList();
  }

  Page.Button one(
      Intent.Name intent,
      Provider provider,
      Visit visit,
      Optional<CurrentUser> user,
      ReturnTo returnTo) {
    String token = origin.token(visit, user, purpose(intent, provider));
    return new Page.Button(
        view(provider),
        new Page.Form(
            parts.settings().path("/" + provider.id().value() + "/" + verb(intent)),
            List.of(
                new Page.Field(Origin.FIELD, token), new Page.Field(RETURN_TO, returnTo.path()))));
  }

  static Page.ProviderView view(Provider provider) {
    return new Page.ProviderView(provider.id().value(), provider.label(), provider.icon());
  }

  static String purpose(Intent.Name intent, Provider provider) {
    return verb(intent) + ":" + provider.id().value();
  }

  static String verb(Intent.Name intent) {
    return switch (intent) {
      case SIGN_IN -> "sign-in";
      case SIGN_UP -> "sign-up";
      case CONNECT -> "connect";
      case REAUTHENTICATE -> "reauthenticate";
      case REHEARSE -> "rehearse";
      case AUTHORIZE -> "authorize";
    };
  }
}
