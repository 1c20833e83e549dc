package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.fake.FakeRepository.Right;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the fakes let git serve. */
class FakeGitTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final FakeGitLab fake = FakeGitLab.start();

  @BeforeEach
  void serve() {
    fake.repositories()
        .put(FakeRepository.of(1, "acme", "tools", People.ada()).with(People.bob(), Right.GUEST));
    fake.repositories().put(FakeRepository.of(2, "acme", "open", People.ada()).asPublic());
    fake.repositories()
        .serveGit(
            (repository, path, exchange) -> {
              byte[] answer = (repository.fullName() + " " + path).getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, answer.length);
              exchange.getResponseBody().write(answer);
            });
  }

  @AfterEach
  void close() {
    fake.close();
  }

  private HttpResponse<String> get(String name, String user, String token) throws Exception {
    return get(fake, name, user, token);
  }

  private HttpResponse<String> get(FakeForge from, String name, String user, String token)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(from.baseUrl() + "/" + name + ".git/info/refs?x=y"));
    if (!user.isEmpty()) {
      String pair = user + ":" + token;
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatIsPublicIsServedToEverybody() throws Exception {
    assertThat(get("acme/open", "", "").body()).isEqualTo("acme/open info/refs");
    assertThat(get("acme/open", "oauth2", "wrong").statusCode()).isEqualTo(401);
  }

  @Test
  void whatIsPrivateTakesATokenOfAReaderAsThePassword() throws Exception {
    HttpResponse<String> nobody = get("acme/tools", "", "");
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.headers().firstValue("WWW-Authenticate")).get().asString().contains("Basic");

    String ada = fake.tokenFor(People.ada(), "read_repository");
    assertThat(get("acme/tools", "oauth2", ada).body()).isEqualTo("acme/tools info/refs");
    assertThat(get("acme/tools", "ada", ada).statusCode()).isEqualTo(401);
    assertThat(get("acme/tools", "oauth2", "wrong").statusCode()).isEqualTo(401);
    String narrow = fake.tokenFor(People.ada(), "openid");
    assertThat(get("acme/tools", "oauth2", narrow).statusCode()).isEqualTo(404);
    String guest = fake.tokenFor(People.bob(), "api");
    assertThat(get("acme/tools", "oauth2", guest).statusCode()).isEqualTo(404);
    assertThat(get("acme/none", "oauth2", ada).statusCode()).isEqualTo(404);

    fake.revokeTokens();
    assertThat(get("acme/tools", "oauth2", ada).statusCode()).isEqualTo(401);
  }

  @Test
  void aPersonalAccessTokenIsShownAsItsProviderWants() throws Exception {
    String made = fake.personalTokens().make(People.ada(), "api");
    assertThat(get("acme/tools", "oauth2", made).statusCode()).isEqualTo(200);

    try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
      bitbucket.repositories().put(FakeRepository.of(1, "acme", "tools", People.ada()));
      bitbucket
          .repositories()
          .serveGit((repository, path, exchange) -> exchange.sendResponseHeaders(200, -1));
      String token = bitbucket.personalTokens().make(People.ada(), "read:repository:bitbucket");
      assertThat(get(bitbucket, "acme/tools", "x-token-auth", token).statusCode()).isEqualTo(401);
      assertThat(get(bitbucket, "acme/tools", "x-bitbucket-api-token-auth", token).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void gitIsCountedAndCanBeBroken() throws Exception {
    fake.faultOnce(Endpoint.GIT, Fault.serverError());

    assertThat(get("acme/open", "", "").statusCode()).isBetween(500, 599);
    assertThat(get("acme/open", "", "").statusCode()).isEqualTo(200);
    assertThat(fake.count(Endpoint.GIT)).isEqualTo(2);
  }

  @Test
  void aKeyReadsTheRepositoryItIsRegisteredAt() throws IOException {
    String key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
    fake.repositories.add(1, "a title", key + " a comment", true);

    assertThat(fake.repositories().readableWith(key, "acme/tools")).isPresent();
    assertThat(fake.repositories().readableWith(key, "acme/open")).isEmpty();
    assertThat(fake.repositories().readableWith("ssh-ed25519 other", "acme/tools")).isEmpty();
  }
}
