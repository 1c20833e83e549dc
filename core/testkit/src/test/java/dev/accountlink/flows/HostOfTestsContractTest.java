package dev.accountlink.flows;

import dev.accountlink.testkit.HostContract;
import dev.accountlink.testkit.HostUnderTest;
import dev.accountlink.web.WebRequest;
import java.util.function.Consumer;

class HostOfTestsContractTest extends HostContract {
  @Override
  protected HostUnderTest open(Consumer<WebRequest> probe) {
    return new HostOfTests(probe);
  }
}
