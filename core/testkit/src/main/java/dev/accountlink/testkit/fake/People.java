package dev.accountlink.testkit.fake;

import java.util.List;

/** The people every test may use; each has an identity of its own that never changes. */
public final class People {
  private People() {}

  /** Ada Lovelace, an ordinary person with a proven public address. */
  public static Person ada() {
    return Person.of("100001", "ada")
        .withName("Ada Lovelace")
        .withEmails(
            PersonEmail.primary("ada@example.org"),
            PersonEmail.further("100001+ada@users.noreply.example.org"));
  }

  /** Bob Stone, a second ordinary person. */
  public static Person bob() {
    return Person.of("100002", "bob")
        .withName("Bob Stone")
        .withEmails(PersonEmail.primary("bob@example.org"));
  }

  /** Mallory, who attacks. */
  public static Person mallory() {
    return Person.of("100003", "mallory")
        .withName("Mallory Grim")
        .withEmails(PersonEmail.primary("mallory@example.net"));
  }

  /** Somebody without any address. */
  public static Person noEmail() {
    return Person.of("100004", "nomail").withName("Nora Mailless");
  }

  /** Somebody whose only address was never proven. */
  public static Person unverifiedEmail() {
    return Person.of("100005", "unsure")
        .withName("Ursula Unsure")
        .withEmails(PersonEmail.primary("ursula@example.org").withVerified(false));
  }

  /** Somebody who hides a proven address. */
  public static Person privateEmail() {
    return Person.of("100006", "shy")
        .withName("Shirin Shy")
        .withEmails(
            PersonEmail.hiddenPrimary("shirin@example.org"),
            PersonEmail.further("100006+shy@users.noreply.example.org"));
  }

  /** Somebody with a login and nothing else. */
  public static Person nameless() {
    return Person.of("100007", "nameless").withEmails(PersonEmail.primary("n7@example.org"));
  }

  /** A machine that must not be let in as a person. */
  public static Person robot() {
    return Person.of("100008", "deploy-bot").withName("Deploy Bot").asBot();
  }

  /** Somebody whom the provider has shut out. */
  public static Person suspended() {
    return Person.of("100009", "gone").withName("Gus Gone").asSuspended();
  }

  /** Somebody whose name and login try to break pages and logs. */
  public static Person hostileText() {
    return Person.of("100010", "<b>eve</b>")
        .withName("<script>alert('eve')</script>\r\nX: y\u202Eevil")
        .withEmails(PersonEmail.primary("\"<img src=x>\"@example.net"));
  }

  /** A stranger who took the login that this person gave up. */
  public static Person recycledLogin(Person former) {
    return Person.of("9" + former.subject(), former.login())
        .withName("New " + former.displayName())
        .withEmails(PersonEmail.primary("new-" + former.login() + "@example.net"));
  }

  /** The nth of any number of ordinary people, for tests that need a crowd. */
  public static Person numbered(int number) {
    return Person.of(String.valueOf(200_000 + number), "person" + number)
        .withName("Person " + number)
        .withEmails(PersonEmail.primary("person" + number + "@example.org"));
  }

  /** Those whom a fake provider offers on its page unless told otherwise. */
  public static List<Person> usual() {
    return List.of(ada(), bob(), noEmail(), unverifiedEmail(), privateEmail());
  }
}
