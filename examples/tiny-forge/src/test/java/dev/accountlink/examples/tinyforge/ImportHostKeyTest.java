package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.examples.tinyforge.demo.DemoGit;
import dev.accountlink.examples.tinyforge.demo.DemoRepositories;
import dev.accountlink.examples.tinyforge.demo.DemoSsh;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports from a provider of the administrator's, through which nobody can sign in. */
class ImportHostKeyTest extends ImportScene {
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

  @TempDir Path elsewhere;
  private final FakeGitHub work = FakeGitHub.start();
  private DemoSsh ssh;

  @Override
  FakeForge fake(String provider) {
    return work;
  }

  @Override
  Config config(int port) {
    Provider provider =
        Provider.of("work", "Work", GitHub.KIND, work.baseUrl(), Client.of("forge", "its secret"));
    return new Config(
        port,
        data,
        List.of(provider.withRules(provider.rules().withSignIn(false).withImporting(true))));
  }

  @BeforeEach
  void serve() throws IOException {
    work.callIt("Work");
    work.register("forge", "its secret", address("/-/sso/work/callback"));
    work.put(People.ada());
    DemoGit git = new DemoGit(elsewhere);
    DemoRepositories.put(work, git);
    work.repositories().serveGit(git);
    ssh = DemoSsh.start();
    ssh.serve("work", work, git);
  }

  @AfterEach
  void close() {
    ssh.close();
    work.close();
  }

  private void know(String line) throws IOException {
    Files.writeString(data.resolve("known_hosts"), "# who is who\n\n" + line + "\n");
    restart();
  }

  private String host() {
    return ssh.knownHost().split(" ")[0];
  }

  @Test
  void withSignInSwitchedOffImportingGoesOn() throws IOException {
    assertThat(carol.open(address("/sign-in")).text()).doesNotContain("Work");
    BrowserPage list = permitted(carol, "carol", "work", "Ada Lovelace");

    choose(list, "ada/engine", "HTTPS");
    until(carol, "Imported,");

    assertThat(refs("carol", "engine")).contains("refs/tags/v1");
  }

  @Test
  void aServerIsKnownByTheFileOfTheAdministrator() throws IOException {
    know(ssh.knownHost());
    BrowserPage list = permitted(carol, "carol", "work", "Ada Lovelace");

    choose(list, "ada/engine", "SSH");
    until(carol, "Imported,");

    assertThat(refs("carol", "engine")).contains("refs/tags/v1");
    assertThat(work.repositories().deployKeysOf(1)).isEmpty();
  }

  @Test
  @DisplayName("F05 servers that nobody vouches for: without a known key nothing is sent")
  void aServerThatIsNotKnownIsNotTalkedTo() {
    BrowserPage list = permitted(carol, "carol", "work", "Ada Lovelace");
    assertThat(list.text())
        .contains("nobody has told this forge by which key the SSH server of Work is known");

    choose(list, "ada/engine", "SSH");
    until(carol, "The SSH server of Work is not known here, so nothing was sent to it");

    assertThat(work.repositories().deployKeysOf(1)).isEmpty();
  }

  @Test
  @DisplayName("F05 servers that nobody vouches for: another key than the known one is refused")
  void aServerWithAnotherKeyIsNotTalkedTo() throws IOException {
    know(host() + " " + KEY);
    BrowserPage list = permitted(carol, "carol", "work", "Ada Lovelace");

    choose(list, "ada/engine", "SSH");
    until(carol, "is not the one that is known here, so nothing was sent to it");

    assertThat(work.repositories().deployKeysOf(1)).isEmpty();
    assertThat(folders()).isEmpty();
  }

  @Test
  void aKeyThatAKilledForgeLeftIsTakenBackAtTheStart() throws Exception {
    permitted(carol, "carol", "work", "Ada Lovelace");
    forge.close();
    register(KEY);
    assertThat(work.repositories().deployKeysOf(1)).hasSize(1);
    Jdbi.create("jdbc:h2:file:" + data.resolve("forge"), "forge", "")
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO import_keys SELECT ?, id, 'work', '1', 'ada/engine', created_at"
                        + " FROM users",
                    KEY));

    work.fault(Endpoint.DEPLOY_KEYS, Fault.serverError());
    forge = TinyForge.start(config(forge.baseUrl().getPort()), clock());
    signIn(carol, "carol", PASSWORD);
    assertThat(carol.open(address("/import")).text())
        .contains("Keys that are not removed yet", "ada/engine");

    work.clearFaults();
    restart();
    signIn(carol, "carol", PASSWORD);
    while (!work.repositories().deployKeysOf(1).isEmpty()) {
      carol.open(address("/import"));
    }
    while (carol.open(address("/import")).text().contains("Keys that are not removed yet")) {
      assertThat(work.repositories().deployKeysOf(1)).isEmpty();
    }
  }

  private void register(String key) throws Exception {
    String token = work.tokenFor(People.ada(), "repo");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(work.baseUrl() + "/api/v3/repos/ada/engine/keys"))
            .header("Authorization", "Bearer " + token)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"title\":\"tiny-forge import x\",\"read_only\":true,\"key\":\""
                        + key
                        + "\"}"))
            .build();
    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
  }
}
