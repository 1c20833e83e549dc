package dev.accountlink.testkit.fake;

import static dev.accountlink.testkit.fake.PlainClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fake GitLab answers as GitLab does. */
class FakeGitLabTest {
  private final FakeGitLab gitlab = FakeGitLab.start();

  @BeforeEach
  void register() {
    gitlab.register("forge", "quiet", PlainClient.CALLBACK);
    gitlab.approveAs(People.ada());
  }

  @AfterEach
  void close() {
    gitlab.close();
  }

  @Test
  void theAnswerToACodeHasGitLabsMembers() {
    Map<String, Object> answer = json(redeem("openid email"));

    assertThat(answer.keySet())
        .containsExactlyInAnyOrder(
            "access_token",
            "token_type",
            "expires_in",
            "refresh_token",
            "scope",
            "created_at",
            "id_token");
    assertThat(answer).containsEntry("token_type", "Bearer").containsEntry("expires_in", 7200L);
    assertThat(answer).containsEntry("scope", "openid email");
  }

  @Test
  void withoutScopesTheTokenMayDoEverything() {
    assertThat(json(redeem(""))).containsEntry("scope", "api").doesNotContainKey("id_token");
  }

  @Test
  void wrongSecretsAreRefusedInEitherWayAndBothWaysAtOnceToo() {
    assertThat(error(401, redeem("openid", "client_secret", "wrong"))).isEqualTo("invalid_client");
    assertThat(error(401, redeem("openid", "client_secret", ""))).isEqualTo("invalid_client");
    assertThat(error(400, redeemWithHeader("forge:quiet", "&client_secret=quiet")))
        .isEqualTo("invalid_request");
    assertThat(redeemWithHeader("forge:quiet", "").statusCode()).isEqualTo(200);
  }

  @Test
  void aCodeIsBoundToItsCallbackItsVerifierAndItsFirstUse() {
    assertThat(error(400, redeem("openid", "redirect_uri", "http://localhost:9/other")))
        .isEqualTo("invalid_grant");
    assertThat(error(400, redeem("openid", "code_verifier", "x".repeat(43))))
        .isEqualTo("invalid_grant");
    assertThat(error(400, redeem("openid", "code_verifier", ""))).isEqualTo("invalid_grant");
    assertThat(error(400, redeem("openid", "code", "unknown"))).isEqualTo("invalid_grant");
  }

  @Test
  void aPlainChallengeIsKnownAndAVerifierWithoutAChallengeIsRefused() {
    String plain =
        code("openid", "code_challenge_method", "plain", "code_challenge", PlainClient.VERIFIER);
    assertThat(PlainClient.redeem(token(), plain).statusCode()).isEqualTo(200);

    String none = code("openid", "code_challenge_method", "", "code_challenge", "");
    assertThat(error(400, PlainClient.redeem(token(), none))).isEqualTo("invalid_grant");
  }

  @Test
  void aRefusalComesBackAndOtherErrorsStay() {
    gitlab.cancel();
    assertThat(PlainClient.arrive(address("openid")))
        .containsEntry("error", "access_denied")
        .containsEntry("state", "s-1")
        .doesNotContainKey("iss");

    assertThat(page(address("openid", "redirect_uri", "http://localhost:9/other")))
        .contains("redirect URI");
    assertThat(page(address("openid", "client_id", "unknown"))).contains("unknown client");
    assertThat(page(address("openid", "scope", "user"))).contains("requested scope is invalid");
    assertThat(page(address("openid", "code_challenge_method", "S512"))).contains("challenge");
  }

  @Test
  void theIdTokenHasNoNamesAndUserInfoHasThem() {
    gitlab.approveAs(People.ada().withGroups(PersonGroup.of("7", "acme/core")));
    Map<String, Object> answer = json(redeem("openid profile email"));
    String[] parts = String.valueOf(answer.get("id_token")).split("\\.");

    assertThat(new String(Base64.getUrlDecoder().decode(parts[1])))
        .contains("sub_legacy", "auth_time", "email_verified", "groups_direct")
        .doesNotContain("nickname", "preferred_username", "Lovelace");
    assertThat(json(get("/oauth/userinfo", answer)))
        .containsEntry("sub", "100001")
        .containsEntry("nickname", "ada")
        .containsEntry("name", "Ada Lovelace")
        .containsEntry("email_verified", true)
        .containsEntry("groups", List.of("acme/core"));
  }

  @Test
  void withoutTheScopeEmailTheAddressIsThePublicOne() {
    assertThat(json(get("/oauth/userinfo", json(redeem("openid")))))
        .containsEntry("email", "ada@example.org");
    gitlab.approveAs(People.privateEmail());
    assertThat(json(get("/oauth/userinfo", json(redeem("openid"))))).doesNotContainKey("email");
  }

  @Test
  void theApiTellsTheUserToWhoeverHasTheScope() {
    gitlab.approveAs(People.unverifiedEmail());
    Map<String, Object> user = json(get("/api/v4/user", json(redeem("read_user"))));

    assertThat(user)
        .containsEntry("id", 100005L)
        .containsEntry("username", "unsure")
        .containsEntry("state", "active")
        .containsEntry("locked", false)
        .containsEntry("bot", false)
        .containsEntry("confirmed_at", null)
        .containsEntry("commit_email", "100005-unsure@users.noreply.127.0.0.1");

    HttpResponse<String> refused = get("/api/v4/user", json(redeem("openid")));
    assertThat(error(403, refused)).isEqualTo("insufficient_scope");
  }

  @Test
  void theListOfAddressesIsWithoutTheMainOne() {
    assertThat(get("/api/v4/user/emails", json(redeem("read_user"))).body())
        .contains("100001+ada@users.noreply.example.org", "confirmed_at")
        .doesNotContain("\"ada@example.org");
  }

  @Test
  void groupsComeInPagesAndWithoutALevelTheyAreEverybodys() {
    gitlab.put(People.bob().withGroups(PersonGroup.of("9", "bobs")));
    gitlab.approveAs(
        People.ada().withGroups(PersonGroup.of("8", "acme"), PersonGroup.of("7", "zoo")));
    Map<String, Object> answer = json(redeem("read_api"));

    HttpResponse<String> first =
        get("/api/v4/groups?min_access_level=10&order_by=id&per_page=1", answer);
    assertThat(first.body()).contains("\"id\":7").doesNotContain("\"id\":8");
    assertThat(first.headers().firstValue("X-Next-Page")).contains("2");
    assertThat(first.headers().firstValue("Link"))
        .hasValueSatisfying(link -> assertThat(link).contains("page=2>; rel=\"next\""));
    assertThat(get("/api/v4/groups", answer).body()).contains("\"id\":9");
    assertThat(get("/api/v4/groups", answer).headers().firstValue("X-Next-Page")).contains("");
  }

  @Test
  void tokensAreInspectedAndTakenBackByTheirOwnClientOnly() {
    gitlab.register("other", "loud", "http://localhost:9/cb");
    Map<String, Object> answer = json(redeem("openid"));
    String token = String.valueOf(answer.get("access_token"));

    assertThat(json(get("/oauth/token/info", answer)))
        .containsEntry("resource_owner_id", 100001L)
        .containsEntry("scope", List.of("openid"));
    assertThat(json(post("/oauth/introspect", "forge", "quiet", token)))
        .containsEntry("active", true);
    assertThat(post("/oauth/revoke", "other", "loud", token).statusCode()).isEqualTo(403);
    assertThat(post("/oauth/revoke", "forge", "quiet", "unknown").body()).isEqualTo("{}");
    assertThat(post("/oauth/revoke", "forge", "quiet", token).statusCode()).isEqualTo(200);
    assertThat(json(post("/oauth/introspect", "forge", "quiet", token)))
        .containsEntry("active", false);
    assertThat(error(401, get("/api/v4/user", answer))).isEqualTo("invalid_token");
    assertThat(PlainClient.get(gitlab.baseUrl() + "/api/v4/user").body())
        .contains("401 Unauthorized");
  }

  @Test
  void whoeverIsBlockedIsTurnedAwayByTheApi() {
    Map<String, Object> answer = json(redeem("api"));
    gitlab.put(People.ada().asSuspended());

    assertThat(get("/api/v4/user", answer).statusCode()).isEqualTo(403);
    assertThat(get("/api/v4/user", answer).body()).contains("blocked");
  }

  private String token() {
    return gitlab.baseUrl() + "/oauth/token";
  }

  private String address(String scope, String... more) {
    return PlainClient.authorizeAddress(gitlab.baseUrl() + "/oauth/authorize", scope, more);
  }

  private String code(String scope, String... more) {
    return PlainClient.arrive(address(scope, more)).get("code");
  }

  private HttpResponse<String> redeem(String scope, String... changes) {
    return PlainClient.redeem(token(), code(scope), changes);
  }

  private HttpResponse<String> redeemWithHeader(String pair, String more) {
    String basic = Base64.getEncoder().encodeToString(pair.getBytes());
    String form =
        "grant_type=authorization_code&redirect_uri=%s&code_verifier=%s&code=%s%s"
            .formatted(
                FormCodec.encode(PlainClient.CALLBACK), PlainClient.VERIFIER, code("openid"), more);
    return PlainClient.send(
        HttpRequest.newBuilder(URI.create(token()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", "Basic " + basic)
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> get(String path, Map<String, Object> answer) {
    return PlainClient.get(gitlab.baseUrl() + path, String.valueOf(answer.get("access_token")));
  }

  private HttpResponse<String> post(String path, String client, String secret, String token) {
    return PlainClient.send(
        HttpRequest.newBuilder(URI.create(gitlab.baseUrl() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "client_id=%s&client_secret=%s&token=%s".formatted(client, secret, token))));
  }

  private static String page(String address) {
    HttpResponse<String> answer = PlainClient.get(address);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
    return answer.body();
  }

  private static Object error(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(status);
    return json(answer).get("error");
  }
}
