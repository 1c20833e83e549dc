package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonEmail;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes is told by authority and subject: not by a login, an address or a provider's id. */
class WhoSomebodyIsTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser victim = TestBrowser.fresh();
  private final TestBrowser attacker = TestBrowser.fresh();
  private HostUser ada;

  @BeforeEach
  void adaIsHere() {
    scene.begin(victim, "Work").followAll();
    ada = host.users().named("ada").orElseThrow();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D06 nOAuth: whatever a tenant writes into free text, another subject is a stranger")
  void freeTextIdentifiesNobody() {
    Person self = People.ada();
    Person copy =
        self.withSubject("666")
            .withClaim("upn", "ada@example.org")
            .withClaim("unique_name", "ada")
            .withClaim("email_verified", true)
            .withClaim("oid", self.subject())
            .withClaim("user_id", self.subject());
    for (Person somebody : List.of(copy, copy.withLogin(self.subject()), copy.withName("ada"))) {
      scene.approveAs(somebody);
      scene.begin(attacker, "Work").followAll();
      assertThat(host.who(attacker)).isNotEqualTo("ada");
      assertOnlyLinkOfAda();
    }
  }

  @Test
  @DisplayName("D07 mutable identifier: a renamed person is the same, and only the label changes")
  void aRenamedPersonIsTheSame() {
    scene.openId.profileInIdToken(true);
    host.signOut(victim);
    scene.approveAs(People.ada().withLogin("countess"));

    scene.begin(victim, "Work").followAll();

    assertThat(host.who(victim)).isEqualTo("ada");
    assertThat(host.links().findAll(ada.id()))
        .extracting(link -> link.note().map(LinkNote::label).orElse(""))
        .containsExactly("countess");
    assertThat(host.users().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Work", "GitHub"})
  @DisplayName("D08 recycled login: whoever takes the login next is a stranger, address or not")
  void whoeverTakesTheLoginNextIsAStranger(String provider) {
    scene.approveAs(People.ada());
    scene.beginConnect(victim, "GitHub").followAll().submit("Confirm").followAll();
    scene.approveAs(People.ada().withLogin("countess"));
    Person next = People.recycledLogin(People.ada());
    String address = "ada@example.org";
    for (Person heir : List.of(next, next.withEmails(PersonEmail.primary(address)))) {
      scene.approveAs(heir);
      BrowserPage page = scene.begin(attacker, provider).followAll();
      assertThat(page.status()).isEqualTo(422);
      assertThat(host.who(attacker)).isEmpty();
      assertThat(host.links().findAll(ada.id())).hasSize(2);
      assertThat(host.users().count()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("D12 same subject, different issuer: number one of another server is a stranger")
  void theSameSubjectOfAnotherIssuerIsAStranger() {
    try (FakeOpenIdProvider other = FakeOpenIdProvider.start()) {
      other.register("second", "second-secret", host.callback("other"));
      other.useClock(host.clock());
      other.approveAs(People.ada());
      Provider another =
          OpenIdConnect.provider(
                  "other", "Other", other.issuer(), Client.of("second", "second-secret"))
              .withRegistration(Registration.ON);
      host.with(scene.work(), another);

      assertThat(scene.begin(attacker, "Other").followAll().status()).isEqualTo(422);

      assertThat(host.who(attacker)).isEmpty();
      assertOnlyLinkOfAda();
      scene.beginConnect(victim, "Other").followAll().submit("Confirm").followAll();
      assertThat(host.links().findAll(ada.id()))
          .as("two identities, and she may have both")
          .extracting(link -> link.identity().authority())
          .containsExactlyInAnyOrder(scene.openId.issuer(), other.issuer());
    }
  }

  @Test
  @DisplayName("D13 provider pointed at another server: its people are strangers to the old links")
  void peopleOfAnotherServerAreStrangers() {
    try (FakeOpenIdProvider other = FakeOpenIdProvider.start()) {
      other.register("oid-client", "oid-secret", host.callback("work"));
      other.useClock(host.clock());
      for (Person same : List.of(People.ada(), People.mallory().withSubject("100001"))) {
        other.approveAs(same);
        host.with(
            OpenIdConnect.provider(
                    "work", "Work", other.issuer(), Client.of("oid-client", "oid-secret"))
                .withRegistration(Registration.ON));
        scene.begin(attacker, "Work").followAll();
        assertThat(host.who(attacker)).isNotEqualTo("ada");
        assertOnlyLinkOfAda();
        host.signOut(attacker);
      }
    }
    host.with(scene.work());
    host.signOut(victim);
    scene.begin(victim, "Work").followAll();
    assertThat(host.who(victim)).isEqualTo("ada");
  }

  @Test
  @DisplayName("D14 two aliases of one issuer: one client twice is refused when the host starts")
  void oneClientTwiceIsRefused() {
    Provider alias =
        OpenIdConnect.provider(
            "again", "Again", scene.openId.issuer(), Client.of("oid-client", "other-secret"));

    assertThatThrownBy(() -> host.with(scene.work(), alias))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'again'")
        .hasMessageContaining("'work'");
  }

  @Test
  @DisplayName("D14 two aliases of one issuer: another client there means the same people")
  void anotherClientMeansTheSamePeople() {
    scene.openId.register("second", "second-secret", host.callback("again"));
    Provider alias =
        OpenIdConnect.provider(
                "again", "Again", scene.openId.issuer(), Client.of("second", "second-secret"))
            .withRegistration(Registration.ON);
    host.with(scene.work(), alias);
    scene.beginConnect(victim, "Again").followAll();
    assertOnlyLinkOfAda();

    host.signOut(victim);
    scene.begin(victim, "Again").followAll();

    assertThat(host.who(victim)).isEqualTo("ada");
    assertThat(host.users().count()).isEqualTo(1);
    assertOnlyLinkOfAda();
  }

  @Test
  @DisplayName("D34 profile fields overwrite: what a provider says later changes nothing here")
  void whatAProviderSaysLaterChangesNothing() {
    host.signOut(victim);
    scene.approveAs(
        People.ada()
            .withLogin("root")
            .withName("Administrator")
            .withEmails(PersonEmail.primary("root@example.org"))
            .withClaim("groups", List.of("admin"))
            .withClaim("role", "admin")
            .withClaim("picture", "https://evil.example/x.png"));

    scene.begin(victim, "Work").followAll();

    assertThat(host.who(victim)).isEqualTo("ada");
    assertThat(host.users().find(ada.id())).contains(ada);
    assertThat(host.users().withAddress(People.ada())).isEqualTo(ada);
  }

  private void assertOnlyLinkOfAda() {
    assertThat(host.links().findAll(ada.id()))
        .extracting(Link::identity)
        .containsExactly(scene.identity(People.ada()));
  }
}
