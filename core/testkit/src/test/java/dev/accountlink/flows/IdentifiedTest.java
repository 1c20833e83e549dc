package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.UserId;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A host hears as whom its users came in, with the addresses that count. */
class IdentifiedTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final List<Told> told = new CopyOnWriteArrayList<>();

  private record Told(UserId user, ProviderId provider, ExternalIdentity identity) {
    List<String> addresses() {
      return identity.emails().stream().map(EmailAddress::address).toList();
    }
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private void listen() {
    host.users().tell((user, provider, identity) -> told.add(new Told(user, provider, identity)));
  }

  private void assertTold(HostUser user, String... addresses) {
    assertThat(told)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.user()).isEqualTo(user.id());
              assertThat(one.provider().value()).isEqualTo("work");
              assertThat(one.addresses()).containsExactly(addresses);
            });
  }

  @Test
  void ofWhoRegistersAndOfWhoReturns() {
    listen();
    scene.begin(browser, "Work").followAll();
    HostUser ada = host.users().find(told.get(0).user()).orElseThrow();
    assertTold(ada, "ada@example.org");

    told.clear();
    scene.begin(TestBrowser.fresh(), "Work").followAll();

    // who returns is not asked for more than who it is
    assertTold(ada);
  }

  @Test
  void ofWhoConnectsOnceItIsConfirmed() {
    HostUser lady = host.users().register("lady", "lady@example.org");
    host.signIn(browser, lady);
    listen();

    var confirm = scene.beginConnect(browser, "Work").followAll();
    assertThat(told).isEmpty();
    confirm.submit("Confirm");

    assertTold(lady, "ada@example.org");
  }

  @Test
  @DisplayName("D05 an address that nobody has proven is not told")
  void anAddressThatIsNotProvenIsNotTold() {
    HostUser ursula = scene.linked("ursula", People.unverifiedEmail());
    scene.approveAs(People.unverifiedEmail());
    listen();

    scene.begin(browser, "Work").followAll();

    assertTold(ursula);
  }

  @Test
  void aHostThatFailsAtItKeepsNobodyOut() {
    host.users()
        .tell(
            (user, provider, identity) -> {
              throw new IllegalStateException("the table is full");
            });

    scene.begin(browser, "Work").followAll();

    assertThat(host.who(browser)).isEqualTo("ada");
  }
}
