package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.examples.tinyforge.imports.ImportLimits;
import dev.accountlink.testkit.browser.BrowserPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports that do not come to their end at the first go: nothing is left of them. */
class ImportStopTest extends ImportScene {

  @Override
  Config config(int port) {
    return new Config(port, data, List.of(), ImportLimits.DEFAULT.withBytes(8L << 20));
  }

  @Test
  void whatIsUnderWayIsShownWithItsSizeAndCanBeCancelled() throws IOException {
    permitted(carol, "carol", "github", "Ada Lovelace");
    GateGit gate = gated("github");
    choose(carol, "github", "ada/big", "HTTPS");
    gate.awaitMiddle();

    BrowserPage page = until(carol, "KiB of about 2.0 MiB");
    assertThat(page.text()).containsPattern("Receives \\d+ of \\d+ objects");
    assertThat(page.header("Refresh")).contains("3;url=/import");
    assertThat(carol.open(address("/import?still")).header("Refresh")).isEmpty();
    assertThat(folders()).hasSize(1);

    assertThat(press(carol, "Cancel").text()).contains("Cancelled. Nothing was kept.");
    gate.goOn();
    awaitNoFolders();
    assertThat(forge.repositories().find("carol", "big")).isEmpty();
  }

  @Test
  void whatWasCancelledCanBeTriedAgain() throws IOException {
    permitted(carol, "carol", "github", "Ada Lovelace");
    GateGit gate = gated("github");
    choose(carol, "github", "ada/big", "HTTPS");
    gate.awaitMiddle();
    press(carol, "Cancel");

    gate.goOn();
    press(carol, "Try again");
    until(carol, "Imported,");

    assertThat(refs("carol", "big")).contains("refs/heads/main");
    assertThat(folders()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab"})
  void aTransferThatBreaksOffLeavesNothingAndIsTriedAgain(String provider) throws IOException {
    permitted(carol, "carol", provider, "Ada Lovelace");
    GateGit gate = gated(provider);
    choose(carol, provider, "ada/big", "HTTPS");
    gate.awaitMiddle();
    gate.breakOff();

    until(carol, "broke off. Nothing was kept");
    assertThat(folders()).isEmpty();
    assertThat(forge.repositories().find("carol", "big")).isEmpty();

    fake(provider).repositories().serveGit(git(provider));
    press(carol, "Try again");
    until(carol, "Imported,");
    assertThat(refs("carol", "big")).contains("refs/heads/main");
    assertThat(folders()).hasSize(1);
  }

  @Test
  void anImportThatARestartBrokeOffIsBegunAgain() throws IOException {
    permitted(carol, "carol", "github", "Ada Lovelace");
    GateGit gate = gated("github");
    choose(carol, "github", "ada/big", "HTTPS");
    gate.awaitMiddle();

    gate.breakOff();
    restart();

    assertThat(forge.repositories().find("carol", "big")).isEmpty();
    // the demo providers begin anew too, without the permission's token and the repository
    signIn(carol, "carol", PASSWORD);
    assertThat(until(carol, "ada/big").text()).doesNotContain("Imported,");
    gated("github").goOn();
    permit(carol, "github", "Ada Lovelace");
    press(carol, "Try again");
    until(carol, "Imported,");
    assertThat(folders()).hasSize(1);
  }

  @Test
  void whatAKilledForgeLeftIsClearedAwayAtTheStart() throws IOException {
    permitted(carol, "carol", "github", "Ada Lovelace");
    choose(carol, "github", "ada/engine", "HTTPS");
    until(carol, "Imported,");
    forge.close();
    String left = "11111111-1111-4111-8111-111111111111";
    Files.createDirectories(data.resolve("imports/half-1.git/objects"));
    Files.createDirectories(data.resolve("repositories/" + left + ".git/objects"));
    Jdbi.create("jdbc:h2:file:" + data.resolve("forge"), "forge", "")
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO imports (id, user_id, provider, remote_id, remote_name,"
                        + " repository_id, name, way, state, step, tries, created_at)"
                        + " SELECT 'x', user_id, provider, '2', 'ada/notes', ?, 'notes', way,"
                        + " 'RUNNING', 'RECEIVING', 1, created_at FROM imports",
                    left));

    start();

    signIn(carol, "carol", PASSWORD);
    // begun again, and refused by a provider that has begun anew itself
    until(carol, "Give it once more");
    assertThat(folders()).hasSize(1).first().asString().doesNotContain(left);
    assertThat(refs("carol", "engine")).contains("refs/heads/main");
  }

  @Test
  void whatIsLargerThanTheForgeTakesIsRefusedBeforeOrWhileItComes() throws IOException {
    permitted(carol, "carol", "github", "Ada Lovelace");
    fake("github").repositories().put(sized(901, "announced", 9L << 20));
    fake("github").repositories().put(sized(902, "secretive", 0));
    Path folder = git("github").folderOf(902);
    BigRepository.write(folder, 10);

    choose(carol, "github", "ada/announced", "HTTPS");
    until(carol, "larger than this forge takes");
    carol.open(address("/import")).submit("Clear what is over");
    choose(carol, "github", "ada/secretive", "HTTPS");
    until(carol, "larger than this forge takes");

    assertThat(folders()).isEmpty();
  }

  private void awaitNoFolders() throws IOException {
    while (!folders().isEmpty()) {
      carol.open(address("/import"));
    }
  }
}
