package dev.accountlink.flows;

import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonEmail;
import dev.accountlink.testkit.fake.RecordedRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Texts of one test's flows that must turn up nowhere. */
final class Canaries {
  /** In bodies of providers, messages of exceptions and addresses. */
  static final String PLANTED = "planted-canary";

  private static final List<String> OF_REQUESTS =
      List.of("code", "state", "nonce", "code_verifier", "client_secret");

  private Canaries() {}

  /** Somebody all of whose data can be told from everything else. */
  static Person person() {
    return Person.of("770011223344", "canarylogin")
        .withName("Canary Name")
        .withEmails(PersonEmail.primary("canary-mail@example.org"));
  }

  /** What belongs to the person and may stand in a page as a label, but in no log line. */
  static List<String> personal() {
    return List.of("770011223344", "canarylogin", "Canary Name");
  }

  /** What may stand nowhere at all. */
  static Set<String> secret(TestBrowser browser, FakeForge... forges) {
    Set<String> all = new LinkedHashSet<>(List.of(PLANTED, "canary-mail"));
    for (FakeForge forge : forges) {
      all.addAll(forge.issuedSecrets());
      forge.requests().forEach(request -> all.addAll(of(request)));
    }
    browser.cookies().forEach(cookie -> all.addAll(List.of(cookie.value().split("\\."))));
    all.removeIf(text -> text.length() < 9 || text.matches("[0-9]{10}"));
    return all;
  }

  private static List<String> of(RecordedRequest request) {
    List<String> found = new ArrayList<>();
    for (String name : OF_REQUESTS) {
      request.queryParam(name).ifPresent(found::add);
      request.formParam(name).ifPresent(found::add);
    }
    request
        .header("authorization")
        .map(value -> value.replaceFirst("\\S+ ", ""))
        .ifPresent(found::add);
    return found;
  }
}
