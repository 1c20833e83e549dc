package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.RecordedRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stolen codes, and what is sent so that they are worth nothing. */
class CodeInjectionTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser victim = TestBrowser.fresh();
  private final TestBrowser attacker = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest(name = "B07 code injection: a victim''s code in an attacker''s flow at {0}")
  @CsvSource({"Work, true", "Work, false", "GitHub, false"})
  void aStolenCodeIsWorthNothingInAnotherFlow(String label, boolean enforced) {
    scene.openId.requirePkce(enforced);
    String stolen = parameter(scene.callback(victim, label), "code");
    scene.approveAs(People.mallory());
    String own = scene.callback(attacker, label);
    BrowserPage page = attacker.open(own.replaceFirst("code=[^&]*", "code=" + stolen));
    assertThat(page.status()).isEqualTo(502);
    assertThat(page.text()).contains("INVALID_GRANT");
    assertThat(scene.tokenCalls()).isEqualTo(1);
    assertThat(host.who(attacker)).isEmpty();
    assertThat(host.users().count()).isZero();
  }

  @ParameterizedTest(name = "B08 PKCE downgrade or constant verifier: over 100 begins at {0}")
  @ValueSource(strings = {"Work", "GitHub"})
  void everyBeginCarriesS256AndNoTwoAreAlike(String label) {
    List<URI> begun =
        IntStream.range(0, 100).mapToObj(i -> scene.begin(victim, label).location()).toList();
    assertThat(begun)
        .allSatisfy(
            address -> {
              assertThat(parameter(address.toString(), "code_challenge_method")).isEqualTo("S256");
              assertThat(parameter(address.toString(), "code_challenge"))
                  .matches("[A-Za-z0-9_-]{43}");
            });
    assertThat(distinct(begun, "code_challenge")).hasSize(100);
    assertThat(distinct(begun, "state")).hasSize(100);
    assertThat(distinct(begun, "nonce")).hasSize(label.equals("Work") ? 100 : 1);
  }

  @ParameterizedTest(name = "B08 PKCE downgrade or constant verifier: the verifier fits at {0}")
  @ValueSource(strings = {"Work", "GitHub"})
  void theVerifierIsThatOfTheChallengeAndNeverSeenInTheAddress(String label) throws Exception {
    BrowserPage begun = scene.begin(victim, label);
    begun.followAll();
    String verifier = token(label).formParam("code_verifier").orElseThrow();
    assertThat(verifier).matches("[A-Za-z0-9._~-]{43,128}");
    assertThat(parameter(begun.location().toString(), "code_challenge")).isEqualTo(s256(verifier));
    assertThat(begun.location().toString()).doesNotContain(verifier);
  }

  @ParameterizedTest(
      name = "B15 redirect_uri mismatch at token call: {0} sees the same bytes twice")
  @ValueSource(strings = {"Work", "GitHub"})
  void theCallbackAddressIsTheSameToTheByte(String label) {
    URI begun = scene.begin(victim, label).location();
    victim.open(begun.toString());
    RecordedRequest token = token(label);
    String registered = host.callback(label.equals("Work") ? "work" : "github");
    assertThat(token.formParam("redirect_uri")).contains(registered);
    String sent = rawParameter(begun.getRawQuery(), "redirect_uri");
    assertThat(rawParameter(token.body(), "redirect_uri")).isEqualTo(sent);
  }

  @ParameterizedTest(name = "B17 request parameter injection: {0} goes nowhere")
  @ValueSource(
      strings = {
        "scope",
        "prompt",
        "login_hint",
        "redirect_uri",
        "client_id",
        "response_type",
        "response_mode",
        "code_challenge_method",
        "nonce",
        "state",
        "claims",
        "request",
        "acr_values"
      })
  void whatABrowserAddsToABeginIsNotPassedOn(String name) {
    BrowserPage plain = scene.begin(victim, "Work");
    BrowserPage page = victim.get(host.sso("/sign-in?" + name + "=injected"));
    BrowserPage begun = page.formOf("Work").with(name, "injected").submit();
    BrowserPage byQuery =
        page.post(
            page.formOf("Work").action() + "?" + name + "=injected", page.formOf("Work").fields());
    for (BrowserPage one : List.of(begun, byQuery)) {
      assertThat(one.location().toString()).startsWith(scene.openId.issuer());
      assertThat(one.location().toString()).doesNotContain("injected");
      assertThat(names(one.location())).isEqualTo(names(plain.location()));
    }
  }

  @Test
  @DisplayName("B18 login_hint, prompt: a connect at GitHub lets the user choose the account")
  void connectingShowsTheAccountPicker() {
    host.signIn(victim, host.users().register("lady", "lady@example.com"));
    URI begun = scene.beginConnect(victim, "GitHub").location();
    assertThat(parameter(begun.toString(), "prompt")).isEqualTo("select_account");
  }

  private RecordedRequest token(String label) {
    return (label.equals("Work") ? scene.openId : scene.github).requests(Endpoint.TOKEN).get(0);
  }

  private static Set<String> distinct(List<URI> addresses, String name) {
    Set<String> all = new TreeSet<>();
    addresses.forEach(address -> all.add(parameter(address.toString(), name)));
    return all;
  }

  private static Set<String> names(URI address) {
    Set<String> names = new TreeSet<>();
    for (String pair : address.getRawQuery().split("&")) {
      names.add(pair.replaceFirst("=.*", ""));
    }
    return names;
  }

  private static String parameter(String address, String name) {
    return rawParameter(address.replaceFirst("^[^?]*\\??", ""), name);
  }

  private static String rawParameter(String query, String name) {
    for (String pair : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return "";
  }

  private static String s256(String verifier) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}
