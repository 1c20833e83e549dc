package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostSessions.SessionStart;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.HostUsers.Creation;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.WebRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** The host under test, and the steps the tests are made of. */
abstract class HostContractSetting {
  static final String PASSWORD = "correct horse 7 battery";

  private final AtomicReference<Consumer<WebRequest>> question =
      new AtomicReference<>(request -> {});
  HostUnderTest host;

  protected abstract HostUnderTest open(Consumer<WebRequest> probe) throws Exception;

  @BeforeEach
  final void openTheHost() throws Exception {
    host = open(request -> question.get().accept(request));
  }

  @AfterEach
  final void closeTheHost() {
    host.close();
  }

  final HostUsers users() {
    return host.users(host.links());
  }

  /** What the host answers to a question inside one request of this browser. */
  final <T> T ask(TestBrowser browser, Function<WebRequest, T> asked) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    question.set(
        request -> {
          try {
            answer.complete(asked.apply(request));
          } catch (RuntimeException | Error failure) {
            answer.completeExceptionally(failure);
          }
        });
    browser.get(host.probeAddress());
    question.set(request -> {});
    assertThat(answer)
        .as("The page at probeAddress() must hand its request to the probe before it answers.")
        .isDone();
    try {
      return answer.join();
    } catch (CompletionException failure) {
      throw new AssertionError(
          "The host threw inside a request. Answer a refusal instead, so that people are told why: "
              + failure.getCause(),
          failure.getCause());
    }
  }

  /** Who is signed in in a further request of this browser. */
  final Optional<CurrentUser> current(TestBrowser browser) {
    return ask(browser, request -> host.sessions().current(request));
  }

  final Optional<UserId> who(TestBrowser browser) {
    return current(browser).map(CurrentUser::id);
  }

  /** Calls {@code start}, and tells whom the same request shows after it. */
  final Started start(TestBrowser browser, HostUser user) {
    return ask(
        browser,
        request -> {
          SignInProof proof =
              new SignInProof(new ProviderId("contract"), identity("1"), false, Instant.now());
          URI home = URI.create(host.probeAddress()).resolve("/");
          SessionStart answer = host.sessions().start(request, user, proof, home);
          return new Started(answer, host.sessions().current(request).map(CurrentUser::id));
        });
  }

  record Started(SessionStart answer, Optional<UserId> shown) {}

  /** Signs in, and fails where that does not work. */
  final void signIn(TestBrowser browser, HostUser user) {
    Started started = start(browser, user);
    assertThat(who(browser))
        .as(
            "start answered %s for an active user, but the next request shows nobody or somebody"
                + " else. Start the session in the host's own way and let current read it.",
            started.answer().getClass().getSimpleName())
        .contains(user.id());
  }

  final HostUser make(String username, String subject) {
    Creation creation =
        users().createLinked(draft(username, username + "@example.org"), link(subject));
    assertThat(creation)
        .as(
            "createLinked must make a user of the plain new name '%s' and a verified address. If the"
                + " host refuses it for a reason of its own, open it in the test without that rule.",
            username)
        .isInstanceOf(Creation.Created.class);
    return ((Creation.Created) creation).user();
  }

  /** Somebody who waits for approval; a host that has no such thing refuses the draft. */
  final HostUser makeWaiting(String username, String subject) {
    NewUser active = draft(username, username + "@example.org");
    NewUser waiting =
        new NewUser(
            active.username(), active.displayName(), active.email(), Standing.AWAITING_APPROVAL);
    Creation creation = users().createLinked(waiting, link(subject));
    Assumptions.assumeFalse(
        creation instanceof Creation.RefusedByHost, "nobody waits for approval at this host");
    assertThat(creation)
        .as(
            "createLinked must make a user who waits for approval, or answer RefusedByHost where the"
                + " host knows no approval.")
        .isInstanceOf(Creation.Created.class);
    return ((Creation.Created) creation).user();
  }

  final Optional<String> sessionId(TestBrowser browser) {
    return browser.cookie(host.sessionCookie()).map(cookie -> cookie.value());
  }

  static NewUser draft(String username, String email) {
    return new NewUser(
        username, "Somebody", Optional.of(new EmailAddress(email, true, true)), Standing.ACTIVE);
  }

  static LinkDraft link(String subject) {
    return new LinkDraft(
        identity(subject), new LinkNote("label-" + subject, Instant.now(), Optional.empty()));
  }

  static IdentityKey identity(String subject) {
    return new IdentityKey("https://id.example.com/contract", subject);
  }
}
