package dev.accountlink.testkit.fake;

import static dev.accountlink.testkit.fake.PlainClient.CALLBACK;
import static dev.accountlink.testkit.fake.PlainClient.arrive;
import static dev.accountlink.testkit.fake.PlainClient.authorizeAddress;
import static dev.accountlink.testkit.fake.PlainClient.callback;
import static dev.accountlink.testkit.fake.PlainClient.get;
import static dev.accountlink.testkit.fake.PlainClient.json;
import static dev.accountlink.testkit.fake.PlainClient.redeem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeGitHubTest {
  private final FakeGitHub github = FakeGitHub.start();
  private final String authorize = github.baseUrl() + "/login/oauth/authorize";
  private final String token = github.baseUrl() + "/login/oauth/access_token";
  private final String user = github.baseUrl() + "/api/v3/user";

  @BeforeEach
  void register() {
    github.register("forge", "quiet", CALLBACK);
    github.approveAs(People.ada());
  }

  @AfterEach
  void close() {
    github.close();
  }

  @Test
  void aStraightRunGivesTheUserAndTheAddresses() {
    Map<String, String> answer = arrive(authorizeAddress(authorize, "read:user user:email"));
    assertThat(answer)
        .containsEntry("state", "s-1")
        .containsEntry("iss", github.baseUrl() + "/login/oauth");

    Map<String, Object> tokens = json(redeem(token, answer.get("code")));
    assertThat(tokens)
        .containsEntry("token_type", "bearer")
        .containsEntry("scope", "read:user,user:email");

    String accessToken = (String) tokens.get("access_token");
    HttpResponse<String> found = get(user, accessToken);
    assertThat(json(found)).containsEntry("id", 100001L).containsEntry("login", "ada");
    assertThat(found.headers().firstValue("X-OAuth-Scopes")).hasValue("read:user, user:email");
    assertThat(get(user + "/emails", accessToken).body())
        .contains("\"email\":\"ada@example.org\",\"primary\":true,\"verified\":true");
    assertThat(github.tokenCalls()).isEqualTo(1);
    assertThat(github.userCalls()).isEqualTo(1);
    assertThat(github.emailCalls()).isEqualTo(1);
  }

  @Test
  void aCodeIsGoodOnceAndTheSecondTryTakesTheTokenBack() {
    String code = arrive(authorizeAddress(authorize, "")).get("code");
    String accessToken = (String) json(redeem(token, code)).get("access_token");

    HttpResponse<String> again = redeem(token, code);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again)).containsEntry("error", "bad_verification_code");
    assertThat(get(user, accessToken).statusCode()).isEqualTo(401);
  }

  @Test
  void aCodeIsRefusedWithTheWrongVerifierOrNone() {
    String first = arrive(authorizeAddress(authorize, "")).get("code");
    String second = arrive(authorizeAddress(authorize, "")).get("code");

    assertThat(json(redeem(token, first, "code_verifier", "w".repeat(43))))
        .containsEntry("error", "bad_verification_code");
    assertThat(json(redeem(token, second, "code_verifier", "")))
        .containsEntry("error", "bad_verification_code");
  }

  @Test
  void aCodeDiesAfterTenMinutes() {
    String code = arrive(authorizeAddress(authorize, "")).get("code");
    github.useClock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(601)));

    assertThat(json(redeem(token, code))).containsEntry("error", "bad_verification_code");
  }

  @Test
  void errorsOfTheTokenEndpointComeWithStatus200() {
    String code = arrive(authorizeAddress(authorize, "")).get("code");

    HttpResponse<String> wrongSecret = redeem(token, code, "client_secret", "loud");
    HttpResponse<String> wrongCallback = redeem(token, code, "redirect_uri", CALLBACK + "/x");

    assertThat(wrongSecret.statusCode()).isEqualTo(200);
    assertThat(json(wrongSecret)).containsEntry("error", "incorrect_client_credentials");
    assertThat(json(wrongCallback)).containsEntry("error", "redirect_uri_mismatch");
  }

  @Test
  void callbacksMatchByPrefixAndOthersGoToTheRegisteredOne() {
    BrowserPage below =
        TestBrowser.fresh()
            .get(authorizeAddress(authorize, "", "redirect_uri", CALLBACK + "/deep"));
    BrowserPage beside =
        TestBrowser.fresh().get(authorizeAddress(authorize, "", "redirect_uri", CALLBACK + "x"));
    BrowserPage elsewhere =
        TestBrowser.fresh()
            .get(authorizeAddress(authorize, "", "redirect_uri", "http://evil.example/cb"));

    assertThat(below.location().getPath()).endsWith("/callback/deep");
    assertThat(beside.location().toString()).startsWith(CALLBACK + "?error=redirect_uri_mismatch");
    assertThat(elsewhere.location().toString())
        .startsWith(CALLBACK + "?error=redirect_uri_mismatch");
  }

  @Test
  void includedScopesAreLeftOutAndAddressesNeedTheirScope() {
    Map<String, String> wide = arrive(authorizeAddress(authorize, "user,gist,user:email"));
    assertThat(json(redeem(token, wide.get("code")))).containsEntry("scope", "user,gist");

    github.approveAs(People.bob());
    Map<String, String> narrow = arrive(authorizeAddress(authorize, "read:user"));
    String accessToken = (String) json(redeem(token, narrow.get("code"))).get("access_token");
    assertThat(get(user + "/emails", accessToken).statusCode()).isEqualTo(404);
  }

  @Test
  void withoutAScopeParameterEverythingEverGrantedComesBack() {
    arrive(authorizeAddress(authorize, "repo"));

    Map<String, String> answer = arrive(authorizeAddress(authorize, ""));

    assertThat(json(redeem(token, answer.get("code")))).containsEntry("scope", "repo");
  }

  @Test
  void manyAddressesComeInPages() {
    github.approveAs(
        People.ada()
            .withEmails(
                IntStream.range(0, 35)
                    .mapToObj(i -> PersonEmail.further("a" + i + "@example.org"))
                    .toArray(PersonEmail[]::new)));
    String code = arrive(authorizeAddress(authorize, "user:email")).get("code");
    String accessToken = (String) json(redeem(token, code)).get("access_token");

    HttpResponse<String> first = get(user + "/emails", accessToken);
    String next =
        first.headers().firstValue("Link").orElseThrow().replaceFirst("^<([^>]*)>.*", "$1");

    assertThat(first.body()).contains("a29@").doesNotContain("a30@");
    assertThat(get(next, accessToken).body()).contains("a34@").doesNotContain("a29@");
  }

  @Test
  void aRenamedPersonKeepsTheNumberAndTheLoginCanGoToAnother() {
    String code = arrive(authorizeAddress(authorize, "")).get("code");
    String accessToken = (String) json(redeem(token, code)).get("access_token");

    github.put(People.ada().withLogin("countess"));
    assertThat(json(get(user, accessToken)))
        .containsEntry("login", "countess")
        .containsEntry("id", 100001L);

    Person stranger = People.recycledLogin(People.ada());
    github.approveAs(stranger);
    String other = arrive(authorizeAddress(authorize, "")).get("code");
    String othersToken = (String) json(redeem(token, other)).get("access_token");
    assertThat(json(get(user, othersToken)))
        .containsEntry("login", "ada")
        .containsEntry("id", 9100001L);
  }

  @Test
  void theIssParameterCanBeAbsentOrWrong() {
    github.sendIss(IssParameter.ABSENT);
    assertThat(arrive(authorizeAddress(authorize, ""))).doesNotContainKey("iss");

    github.sendIss(IssParameter.WRONG);
    assertThat(arrive(authorizeAddress(authorize, "")).get("iss")).isNotEqualTo(github.issuer());
  }

  @Test
  void suspendedAppsAndPeopleAreShutOut() {
    String code = arrive(authorizeAddress(authorize, "")).get("code");
    String accessToken = (String) json(redeem(token, code)).get("access_token");
    github.put(People.ada().asSuspended());
    github.suspendClient("forge");

    assertThat(get(user, accessToken).statusCode()).isEqualTo(401);
    assertThat(arrive(authorizeAddress(authorize, "")))
        .containsEntry("error", "application_suspended");
  }

  @Test
  void aPersonClicksOnceAndComesBackSilently() {
    github.askAtPage();
    TestBrowser browser = TestBrowser.fresh();

    BrowserPage page = browser.get(authorizeAddress(authorize, "read:user"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("Tiny Forge would like to:", "Read your profile");

    BrowserPage back = page.formOf("Continue as Bob Stone (bob)").submit();
    assertThat(callback(back.location())).containsKey("code").containsEntry("state", "s-1");
    assertThat(browser.get(authorizeAddress(authorize, "read:user")).isRedirect()).isTrue();
    assertThat(browser.get(authorizeAddress(authorize, "repo")).status()).isEqualTo(200);
    assertThat(
            browser
                .get(authorizeAddress(authorize, "read:user", "prompt", "select_account"))
                .status())
        .isEqualTo(200);
    assertThat(TestBrowser.fresh().get(authorizeAddress(authorize, "read:user")).status())
        .isEqualTo(200);
  }

  @Test
  void cancelIsAccessDenied() {
    github.askAtPage();
    BrowserPage page = TestBrowser.fresh().get(authorizeAddress(authorize, ""));

    assertThat(callback(page.formOf("Cancel").submit().location()))
        .containsEntry("error", "access_denied")
        .containsEntry("state", "s-1");
    github.cancel();
    assertThat(arrive(authorizeAddress(authorize, ""))).containsEntry("error", "access_denied");
  }

  @Test
  void aScriptCanNameAnybodyAndGrantLess() {
    github.decideWith(
        request -> Choice.approve(People.numbered(7), request.scopes().iterator().next()));

    String code = arrive(authorizeAddress(authorize, "read:user user:email")).get("code");
    Map<String, Object> tokens = json(redeem(token, code));

    assertThat(tokens).containsEntry("scope", "read:user");
    assertThat(json(get(user, (String) tokens.get("access_token"))))
        .containsEntry("login", "person7");
  }

  @Test
  void theApiRefusesRequestsWithoutUserAgent() throws Exception {
    URI address = URI.create(user);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request =
          "GET " + address.getPath() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 403 ").contains("User-Agent");
    }
  }

  @Test
  void aPersonSignsOutOnTheProvidersOwnPage() {
    github.askAtPage();
    TestBrowser browser = TestBrowser.fresh();
    browser.get(authorizeAddress(authorize, "")).formOf("Continue as Ada").submit();
    assertThat(browser.open(github.baseUrl() + "/").text()).contains("signed in here as Ada");

    assertThat(browser.open(github.baseUrl() + "/").submit("Sign out").text())
        .contains("Nobody is signed in here");
    assertThat(browser.get(authorizeAddress(authorize, "")).status()).isEqualTo(200);
  }

  @Test
  void namesCannotBreakThePage() {
    github.askAtPage();
    github.put(People.hostileText());

    BrowserPage page = TestBrowser.fresh().get(authorizeAddress(authorize, ""));

    assertThat(page.document().select("script, b")).isEmpty();
    assertThat(page.text()).contains("Continue as <script>alert('eve')</script>");
    assertThat(page.header("Content-Security-Policy"))
        .hasValue("default-src 'none'; style-src 'self'");
    assertThat(callback(page.formOf("Continue as <script>").submit().location()))
        .containsKey("code");
  }

  @Test
  void aPageIsGoodForOneClick() {
    github.askAtPage();
    BrowserPage page = TestBrowser.fresh().get(authorizeAddress(authorize, ""));
    page.formOf("Continue as Ada").submit();

    assertThat(page.formOf("Continue as Ada").submit().status()).isEqualTo(400);
  }

  @Test
  void clientsAuthenticateInOneWayAtATime() {
    github.register(
        FakeClient.of("a b:c", "s%e+c:r\u00fct", CALLBACK)
            .withAuthMethods(ClientAuthMethod.CLIENT_SECRET_BASIC));
    github.approveAs(People.ada());
    String code = arrive(authorizeAddress(authorize, "", "client_id", "a b:c")).get("code");

    assertThat(json(redeem(token, code, "client_id", "a b:c", "client_secret", "s%e+c:r\u00fct")))
        .containsEntry("error", "incorrect_client_credentials");
    String credentials = FormCodec.encode("a b:c") + ":" + FormCodec.encode("s%e+c:r\u00fct");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(token))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "code=" + code + "&code_verifier=" + PlainClient.VERIFIER));
    assertThat(json(PlainClient.send(request))).containsKey("access_token");
  }

  @Test
  void everyCodeTokenAndSecretIsRememberedForTheHuntInLogs() {
    String code = arrive(authorizeAddress(authorize, "")).get("code");
    Object accessToken = json(redeem(token, code)).get("access_token");

    assertThat(github.issuedSecrets()).contains("quiet", code, (String) accessToken);
  }
}
