package dev.accountlink.testkit.fake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who has an identity at a fake provider.
 *
 * <p>A forge looks a person up by subject at each call, so {@link FakeForge#put} of a changed copy
 * renames somebody while tokens are out.
 *
 * @param subject the immutable subject; digits only, because GitHub's is a number
 * @param login the user name, which can be changed and taken again by another person
 * @param name the display name, if one was given
 * @param emails all addresses, in the order in which the provider lists them
 * @param bot whether GitHub calls this one a {@code Bot}
 * @param suspended whether the provider refuses every API call of this person
 * @param claims more OpenID claims, such as {@code groups}
 * @param groups the organisations, groups or workspaces the person belongs to
 */
public record Person(
    String subject,
    String login,
    Optional<String> name,
    List<PersonEmail> emails,
    boolean bot,
    boolean suspended,
    Map<String, Object> claims,
    List<PersonGroup> groups) {

  /** Keeps copies of the lists. */
  public Person {
    emails = List.copyOf(emails);
    claims = Map.copyOf(claims);
    groups = List.copyOf(groups);
  }

  /** A person with neither name nor address. */
  public static Person of(String subject, String login) {
    return new Person(
        subject, login, Optional.empty(), List.of(), false, false, Map.of(), List.of());
  }

  /** The same person under another subject: for a fake, somebody else. */
  public Person withSubject(String other) {
    return new Person(other, login, name, emails, bot, suspended, claims, groups);
  }

  /** The same person, renamed. */
  public Person withLogin(String other) {
    return new Person(subject, other, name, emails, bot, suspended, claims, groups);
  }

  /** The same person with this display name. */
  public Person withName(String other) {
    return new Person(subject, login, Optional.of(other), emails, bot, suspended, claims, groups);
  }

  /** The same person with exactly these addresses. */
  public Person withEmails(PersonEmail... others) {
    return new Person(subject, login, name, List.of(others), bot, suspended, claims, groups);
  }

  /** The same person as a bot. */
  public Person asBot() {
    return new Person(subject, login, name, emails, true, suspended, claims, groups);
  }

  /** The same person, shut out by the provider. */
  public Person asSuspended() {
    return new Person(subject, login, name, emails, bot, true, claims, groups);
  }

  /** The same person with one more OpenID claim. */
  public Person withClaim(String claim, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(claims);
    more.put(claim, value);
    return new Person(subject, login, name, emails, bot, suspended, more, groups);
  }

  /** The same person in exactly these groups. */
  public Person withGroups(PersonGroup... others) {
    return new Person(subject, login, name, emails, bot, suspended, claims, List.of(others));
  }

  /** The main address, if there is one. */
  public Optional<PersonEmail> primaryEmail() {
    return emails.stream().filter(PersonEmail::primary).findFirst();
  }

  /** Where the provider shows a picture of this person, beside its own addresses as many do. */
  public String picture() {
    return "https://pictures.example/" + subject + ".png";
  }

  /** What a page calls this person: the name, or the login where there is none. */
  public String displayName() {
    return name.orElse(login);
  }
}
