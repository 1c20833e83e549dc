package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.WebReply;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A scene in which everything is logged that can be. At its end no secret of its flows may stand in
 * a log line, an exception, an event, a page or a header.
 */
final class LoggedScene {
  final Scene scene = new Scene();
  final TestHost host = scene.host;
  final TestBrowser browser = TestBrowser.fresh();
  final LogCapture log = LogCapture.open();

  LoggedScene() {
    scene.approveAs(Canaries.person());
  }

  void endsWithoutLeak() {
    log.close();
    try {
      nothingLeaked();
    } finally {
      scene.close();
    }
  }

  private void nothingLeaked() {
    Set<String> secrets = Canaries.secret(browser, scene.openId, scene.github);
    Set<String> notInLogs = new LinkedHashSet<>(secrets);
    notInLogs.addAll(Canaries.personal());
    assertThat(log.lines()).isNotEmpty().allSatisfy(line -> clean(line.whole(), notInLogs));
    assertThat(log.lines())
        .filteredOn(line -> line.logger().startsWith("dev.accountlink"))
        .allSatisfy(
            line ->
                assertThat(line.message()).hasSizeLessThan(1000).doesNotContainPattern("\\p{C}"));
    assertThat(host.events())
        .allSatisfy(event -> clean(Values.of(withoutLabel(event)), notInLogs))
        .allSatisfy(event -> clean(event.toString(), notInLogs));
    host.seen().forEach(seen -> shown(seen.reply(), secrets));
  }

  private void shown(WebReply reply, Set<String> secrets) {
    assertThat(reply.toString()).doesNotContain(secrets.toArray(String[]::new));
    for (WebReply.Header header : reply.headers()) {
      boolean toProvider =
          header.value().startsWith(scene.openId.issuer())
              || header.value().startsWith(scene.github.baseUrl());
      String own =
          toProvider ? header.value().replaceAll("(state|nonce)=[^&]*", "") : header.value();
      if (!header.name().equals("Set-Cookie")) {
        clean(own, secrets);
      }
    }
    clean(Values.of(reply.body()), secrets);
  }

  private static void clean(String text, Set<String> canaries) {
    for (String canary : canaries) {
      assertThat(text).doesNotContain(canary);
    }
  }

  /** Exactly one line says that the flow failed, and where. */
  void failedOnceAt(String stage) {
    List<String> failed = log.endings().stream().filter(line -> line.startsWith("FAILED")).toList();
    assertThat(failed)
        .hasSize(1)
        .allMatch(line -> line.matches(ending("FAILED", " stage=(" + stage + ")")));
  }

  /** How such a line looks. */
  static String ending(String what, String stage) {
    return what + " flow=[A-Za-z0-9_-]{22} provider=work" + stage + " code=\\w+.*";
  }

  /** A label is there for a mail to its person; an event does not print it. */
  private static Event withoutLabel(Event event) {
    return new Event(
        event.kind(),
        event.at(),
        event.flow(),
        event.provider(),
        event.user(),
        event.actor(),
        event.code(),
        Optional.empty());
  }
}
