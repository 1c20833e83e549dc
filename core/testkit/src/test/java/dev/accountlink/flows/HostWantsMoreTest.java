package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.web.WebRequest;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider's word is not always enough: the host asks for more, or does not like the name. */
class HostWantsMoreTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D28 2FA bypass: no session before the second factor, the first time and later")
  void noSessionBeforeTheSecondFactor() {
    URI page = URI.create(host.baseUrl() + "/host/second-factor");
    host.configure(builder -> builder.provider(scene.work()).sessions(asking(page)));
    for (int i = 0; i < 2; i++) {
      String callback = scene.callback(browser, "Work");

      BrowserPage next = Scene.comeTo(browser, callback);

      assertThat(next.uri()).isEqualTo(page);
      assertNobody();
      assertThat(browser.open(callback).followAll().uri()).isNotEqualTo(page);
      assertNobody();
      assertThat(host.linksPage(browser).text()).doesNotContain("Disconnect");
    }
    assertThat(host.users().count()).isEqualTo(1);
    assertThat(host.links().find(scene.identity(People.ada()))).isPresent();
    assertThat(host.happened()).doesNotContain(Event.Kind.SIGNED_IN);
  }

  @Test
  @DisplayName("D28 2FA bypass: where the host says no, or says yes and does nothing, nobody is in")
  void aHostThatDoesNothingSignsNobodyIn() {
    HostSessions.SessionStart[] answers = {
      new HostSessions.SessionStart.RefusedByHost("host.no"),
      new HostSessions.SessionStart.Started(),
      new HostSessions.SessionStart.StartedFromNextRequest()
    };
    for (HostSessions.SessionStart answer : answers) {
      host.configure(builder -> builder.provider(scene.work()).sessions(answering(answer)));

      BrowserPage page = Steps.onward(scene.begin(browser, "Work"));

      assertThat(page.status()).isGreaterThanOrEqualTo(400);
      assertNobody();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "-rf",
        "a/b",
        "ada.",
        "\u0410dmin",
        "ada\u202e",
        "lady",
        "LADY",
        "\uff4cady"
      })
  @DisplayName("D24 username collision, reserved, unicode: a login that will not do makes nobody")
  void aLoginThatWillNotDoMakesNobody(String login) {
    HostUser lady = host.users().register("lady", "lady@example.org");
    scene.approveAs(People.ada().withLogin(login));

    BrowserPage page = scene.begin(browser, "Work").followAll();

    assertNobody();
    assertThat(page.uri().getPath()).startsWith(TestHost.PREFIX);
    assertThat(host.users().count()).isEqualTo(1);
    assertThat(host.links().findAll(lady.id())).isEmpty();
    assertThat(host.links().find(scene.identity(People.ada()))).isEmpty();
  }

  private void assertNobody() {
    assertThat(host.who(browser)).isEmpty();
    assertThat(host.sessionCount()).isZero();
  }

  private HostSessions asking(URI page) {
    return answering(new HostSessions.SessionStart.ContinuesAt(page));
  }

  /** The host's sessions, none of which is ever started. */
  private HostSessions answering(HostSessions.SessionStart answer) {
    HostSessions real = host.sessions();
    return new HostSessions() {
      @Override
      public Optional<CurrentUser> current(WebRequest request) {
        return real.current(request);
      }

      @Override
      public SessionStart start(
          WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
        return answer;
      }
    };
  }
}
