package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Confirmations after a conflict that are repeated, altered, moved or overtaken by a new rule. */
class ConflictEdgesTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D22 a confirmation after a conflict is of no use twice, altered or elsewhere")
  void aConfirmationIsOfNoUseTwiceAlteredOrElsewhere() {
    HostUser ada = conflict();
    String step = step(scene.begin(browser, "Work").followAll());
    host.signIn(browser, ada);
    BrowserPage confirm = browser.get(step);
    TestBrowser attacker = TestBrowser.fresh();
    HostUser mallory = host.users().register("mallory", "m@example.org");
    host.signIn(attacker, mallory);
    host.linksPage(attacker);
    Map<String, String> fields = confirm.formOf("Confirm").fields();
    assertThat(attacker.post(host.sso("/steps"), fields).followAll().text())
        .contains("OtherBrowser");
    String text = fields.get("step");
    for (int i = 0; i < text.length(); i += 7) {
      char swapped = text.charAt(i) == 'A' ? 'B' : 'A';
      Map<String, String> altered = new LinkedHashMap<>(fields);
      altered.put("step", text.substring(0, i) + swapped + text.substring(i + 1));
      browser.post(host.sso("/steps"), altered);
    }
    assertThat(host.links().find(scene.identity(People.ada()))).isEmpty();
    confirm.submit("Confirm").followAll();
    assertThat(host.links().findAll(ada.id())).hasSize(1);
    host.links().remove(ada.id(), scene.identity(People.ada()), rest -> true);
    confirm.submit("Confirm").followAll();
    assertThat(host.links().findAll(ada.id())).as("a second time").isEmpty();
  }

  @Test
  @DisplayName("D22 a conflict's confirmation shown to one user is not another's who signs in then")
  void aConfirmationShownToOneUserIsNotAnothers() {
    HostUser ada = conflict();
    HostUser victim = host.users().register("victim", "victim@example.org");
    String step = step(scene.begin(browser, "Work").followAll());
    host.signIn(browser, ada);
    BrowserPage confirm = browser.get(step);
    host.signIn(browser, victim);

    confirm.submit("Confirm").followAll();

    assertThat(host.links().findAll(victim.id())).isEmpty();
    assertThat(host.links().findAll(ada.id())).isEmpty();
  }

  @Test
  @DisplayName("D25 a gate that closes while a step waits is not passed")
  void aGateThatClosesWhileAStepWaits() {
    HostUser ada = conflict();
    String step = step(scene.begin(browser, "Work").followAll());
    host.signIn(browser, ada);
    BrowserPage confirm = browser.get(step);
    rules(
        rules ->
            rules
                .withConflict(Conflict.SIGN_IN_THEN_CONNECT)
                .withGates(List.of(new Gate.ClaimEquals("preferred_username", "somebody"))));
    assertThat(confirm.submit("Confirm").followAll().text()).contains("StartAgain");
    assertThat(host.links().findAll(ada.id())).isEmpty();
  }

  private HostUser conflict() {
    rules(rules -> rules.withConflict(Conflict.SIGN_IN_THEN_CONNECT));
    return host.users().register("ada", "else@example.org");
  }

  private static String step(BrowserPage offered) {
    BrowserPage away = offered.formOf("Sign in here").submit();
    String path = away.location().toString().replaceFirst(".*continue=", "");
    return offered.uri().resolve(path).toString();
  }

  private void rules(UnaryOperator<ProviderRules> change) {
    host.with(scene.work().withRules(change.apply(scene.work().rules())));
  }
}
