package dev.accountlink.testkit.fake;

import java.util.Optional;

/** The page of a fake provider where people make personal access tokens; nobody is asked who. */
final class TokenDesk {
  private final FakeForge forge;
  private final String[] scopes;

  private TokenDesk(FakeForge forge, String... scopes) {
    this.forge = forge;
    this.scopes = scopes;
  }

  /** Opens the page, on which every token has these scopes. */
  static void open(FakeForge forge, String path, String... scopes) {
    TokenDesk desk = new TokenDesk(forge, scopes);
    forge.server.route(Endpoint.OTHER, forge.path(path), desk::answer);
  }

  private Reply answer(RecordedRequest http) {
    Optional<Person> person =
        http.method().equals("POST")
            ? http.formParam("person").flatMap(forge::person)
            : Optional.empty();
    return person.isPresent()
        ? ConsentPage.made(forge, forge.personalTokens().make(person.get(), scopes))
        : ConsentPage.makeToken(forge);
  }
}
