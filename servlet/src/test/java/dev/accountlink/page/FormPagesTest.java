package dev.accountlink.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.UserProblem;
import dev.accountlink.spi.HostPages;
import dev.accountlink.web.Page;
import dev.accountlink.web.StepPage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The pages with fields to fill in, and what they say of what was filled in. */
class FormPagesTest {
  private static final PageContext CONTEXT =
      new PageContext(Locale.ENGLISH, HostPages.DEFAULT, "/assets/");

  private final PageRenderer renderer = new PageRenderer(new PageAssets());

  @Test
  void aFieldIsNamedForItsLabelAndForPasswordManagers() {
    Document details = html(SamplePages.details(Set.of()));
    Document password = html(SamplePages.reauthenticate(Optional.empty()));

    assertThat(details.select("label[for=username]").text()).isEqualTo("User name");
    assertThat(field(details, "username").attr("autocomplete")).isEqualTo("username");
    assertThat(field(details, "email").attr("autocomplete")).isEqualTo("email");
    assertThat(field(password, "password").attr("autocomplete")).isEqualTo("current-password");
    assertThat(details.select("[autofocus]")).as("there is something to read first").isEmpty();
  }

  @Test
  void aPasswordManagerLearnsWhosePasswordItIsAndNothingOfThatIsSent() {
    Element user =
        html(SamplePages.reauthenticate(Optional.empty()))
            .selectFirst("form input[autocomplete=username]");

    assertThat(user).isNotNull();
    assertThat(user.val()).isEqualTo("alice");
    assertThat(user.hasAttr("name")).isFalse();
    assertThat(user.hasAttr("hidden")).isTrue();
  }

  @Test
  void theFirstFieldWithAProblemHasTheCursorAndEachIsTiedToItsProblem() {
    Document both =
        html(SamplePages.details(Set.of(UserProblem.USERNAME_TAKEN, UserProblem.EMAIL_INVALID)));
    Document email = html(SamplePages.details(Set.of(UserProblem.EMAIL_INVALID)));

    assertThat(both.select("[autofocus]").eachAttr("name")).containsExactly("username");
    assertThat(problemOf(both, "username")).startsWith("Somebody has this user name already.");
    assertThat(problemOf(both, "email")).startsWith("This e-mail address cannot be used here.");
    assertThat(email.select("[autofocus]").eachAttr("name")).containsExactly("email");
    assertThat(field(email, "username").hasAttr("aria-invalid")).isFalse();
  }

  @Test
  void whatWasTypedStaysAndAPasswordNever() {
    Document details = html(SamplePages.details(Set.of(UserProblem.EMAIL_INVALID)));
    Document wrong = html(SamplePages.reauthenticate(Optional.of(Refusal.WRONG_PASSWORD)));

    assertThat(field(details, "username").val()).isEqualTo("octocat2");
    assertThat(field(details, "email").val()).isEqualTo("octocat@example.org");
    assertThat(field(wrong, "password").hasAttr("value")).isFalse();
  }

  @Test
  void aProblemWithWhatNoFieldAsksForIsToldAllTheSame() throws Exception {
    StepPage.Details page = SamplePages.detailsWithoutEmail();

    assertThat(html(page).select("[role=alert]").text())
        .startsWith("This e-mail address cannot be used here.");
    assertThat(codes(json(page).get("problems"))).containsExactly("EMAIL_INVALID");
  }

  @Test
  void aWrongPasswordIsToldAtItsFieldWithWhatToDo() {
    Document wrong = html(SamplePages.reauthenticate(Optional.of(Refusal.WRONG_PASSWORD)));
    Document tooMany = html(SamplePages.reauthenticate(Optional.of(Refusal.TOO_MANY_TRIES)));

    assertThat(problemOf(wrong, "password"))
        .contains("That was not your password", "Type it once more");
    assertThat(field(wrong, "password").attr("aria-invalid")).isEqualTo("true");
    assertThat(field(wrong, "password").hasAttr("autofocus")).isTrue();
    assertThat(problemOf(tooMany, "password")).contains("Wait a few minutes");
    assertThat(field(tooMany, "password").hasAttr("aria-invalid")).isFalse();
  }

  @Test
  void jsonHasTheFieldsTheirNamesAndTheCodesOfTheirProblems() throws Exception {
    Map<String, Object> details = json(SamplePages.details(Set.of(UserProblem.values())));
    Map<String, Object> wrong =
        json(SamplePages.reauthenticate(Optional.of(Refusal.TOO_MANY_TRIES)));

    Map<?, ?> username = (Map<?, ?>) details.get("username");
    assertThat(username.get("name")).isEqualTo("username");
    assertThat(codes(username.get("problems")))
        .containsExactly("USERNAME_TAKEN", "USERNAME_INVALID", "USERNAME_RESERVED");
    assertThat(codes(details.get("problems"))).isEmpty();
    assertThat(wrong).containsEntry("code", "TooManyTries");
    assertThat(wrong.get("problemNext")).asString().startsWith("Wait a few minutes");
  }

  @Test
  void whatIsToBeDisconnectedStandsThereWithItsProvider() throws Exception {
    Document page = html(SamplePages.disconnect());

    assertThat(page.select("h1").text()).isEqualTo("Disconnect octocat?");
    assertThat(page.select("dl").text()).isEqualTo("Your account at GitHub octocat");
    assertThat(page.text()).contains("your account octocat at GitHub cannot be used to sign in");
    assertThat(json(SamplePages.disconnect())).containsKeys("provider", "identity");
  }

  @Test
  void everyStepCanBeLeft() {
    List<Page> steps =
        List.of(
            SamplePages.confirm(),
            SamplePages.details(Set.of()),
            SamplePages.signInFirst(),
            SamplePages.disconnect(),
            SamplePages.reauthenticate(Optional.empty()),
            new StepPage.Reauthenticate(
                "alice",
                Optional.empty(),
                List.of(),
                Optional.of(SamplePages.form("/-/sso/steps", "token")),
                Optional.empty(),
                "/settings"));

    assertThat(steps)
        .allSatisfy(page -> assertThat(html(page).select("a:contains(Cancel)")).hasSize(1));
  }

  private Document html(Page page) {
    return Jsoup.parse(renderer.html(page, CONTEXT).text());
  }

  private Map<String, Object> json(Page page) throws Exception {
    return JSONObjectUtils.parse(renderer.json(page, CONTEXT).text());
  }

  private static Element field(Document page, String name) {
    return page.select("input[name=" + name + "]").first();
  }

  private static String problemOf(Document page, String field) {
    return page.getElementById(field(page, field).attr("aria-describedby")).text();
  }

  private static List<Object> codes(Object problems) {
    return ((List<?>) problems)
        .stream().<Object>map(each -> ((Map<?, ?>) each).get("code")).toList();
  }
}
