package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A single-page host: its script asks for the library's pages as JSON and does the rest itself. */
class JsonTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private HostWithProviders place;
  private Tab tab;

  @BeforeEach
  void start() throws Exception {
    place = HostWithProviders.start();
    tab = chromium.person().open(place.address("/"));
  }

  @AfterEach
  void close() {
    place.close();
  }

  private static final String FETCH =
      """
      async ([path, fields]) => {
        const options = {headers: {Accept: 'application/json'}};
        if (fields) {
          options.method = 'POST';
          options.body = new URLSearchParams(fields);
        }
        const answer = await fetch(path, options);
        return {
          status: answer.status,
          type: answer.headers.get('content-type').split(';')[0],
          body: await answer.json()};
      }
      """;

  /** An answer in JSON. */
  private record Answer(int status, Map<?, ?> body) {
    Object text(String name) {
      return body.get(name);
    }

    List<Map<?, ?>> list(String name) {
      return ((List<?>) body.get(name)).stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList();
    }
  }

  private Answer get(String path) {
    return fetch(List.of(path));
  }

  private Answer post(Map<?, ?> form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Object field : (List<?>) form.get("fields")) {
      fields.put(
          (String) ((Map<?, ?>) field).get("name"), (String) ((Map<?, ?>) field).get("value"));
    }
    return fetch(List.of((String) form.get("action"), fields));
  }

  private Answer fetch(List<?> arguments) {
    Map<?, ?> found = (Map<?, ?>) tab.page().evaluate(FETCH, arguments);
    assertThat(found.get("type")).isEqualTo("application/json");
    return new Answer((Integer) found.get("status"), (Map<?, ?>) found.get("body"));
  }

  private static Map<?, ?> form(Map<?, ?> button) {
    return (Map<?, ?>) button.get("form");
  }

  @Test
  void theSignInPageTellsTheButtonsAndOneOfThemBeginsAFlowThatEndsSignedIn() {
    Answer page = get("/-/sso/sign-in?return-to=/inbox");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text("page")).isEqualTo("sign-in");
    assertThat(page.list("buttons"))
        .<Object>map(button -> ((Map<?, ?>) button.get("provider")).get("label"))
        .containsExactly("Work", "School");

    Answer begun = post(form(page.list("buttons").get(0)));
    assertThat(begun.status()).isEqualTo(200);
    assertThat(begun.body()).hasSize(1);
    String location = (String) begun.text("location");
    assertThat(location).startsWith(place.work().issuer() + "/authorize?");

    tab.go(location).press("Continue as Ada Lovelace");
    assertThat(tab.heading()).isEqualTo("Signed in as ada");
    assertThat(tab.path()).isEqualTo("/inbox");
  }

  @Test
  void linksTellWhatIsConnectedAndARefusalTellsItsCodeAndWhatToDo() {
    Answer nobody = get("/-/sso/links");
    assertThat(nobody.status()).isEqualTo(403);
    assertThat(nobody.text("code")).isEqualTo("SignInFirst");
    assertThat((String) nobody.text("next")).isNotEmpty();

    tab.go(place.address("/-/sso/sign-in")).press("Sign in with Work");
    tab.press("Continue as Ada Lovelace");
    Answer links = get("/-/sso/links");
    assertThat(links.list("links")).hasSize(1);
    Map<?, ?> link = links.list("links").get(0);
    assertThat(link.get("identity")).isEqualTo("ada");

    Answer kept = post(form((Map<?, ?>) link.get("disconnect")));
    assertThat(kept.status()).isEqualTo(422);
    assertThat(kept.text("page")).isEqualTo("refused");
    assertThat(kept.text("code")).isEqualTo("LastWayIn");
    assertThat(get("/-/sso/links").list("links")).hasSize(1);
    // Chromium reports every 4xx that a script is given
    tab.forgetComplaints();
  }
}
