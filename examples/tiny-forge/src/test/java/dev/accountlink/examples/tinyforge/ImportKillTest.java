package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.examples.tinyforge.demo.DemoGit;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.People;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forge in a process of its own, which is killed in the middle of an import. */
class ImportKillTest extends ImportScene {
  @TempDir Path elsewhere;
  private final FakeGitHub work = FakeGitHub.start();

  @Override
  FakeForge fake(String provider) {
    return work;
  }

  @Override
  DemoGit git(String provider) {
    return new DemoGit(elsewhere);
  }

  @Override
  Config config(int port) {
    return new Config(
        port,
        data,
        List.of(GitHub.provider("work", "Work", work.baseUrl(), Client.of("forge", "its secret"))));
  }

  @BeforeEach
  void register() {
    work.callIt("Work");
    work.register("forge", "its secret", address("/-/sso/work/callback"));
    work.put(People.ada());
  }

  @AfterEach
  void close() {
    work.close();
  }

  @Test
  void theNextStartImportsWhatWasBegunAndLeavesNothingElse() throws Exception {
    GateGit gate = gated("work");
    permitted(carol, "carol", "work", "Ada Lovelace");
    int port = forge.baseUrl().getPort();
    forge.close();

    Process process = startProcess(port);
    try {
      signIn(carol, "carol", PASSWORD);
      BrowserPage page = choose(carol, "work", "ada/big", "HTTPS");
      assertThat(page.text()).contains("ada/big");
      gate.awaitMiddle();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(folders()).hasSize(1).first().asString().startsWith("imports/");

    gate.goOn();
    start(port);
    signIn(carol, "carol", PASSWORD);
    until(carol, "Imported,");

    assertThat(refs("carol", "big")).containsExactly("HEAD refs/heads/main", "refs/heads/main");
    assertThat(folders()).hasSize(1).first().asString().startsWith("repositories/");
  }

  private void start(int port) throws IOException {
    forge = TinyForge.start(config(port), clock());
  }

  private Process startProcess(int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            TinyForge.class.getName(),
            "--port",
            String.valueOf(port),
            "--data",
            data.toString());
    builder.environment().put("ACCOUNTLINK_PROVIDER_WORK_KIND", "github");
    builder.environment().put("ACCOUNTLINK_PROVIDER_WORK_LABEL", "Work");
    builder.environment().put("ACCOUNTLINK_PROVIDER_WORK_URL", work.baseUrl());
    builder.environment().put("ACCOUNTLINK_PROVIDER_WORK_CLIENT_ID", "forge");
    builder.environment().put("ACCOUNTLINK_PROVIDER_WORK_CLIENT_SECRET", "its secret");
    Process process = builder.redirectErrorStream(true).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    String line = out.readLine();
    while (line != null && !line.contains("tiny-forge runs")) {
      said.append(line).append("\n");
      line = out.readLine();
    }
    assertThat(line).as(said.toString()).isNotNull();
    return process;
  }
}
