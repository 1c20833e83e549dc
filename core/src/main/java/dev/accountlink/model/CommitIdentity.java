package dev.accountlink.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Name and address that may stand in a commit as its author's.
 *
 * @param name without the characters that end a name in a commit
 * @param email an address that was proven to be the person's, or one by which the provider knows
 *     the person's commits without telling an address
 */
public record CommitIdentity(String name, String email) {
  private static final int MAX_NAME = 255;

  /**
   * Drops from the name what a commit cannot hold.
   *
   * @throws IllegalArgumentException when nothing is left of the name, or the address is none that
   *     can stand in a commit
   */
  public CommitIdentity {
    name = name.replaceAll("[<>\\p{Cntrl}]", "").strip();
    Texts.require(name, "commit name", MAX_NAME);
    Texts.require(email, "e-mail address", EmailAddress.MAX_LENGTH);
    if (!email.matches("[^<>@\\s]+@[^<>@\\s]+")) {
      throw new IllegalArgumentException("This e-mail address cannot stand in a commit.");
    }
  }

  /** The proven addresses of an identity, the main one first. */
  public static List<CommitIdentity> of(ExternalIdentity identity) {
    return identity.emails().stream()
        .filter(EmailAddress::verified)
        .sorted(Comparator.comparing(EmailAddress::primary).reversed())
        .flatMap(email -> of(identity, email.address()).stream())
        .distinct()
        .toList();
  }

  /**
   * An address of an identity, under its name, else its login, else what is before the {@code @};
   * none where a commit cannot hold it.
   */
  public static Optional<CommitIdentity> of(ExternalIdentity identity, String email) {
    return identity
        .displayName()
        .flatMap(name -> made(name, email))
        .or(() -> identity.login().flatMap(login -> made(login, email)))
        .or(() -> made(email.replaceFirst("@.*", ""), email));
  }

  private static Optional<CommitIdentity> made(String name, String email) {
    try {
      return Optional.of(new CommitIdentity(name, email));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Prints nothing of the person. */
  @Override
  public String toString() {
    return "CommitIdentity[hidden]";
  }
}
