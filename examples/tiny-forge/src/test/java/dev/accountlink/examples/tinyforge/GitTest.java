package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.TransportException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clone and push over HTTP, as git does it. */
class GitTest extends ForgeTest {

  @TempDir Path work;

  @Test
  void theOwnerPushesAndEverybodyClones() throws Exception {
    register(browser, "alice");
    createRepository(browser, "hello");

    push("alice/hello", "README.txt", "alice", PASSWORD);

    try (Git clone = clone("alice/hello", "copy")) {
      assertThat(clone.getRepository().getBranch()).isEqualTo("main");
      assertThat(work.resolve("copy/README.txt")).hasContent("hello");
    }
    BrowserPage page = browser.open(address("/r/alice/hello"));
    assertThat(page.text()).contains("README.txt", "Add README.txt", "on main");
    assertThat(page.text()).contains("git clone " + address("/git/alice/hello.git"));
  }

  @Test
  void aUserWithoutAPasswordIsRefusedWhateverIsSent() {
    ForgeUser alice = registerWithoutPassword("alice");
    forge.repositories().create(alice, "hello", "");
    for (String password :
        List.of("", "null", "NULL", "[null]", "#externalAccount", " ", "        ")) {

      assertThatThrownBy(() -> push("alice/hello", "README.txt", "alice", password))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("not authorized");
      assertThat(browser.open(address("/r/alice/hello")).text()).contains("Nothing was pushed yet");
    }
  }

  @Test
  void theRefusalSaysWhereToSetAPassword() throws Exception {
    ForgeUser alice = registerWithoutPassword("alice");
    forge.repositories().create(alice, "hello", "");

    HttpResponse<String> answer =
        infoRefs("alice/hello", "git-receive-pack", "alice", "whatever it is");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).get().asString().contains("Basic");
    assertThat(answer.headers().firstValue("Content-Type")).get().asString().contains("text/plain");
    assertThat(answer.body()).contains("set one at " + address("/settings/account"));
    // and says the same to everybody, so that it betrays nobody
    assertThat(infoRefs("alice/hello", "git-receive-pack", "mallory", "guess guess").body())
        .isEqualTo(answer.body());
  }

  @Test
  void onceThePasswordIsSetThePushGoesThrough() throws Exception {
    ForgeUser alice = registerWithoutPassword("alice");
    forge.repositories().create(alice, "hello", "");
    forge.users().setPassword(alice, PASSWORD);

    push("alice/hello", "README.txt", "alice", PASSWORD);

    assertThat(browser.open(address("/r/alice/hello")).text()).contains("README.txt");
  }

  @Test
  void whoIsNotTheOwnerMayReadButNotPush() throws Exception {
    register(browser, "alice");
    createRepository(browser, "hello");
    register(TestBrowser.fresh(), "bob");

    assertThatThrownBy(() -> push("alice/hello", "evil.txt", "bob", PASSWORD))
        .isInstanceOf(TransportException.class);
    assertThat(infoRefs("alice/hello", "git-receive-pack", "bob", PASSWORD).statusCode())
        .isEqualTo(403);
    clone("alice/hello", "copy").close();
  }

  @Test
  void wrongPasswordsAndDisabledUsersAreRefused() {
    register(browser, "alice");
    createRepository(browser, "hello");

    assertThatThrownBy(() -> push("alice/hello", "x.txt", "alice", "wrong horse battery"))
        .hasMessageContaining("not authorized");
    changeStatus("alice", UserStatus.DISABLED);
    assertThatThrownBy(() -> push("alice/hello", "x.txt", "alice", PASSWORD))
        .hasMessageContaining("not authorized");
  }

  @Test
  @DisplayName("D28 second factor bypass: a password alone pushes nothing once there is one")
  void aPasswordIsNotEnoughForWhoeverHasASecondFactor() throws Exception {
    register(browser, "alice");
    createRepository(browser, "hello");
    push("alice/hello", "README.txt", "alice", PASSWORD);

    setUpSecondFactor("alice");

    HttpResponse<String> answer = infoRefs("alice/hello", "git-receive-pack", "alice", PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("With a second factor a password is not enough");
  }

  @Test
  void aSessionCookieIsNoCredentialForGit() {
    register(browser, "alice");
    createRepository(browser, "hello");

    BrowserPage answer =
        browser.get(address("/git/alice/hello.git/info/refs?service=git-receive-pack"));

    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void onlyRepositoriesOfTheForgeAreServed() throws Exception {
    register(browser, "alice");
    createRepository(browser, "hello");
    for (String path :
        List.of(
            "/git/alice/../bob/hello.git",
            "/git/%2e%2e/forge.mv.db",
            "/git/alice/hello",
            "/git/hello.git",
            "/git/alice/none.git",
            "/git/alice/hello.git/config",
            "/git/alice/hello.git/../x.git")) {

      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address(path + "/info/refs?service=git-upload-pack")))
              .build();
      HttpResponse<String> answer = send(request);

      assertThat(answer.statusCode()).isBetween(400, 404);
      assertThat(answer.body()).doesNotContain("[core]", "H2");
    }
  }

  @Test
  void repositoryNamesArePlainWords() {
    register(browser, "alice");
    for (String name : List.of("", ".", "..", "a/b", "x.git", "a..b", "-x", "<b>", "ö", "end.")) {

      assertThat(createRepository(browser, name).status()).isEqualTo(422);
    }
  }

  @Test
  void aNameIsGivenOnceWhateverItsCase() {
    register(browser, "alice");
    createRepository(browser, "hello");

    assertThat(createRepository(browser, "Hello").text()).contains("already have a repository");
  }

  @Test
  void whatStandsInARepositoryIsShownAsText() throws Exception {
    register(browser, "alice");
    createRepository(browser, "hello");

    push("alice/hello", "<img src=x onerror=alert(1)>.txt", "alice", PASSWORD);

    BrowserPage page = browser.open(address("/r/alice/hello"));
    assertThat(page.document().select("main img")).isEmpty();
    assertThat(page.text()).contains("<img src=x onerror=alert(1)>.txt");
  }

  private void push(String repository, String file, String username, String password)
      throws Exception {
    GitPush.push(work, address("/git/" + repository + ".git"), file, username, password);
  }

  private Git clone(String repository, String folder) throws GitAPIException {
    return Git.cloneRepository()
        .setURI(address("/git/" + repository + ".git"))
        .setDirectory(work.resolve(folder).toFile())
        .call();
  }

  private HttpResponse<String> infoRefs(
      String repository, String service, String username, String password) throws Exception {
    String pair = username + ":" + password;
    String header =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    URI address = URI.create(address("/git/" + repository + ".git/info/refs?service=" + service));
    return send(HttpRequest.newBuilder(address).header("Authorization", header).build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
