package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.examples.tinyforge.demo.DemoGit;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeRepository;
import dev.accountlink.testkit.fake.People;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** The steps that tests of imports take. Carol has a password here, and Ada's permission there. */
abstract class ImportScene extends ForgeTest {
  static final long BIG = 900;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  final TestBrowser carol = TestBrowser.fresh();

  FakeForge fake(String provider) {
    return forge.demos().forge(provider);
  }

  DemoGit git(String provider) {
    return forge.demos().git(provider);
  }

  /** Registers and gives the permission: the list of what can be imported. */
  BrowserPage permitted(TestBrowser who, String username, String provider, String person) {
    register(who, username);
    return permit(who, provider, person);
  }

  /** Gives all that is offered. */
  BrowserPage permit(TestBrowser who, String provider, String person) {
    String label = fake(provider).title();
    BrowserPage page =
        who.open(address("/-/sso/" + provider + "/authorize?return-to=/import/" + provider));
    BrowserForm form = page.formOf("Go on to " + label);
    for (String part : page.document().select("input[type=checkbox]").eachAttr("name")) {
      form = form.with(part, "on");
    }
    return form.submit().followAll().submit("Continue as " + person);
  }

  /** Imports a repository of the list: the page of imports. */
  BrowserPage choose(TestBrowser who, String provider, String fullName, String way) {
    return choose(who.open(address("/import/" + provider)), fullName, way);
  }

  BrowserPage choose(BrowserPage list, String fullName, String way) {
    String value =
        list.document().select(".choices label:contains(" + fullName + ") input").attr("value");
    assertThat(value).as(fullName + " on " + list).isNotEmpty();
    return list.formOf("Import what is selected")
        .with("repository", value)
        .with("way", way)
        .submit()
        .followAll();
  }

  /** Presses the button of an import. */
  BrowserPage press(TestBrowser who, String button) {
    return who.open(address("/import")).submit(button);
  }

  /** A private repository of Ada's that takes a while, and git that stops in its middle. */
  GateGit gated(String provider) throws IOException {
    fake(provider).repositories().put(FakeRepository.of(BIG, "ada", "big", People.ada()));
    if (!Files.exists(git(provider).folderOf(BIG))) {
      BigRepository.write(git(provider).folderOf(BIG));
    }
    GateGit gate = new GateGit(git(provider));
    fake(provider).repositories().serveGit(gate);
    return gate;
  }

  static FakeRepository sized(long number, String name, long bytes) {
    return new FakeRepository(
        number,
        "ada",
        name,
        true,
        false,
        false,
        Optional.of("main"),
        bytes,
        Map.of(People.ada().subject(), FakeRepository.Right.ADMIN),
        Optional.empty());
  }

  /** Shows the page of imports again and again until it says this. */
  BrowserPage until(TestBrowser who, String words) {
    Instant end = Instant.now().plus(PATIENCE);
    BrowserPage page = who.open(address("/import"));
    while (!page.text().contains(words)) {
      assertThat(Instant.now()).as("waiting for '" + words + "' on " + page.text()).isBefore(end);
      page = who.open(address("/import"));
    }
    return page;
  }

  /** Branches, tags and HEAD of a repository of the forge. */
  List<String> refs(String owner, String name) throws IOException {
    ForgeRepository repository = forge.repositories().find(owner, name).orElseThrow();
    try (Repository git = forge.repositories().open(repository)) {
      return Stream.concat(
              Stream.of("HEAD " + git.getFullBranch()),
              git.getRefDatabase().getRefs().stream()
                  .map(Ref::getName)
                  .filter(ref -> ref.startsWith("refs/")))
          .toList();
    }
  }

  /** What lies in the folders of clones and of repositories, without the database. */
  List<String> folders() throws IOException {
    try (Stream<Path> all =
        Stream.of("imports", "repositories")
            .map(data::resolve)
            .filter(Files::exists)
            .flatMap(ImportScene::entries)) {
      return all.map(path -> data.relativize(path).toString()).sorted().toList();
    }
  }

  private static Stream<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList().stream();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
