package dev.accountlink.examples.tinyforge;

import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeRepository;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import java.io.IOException;
import java.time.Duration;

/** Lets tests of another package make trouble at the demo providers. */
public final class SlowImports {
  private static final long NUMBER = 900;

  private final GateGit gate;

  private SlowImports(GateGit gate) {
    this.gate = gate;
  }

  /** Ada's repository {@code ada/big}, which comes by halves. */
  public static SlowImports at(TinyForge forge, String provider) throws IOException {
    FakeForge fake = forge.demos().forge(provider);
    fake.repositories().put(FakeRepository.of(NUMBER, "ada", "big", People.ada()));
    BigRepository.write(forge.demos().git(provider).folderOf(NUMBER));
    SlowImports slow = new SlowImports(new GateGit(forge.demos().git(provider)));
    fake.repositories().serveGit(slow.gate);
    return slow;
  }

  /** Waits until half is here. */
  public void awaitMiddle() {
    gate.awaitMiddle();
  }

  /** Sends the other half. */
  public void goOn() {
    gate.goOn();
  }

  /** Ends every permission, as people can at the provider. */
  public static void endPermissions(TinyForge forge, String provider) {
    forge.demos().forge(provider).revokeTokens();
  }

  /** Lets an owner's repositories at GitHub be seen only after a sign-on there. */
  public static void demandSignOn(TinyForge forge, String owner) {
    ((FakeGitHub) forge.demos().forge("github")).demandSignOn(owner);
  }

  /** Lists no more repositories for seven minutes. */
  public static void tooManyCalls(TinyForge forge, String provider) {
    forge
        .demos()
        .forge(provider)
        .fault(Endpoint.REPOSITORIES, Fault.tooManyRequests(Duration.ofMinutes(7)));
  }
}
