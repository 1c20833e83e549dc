package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.memory.InMemoryLinkStore;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.HostContract;
import dev.accountlink.testkit.HostUnderTest;
import dev.accountlink.web.WebRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

/** The contract of hosts sees each fault, in the test that is there for it. */
class HostContractFaultsTest {

  @Test
  void aHostWithoutFaultsPasses() {
    assertThat(failures(BrokenHost::new)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "STARTS_NOTHING, aStartedSessionIsShown",
    "SAYS_STARTED_TOO_EARLY, aStartedSessionIsShown",
    "KEEPS_THE_ID, aSignInGivesAnotherSessionId",
    "KEEPS_THE_ID, theNextSignInEndsTheOldSession",
    "OLD_SESSION_GOES_ON, theNextSignInEndsTheOldSession",
    "CARRIES_EVERYTHING_OVER, theNextSignInEndsTheOldSession",
    "ONE_MARK_FOR_ALL, eachSignInHasAMarkOfItsOwn",
    "ANOTHER_MARK_EACH_TIME, eachSignInHasAMarkOfItsOwn",
    "THE_ID_IS_THE_MARK, eachSignInHasAMarkOfItsOwn",
    "STARTS_FOR_ANYBODY, whoeverIsDisabledGetsNoSession",
    "STARTS_FOR_ANYBODY, whoeverWasDeletedGetsNoSession",
    "STARTS_FOR_ANYBODY, whoeverWaitsForApprovalGetsNoSession",
    "APPROVES, whoeverWaitsForApprovalGetsNoSession",
    "ENDS_NOTHING, endSessionsEndsTheOthers",
    "ENDS_THE_KEPT_ONE, endSessionsEndsTheOthers",
    "ENDS_EVERYBODY, endSessionsEndsTheOthers",
    "NEVER_STARTS_AGAIN, endSessionsEndsTheOthers"
  })
  void aFaultOfSessionsIsSeen(BrokenSessions.Fault fault, String test) {
    assertSeen(
        failures(
            probe -> {
              BrokenHost host = new BrokenHost(probe);
              host.sessions = new BrokenSessions(fault, host.users);
              return host;
            }),
        test);
  }

  @ParameterizedTest
  @CsvSource({
    "FORGETS_WHOM_IT_MADE, aUserThatWasMadeIsFoundWithItsLink",
    "IS_MADE_AFTER_ITS_LINK, aUserThatWasMadeIsFoundWithItsLink",
    "MAKES_NO_LINK, aUserThatWasMadeIsFoundWithItsLink",
    "FINDS_ANY_CASE, nobodyIsFoundByAnythingButTheKey",
    "FINDS_NAMES, nobodyIsFoundByAnythingButTheKey",
    "TAKES_WHO_HAS_THE_NAME, anAddressOrANameNeverLeadsToAUser",
    "TAKES_WHO_HAS_THE_ADDRESS, anAddressOrANameNeverLeadsToAUser",
    "LEAVES_THE_USER, nothingIsLeftWhenTheLinkStoreFails",
    "LEAVES_THE_USER, nothingIsLeftWhenTheLinkStoreFailsAfterwards",
    "LEAVES_THE_USER, nothingIsLeftWhenTheIdentityIsTakenMeanwhile",
    "LEAVES_THE_USER, nothingIsLeftWhenThereAreTooManyLinks",
    "LEAVES_THE_USER, anIdentityWithALinkMakesNoSecondUser",
    "LEAVES_THE_USER, ofSeveralAtOnceOneUserIsMade",
    "LEAVES_THE_LINK, nothingIsLeftWhenTheLinkStoreFailsAfterwards",
    "SAYS_CREATED_ANYWAY, nothingIsLeftWhenTheIdentityIsTakenMeanwhile",
    "SAYS_CREATED_ANYWAY, nothingIsLeftWhenThereAreTooManyLinks",
    "SAYS_CREATED_ANYWAY, anIdentityWithALinkMakesNoSecondUser",
    "SAYS_CREATED_ANYWAY, ofSeveralAtOnceOneUserIsMade",
    "NAMES_A_PASSWORD_NOBODY_SET, aUserThatWasMadeHasNoOtherWayIn",
    "PUSHES_WITH_A_PASSWORD_NOBODY_SET, aUserThatWasMadeHasNoOtherWayIn",
    "HIDES_STANDING, whoeverIsDisabledGetsNoSession",
    "HIDES_STANDING, whoeverIsToWaitIsMadeWaiting",
    "IGNORES_THE_DRAFTS_STANDING, whoeverIsToWaitIsMadeWaiting",
    "MAKES_EVERYBODY_WAIT, whoeverIsToWaitIsMadeWaiting",
    "VERIFIES_EVERY_ADDRESS, anAddressThatNobodyVerifiedIsKeptAsSuch"
  })
  void aFaultOfUsersIsSeen(BrokenUsers.Fault fault, String test) {
    assertSeen(
        failures(
            probe -> {
              BrokenHost host = new BrokenHost(probe);
              host.fault = fault;
              return host;
            }),
        test);
  }

  @Test
  void aMarkerThatOpensIsSeen() {
    for (String marker : List.of("", "null", "#externalAccount", "m4rk3r")) {
      Map<String, String> failures =
          failures(
              probe -> {
                BrokenHost host = new BrokenHost(probe);
                host.marker = Optional.of(marker);
                return host;
              });
      assertSeen(failures, "aUserThatWasMadeRefusesEveryPassword");
    }
  }

  @Test
  void aTestThatNeverSeesAPasswordOpenProvesNothing() {
    assertSeen(
        failures(
            probe ->
                new BrokenHost(probe) {
                  @Override
                  public boolean opens(String username, String password) {
                    return false;
                  }
                }),
        "aUserThatWasMadeRefusesEveryPassword");
  }

  @Test
  void linksThatOutliveTheirUserAreSeen() {
    assertSeen(
        failures(
            probe ->
                new BrokenHost(probe) {
                  @Override
                  public void delete(UserId user) {
                    users.delete(user);
                  }
                }),
        "aDeletedUserLeavesNoLinks");
  }

  @Test
  void anIdentityThatTwoUsersCanHaveIsSeen() {
    Map<String, String> failures =
        failures(probe -> new BrokenHost(probe, new TwiceLinked(new InMemoryLinkStore())));
    assertSeen(failures, "ofTwoUsersAtOnceOneGetsTheLink");
    assertSeen(failures, "ofSeveralAtOnceOneUserIsMade");
    assertSeen(failures, "anIdentityWithALinkMakesNoSecondUser");
  }

  @Test
  void aProbeThatIsNotAskedIsSeen() {
    assertThat(failures(probe -> new BrokenHost(request -> {})).get("aStartedSessionIsShown"))
        .contains("probeAddress");
  }

  /** The test failed, and its message says more than what is wrong: what to do. */
  private static void assertSeen(Map<String, String> failures, String test) {
    assertThat(failures).containsKey(test);
    assertThat(failures.get(test))
        .as("the message of %s", test)
        .contains(". ")
        .doesNotContain("%s");
  }

  /** What failed, with its message, when the whole contract was run on such a host. */
  private static Map<String, String> failures(
      Function<Consumer<WebRequest>, HostUnderTest> opener) {
    Map<String, String> failures = new TreeMap<>();
    for (Method test : tests()) {
      run(test, opener).ifPresent(failure -> failures.put(test.getName(), failure.toString()));
    }
    return failures;
  }

  private static List<Method> tests() {
    List<Method> tests = new ArrayList<>();
    for (Class<?> type = HostContract.class; type != Object.class; type = type.getSuperclass()) {
      Stream.of(type.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Test.class))
          .forEach(tests::add);
    }
    return tests;
  }

  private static Optional<Throwable> run(
      Method test, Function<Consumer<WebRequest>, HostUnderTest> opener) {
    HostContract contract =
        new HostContract() {
          @Override
          protected HostUnderTest open(Consumer<WebRequest> probe) {
            return opener.apply(probe);
          }
        };
    try {
      call(contract, "openTheHost");
      try {
        test.setAccessible(true);
        test.invoke(contract);
      } finally {
        call(contract, "closeTheHost");
      }
      return Optional.empty();
    } catch (InvocationTargetException failure) {
      return failure.getCause() instanceof TestAbortedException
          ? Optional.empty()
          : Optional.of(failure.getCause());
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static void call(HostContract contract, String step) throws ReflectiveOperationException {
    Class<?> type = HostContract.class;
    while (type.getSuperclass() != Object.class) {
      type = type.getSuperclass();
    }
    Method method = type.getDeclaredMethod(step);
    method.setAccessible(true);
    method.invoke(contract);
  }

  /** The host of the tests with a fault put in. */
  private static class BrokenHost extends HostOfTests {
    BrokenSessions sessions;
    BrokenUsers.Fault fault = BrokenUsers.Fault.NONE;
    Optional<String> marker = Optional.empty();

    BrokenHost(Consumer<WebRequest> probe) {
      this(probe, new InMemoryLinkStore());
    }

    BrokenHost(Consumer<WebRequest> probe, LinkStore links) {
      super(probe, links);
      sessions = new BrokenSessions(BrokenSessions.Fault.NONE, users);
    }

    @Override
    public HostSessions sessions() {
      return sessions;
    }

    @Override
    public HostUsers users(LinkStore others) {
      return new BrokenUsers(fault, users.over(others, Standing.ACTIVE), others);
    }

    @Override
    public boolean opens(String username, String password) {
      return super.opens(username, password) || marker.filter(password::equals).isPresent();
    }

    @Override
    public Optional<String> storedPassword(UserId user) {
      return marker;
    }

    @Override
    public void remember(WebRequest request, String text) {
      sessions.remember(request, text);
    }

    @Override
    public Optional<String> remembered(WebRequest request) {
      return sessions.remembered(request);
    }
  }
}
