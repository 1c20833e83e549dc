package dev.accountlink.model;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A person's account at a provider, proven in a flow.
 *
 * <p>Only {@code key} says who it is. Login, name and e-mail addresses can change owners and are
 * labels.
 *
 * @param key authority and subject
 * @param login what the provider calls the person, at most 255 characters
 * @param displayName the person's name, at most 255 characters
 * @param emails the addresses, empty also where nobody asked for them
 * @param picture where the provider shows a picture of the person, {@code https} and at most 255
 *     characters. Never fetched and never stored here; whoever shows it tells the provider who
 *     looks
 */
public record ExternalIdentity(
    IdentityKey key,
    Optional<String> login,
    Optional<String> displayName,
    List<EmailAddress> emails,
    Optional<URI> picture) {
  private static final int MAX_ADDRESS = 255;

  /**
   * Copies the list, cuts over-long labels and drops the address of a picture that browsers should
   * not be sent to. They are for display, so that does no harm.
   */
  public ExternalIdentity {
    login = login.map(Texts::label).filter(text -> !text.isBlank());
    displayName = displayName.map(Texts::label).filter(text -> !text.isBlank());
    emails = List.copyOf(emails);
    picture = picture.filter(ExternalIdentity::isForBrowsers);
  }

  /** An identity without a picture. */
  public ExternalIdentity(
      IdentityKey key,
      Optional<String> login,
      Optional<String> displayName,
      List<EmailAddress> emails) {
    this(key, login, displayName, emails, Optional.empty());
  }

  /** The same identity with the addresses a later look-up brought. */
  public ExternalIdentity withEmails(List<EmailAddress> found) {
    return new ExternalIdentity(key, login, displayName, found, picture);
  }

  /** The same identity with the picture at this address, if it is one for browsers. */
  public ExternalIdentity withPicture(Optional<URI> found) {
    return new ExternalIdentity(key, login, displayName, emails, found);
  }

  /** What a person would recognise it by: login, else name, else subject. */
  public String label() {
    return login.or(() -> displayName).orElse(key.subject());
  }

  /** The verified address to use: the primary one, else the first; never an unverified one. */
  public Optional<EmailAddress> verifiedEmail() {
    List<EmailAddress> verified = emails.stream().filter(EmailAddress::verified).toList();
    return verified.stream()
        .filter(EmailAddress::primary)
        .findFirst()
        .or(() -> verified.stream().findFirst());
  }

  private static boolean isForBrowsers(URI address) {
    return "https".equalsIgnoreCase(address.getScheme())
        && address.getHost() != null
        && address.getRawUserInfo() == null
        && address.toString().length() <= MAX_ADDRESS
        && address.toString().chars().allMatch(letter -> letter < 128);
  }

  /** Prints the authority only. */
  @Override
  public String toString() {
    return "ExternalIdentity[at " + key.authority() + "]";
  }
}
