package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Forms on pages of the library, posted by Chromium with the headers and policies of Chromium. */
class OwnFormsTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private static final String SIGN_IN_PAGE = "/-/sso/sign-in";
  private static final String LINKS_PAGE = "/-/sso/links";

  private final List<Request> posts = new ArrayList<>();
  private HostWithProviders place;
  private Tab tab;

  @BeforeEach
  void start() throws Exception {
    place = HostWithProviders.start();
    tab = chromium.person().open(place.address("/"));
    tab.page()
        .onRequest(
            request -> {
              if (request.method().equals("POST") && request.url().contains("/-/sso/")) {
                posts.add(request);
              }
            });
  }

  @AfterEach
  void close() {
    place.close();
  }

  private Tab at(String path) {
    return tab.go(place.address(path));
  }

  private void assertAtProvider(Tab shown) {
    assertThat(shown.address().toString()).startsWith(place.work().issuer());
  }

  private void assertPostedFromOurOrigin(int count) {
    assertThat(posts).hasSize(count);
    assertThat(posts)
        .allSatisfy(
            post -> {
              assertThat(post.headerValue("origin")).isEqualTo(place.host().baseUrl());
              assertThat(post.headerValue("sec-fetch-site")).isEqualTo("same-origin");
            });
  }

  @Test
  @DisplayName("B1 every form of ours posted by Chromium is accepted: sign in, and try again")
  void theFormsForSigningInAreAccepted() {
    assertAtProvider(at(SIGN_IN_PAGE).press("Sign in with Work"));
    tab.press("Cancel");
    assertThat(tab.heading()).isEqualTo("Cancelled");
    assertAtProvider(tab.press("Try again with Work"));
    tab.press("Continue as Ada Lovelace");
    assertThat(tab.heading()).isEqualTo("Signed in as ada");
    assertPostedFromOurOrigin(2);
  }

  @Test
  @DisplayName("B1 every form of ours posted by Chromium is accepted: connect, confirm, disconnect")
  void theFormsForConnectingAreAccepted() {
    at("/").press("Sign in as lady");
    assertAtProvider(at(LINKS_PAGE).press("Connect Work"));
    tab.press("Continue as Ada Lovelace").press("Connect");
    assertThat(tab.text()).contains("Connected on").doesNotContain("Last sign-in");
    tab.press("Disconnect");
    assertThat(tab.text()).contains("Nothing is connected yet");
    assertThat(place.host().linksOf(SmallHost.LOCAL_USER)).isEmpty();
    assertPostedFromOurOrigin(3);
  }

  @Test
  @DisplayName("B1 a host's own one-button form without a token is accepted from its own origin")
  void aBareFormOfTheHostIsAccepted() {
    at("/").page().evaluate(BARE_FORM, place.address("/-/sso/work/sign-in"));
    assertAtProvider(tab.press("bare"));
    assertPostedFromOurOrigin(1);
  }

  @Test
  @DisplayName("A02 forged begin: a form on another site is refused, with a good button")
  void aFormOnAnotherSiteIsRefused() {
    tab.go(place.school().baseUrl() + "/");
    tab.page().evaluate(BARE_FORM, place.address("/-/sso/work/sign-in"));
    tab.press("bare");
    assertThat(tab.status()).isEqualTo(403);
    assertThat(tab.heading()).isEqualTo("Please press the button once more");
    assertThat(place.work().authorizeCalls()).isZero();
    assertAtProvider(tab.press("Try again with Work"));
  }

  @Test
  @DisplayName("B2 begin from a page with our policy reaches a provider on another origin")
  void ourPolicyNamesTheProvider() {
    at(SIGN_IN_PAGE);
    assertThat(policy())
        .contains("form-action 'self' " + place.work().issuer() + " " + place.school().issuer());
    assertAtProvider(tab.press("Sign in with Work"));
  }

  @Test
  @DisplayName("B2 without the provider in the policy Chromium does not go there, so it is needed")
  void withoutTheProviderInThePolicyNobodyGetsThere() {
    tab.page().route(place.address(SIGN_IN_PAGE), OwnFormsTest::withoutProviders);
    at(SIGN_IN_PAGE).button("Sign in with Work").click();
    tab.page().waitForCondition(() -> !tab.complaints().isEmpty());
    assertThat(tab.complaints()).anyMatch(line -> line.contains("form-action"));
    assertThat(tab.path()).isEqualTo(SIGN_IN_PAGE);
    tab.forgetComplaints();
  }

  private String policy() {
    return tab.page()
        .waitForResponse(place.address(SIGN_IN_PAGE), tab::reload)
        .headerValue("content-security-policy");
  }

  private static void withoutProviders(Route route) {
    var answer = route.fetch();
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.computeIfPresent(
        "content-security-policy",
        (name, policy) -> policy.replaceAll("form-action 'self'[^;]*", "form-action 'self'"));
    route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(headers));
  }

  private static final String BARE_FORM =
      """
      action => {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = action;
        form.append(document.createElement('button'));
        form.lastChild.textContent = 'bare';
        document.body.append(form);
      }
      """;
}
