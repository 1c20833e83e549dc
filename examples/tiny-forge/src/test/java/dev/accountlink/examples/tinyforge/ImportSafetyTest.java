package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeRepository;
import dev.accountlink.testkit.fake.People;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody imports, sees or stops what is another's. */
class ImportSafetyTest extends ImportScene {
  private final TestBrowser dave = TestBrowser.fresh();

  @Test
  @DisplayName("D18 IDOR: another's imports are neither seen nor cancelled nor tried again")
  void importsOfTwoUsersAreApart() throws IOException {
    permitted(carol, "carol", "github", "Ada Lovelace");
    GateGit gate = gated("github");
    choose(carol, "github", "ada/big", "HTTPS");
    gate.awaitMiddle();
    String job = carol.open(address("/import")).document().select("input[name=job]").first().val();
    permitted(dave, "dave", "github", "Bob Stone");
    assertThat(dave.open(address("/import")).text()).doesNotContain("ada/big");

    String csrf = dave.open(address("/new")).formOf("Create repository").fields().get("csrf");
    for (String change : List.of("cancel", "retry", "clear")) {
      dave.post(address("/import"), Map.of("csrf", csrf, "change", change, "job", job));
    }
    gate.goOn();
    until(carol, "Imported,");

    dave.post(
        address("/import"),
        Map.of("csrf", csrf, "change", "retry", "job", job, "name", "taken-over"));
    assertThat(dave.open(address("/import?said=too-late")).text())
        .contains("was over, or has begun");
    assertThat(carol.open(address("/import")).text()).contains("carol/big");
    assertThat(dave.open(address("/u/dave")).text()).doesNotContain("taken-over");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTPS", "SSH"})
  @DisplayName("P3 confused deputy: what the user's own grant does not show is not fetched")
  void anotherUsersPrivateRepositoryIsNotImportedByItsName(String way) {
    fake("github").repositories().put(FakeRepository.of(77, "ada", "secret", People.ada()));
    git("github").put(77, "main", List.of("README"));
    permitted(dave, "dave", "github", "Ada Lovelace");
    choose(dave, "github", "ada/secret", way);
    until(dave, "Imported,");
    fake("github").clearRequests();

    BrowserPage list = permitted(carol, "carol", "github", "Bob Stone");
    assertThat(list.text()).doesNotContain("ada/secret");
    BrowserForm form = list.formOf("Import what is selected");
    form.with("repository", value("77", "ada/secret")).with("way", way).submit();
    until(carol, "Demo GitHub does not show you this repository any more");

    assertThat(fake("github").repositories().deployKeysOf(77)).isEmpty();
    assertThat(fake("github").count(Endpoint.DEPLOY_KEYS)).isZero();
    assertThat(fake("github").count(Endpoint.GIT)).isZero();
  }

  @Test
  void aKeyIsRegisteredOnlyByWhoeverAdministersTheRepository() {
    BrowserPage list = permitted(carol, "carol", "github", "Bob Stone");

    choose(list, "ada/engine", "SSH");
    BrowserPage page = until(carol, "or you may not do it at Demo GitHub");

    assertThat(fake("github").repositories().deployKeysOf(1)).isEmpty();
    assertThat(page.text()).contains("ask whoever administers the repository");
    page.submit("Try HTTPS instead");
    until(carol, "Imported,");
  }

  @Test
  @DisplayName("A02 forged requests: none of the forms of imports is taken without its token")
  void everyFormNeedsItsToken() {
    BrowserPage list = permitted(carol, "carol", "github", "Ada Lovelace");
    String value = list.document().select("input[name=repository]").first().val();

    assertThat(
            carol
                .post(address("/import/github"), Map.of("repository", value, "way", "HTTPS"))
                .status())
        .isEqualTo(403);
    for (String change : List.of("cancel", "retry", "clear")) {
      assertThat(carol.post(address("/import"), Map.of("change", change, "job", "any")).status())
          .isEqualTo(403);
    }
    assertThat(carol.open(address("/import")).document().select("#yours")).isEmpty();
  }

  @Test
  void whoIsNotSignedInIsLedToSignInAndStrangeFormsAreRefused() {
    assertThat(dave.open(address("/import")).uri().getPath()).isEqualTo("/sign-in");
    assertThat(dave.open(address("/import/github")).uri().getPath()).isEqualTo("/sign-in");

    BrowserForm form =
        permitted(carol, "carol", "github", "Ada Lovelace").formOf("Import what is selected");
    assertThat(form.with("repository", "no such value").submit().status()).isEqualTo(400);
    assertThat(form.with("repository", value("", "x")).submit().status()).isEqualTo(400);
    assertThat(form.with("repository", value("1", "a/b")).with("way", "ext").submit().status())
        .isEqualTo(400);
  }

  @Test
  @DisplayName("G03 secrets at rest: neither tokens nor private keys are left by an import")
  void nothingSecretIsWrittenDown() throws IOException {
    BrowserPage list = permitted(carol, "carol", "gitlab", "Ada Lovelace");
    choose(list, "ada/engine", "HTTPS");
    until(carol, "carol/engine");
    choose(carol, "gitlab", "ada/notes", "SSH");
    until(carol, "carol/notes");
    List<String> secrets = fake("gitlab").issuedSecrets();
    forge.close();

    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text).as(file.toString()).doesNotContain("PRIVATE KEY");
        if (!file.getFileName().toString().equals("demo-ports.properties")) {
          assertThat(secrets).as(file.toString()).noneMatch(text::contains);
        }
      }
    }
    start();
  }

  private static String value(String id, String fullName) {
    return encoded(id) + "." + encoded(fullName);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
