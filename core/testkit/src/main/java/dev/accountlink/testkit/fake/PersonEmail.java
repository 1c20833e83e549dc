package dev.accountlink.testkit.fake;

import java.util.Optional;

/**
 * An e-mail address of a {@link Person} at a fake provider.
 *
 * @param address the address as the provider prints it
 * @param verified whether the provider says that the address was proven
 * @param primary whether it is the person's main address
 * @param visibility GitHub's {@code public} or {@code private}; empty where GitHub says null
 */
public record PersonEmail(
    String address, boolean verified, boolean primary, Optional<String> visibility) {

  /** A proven main address everybody may see. */
  public static PersonEmail primary(String address) {
    return new PersonEmail(address, true, true, Optional.of("public"));
  }

  /** A proven main address that the person hides. */
  public static PersonEmail hiddenPrimary(String address) {
    return new PersonEmail(address, true, true, Optional.of("private"));
  }

  /** A proven further address. */
  public static PersonEmail further(String address) {
    return new PersonEmail(address, true, false, Optional.empty());
  }

  /** The same address, proven or not. */
  public PersonEmail withVerified(boolean nowVerified) {
    return new PersonEmail(address, nowVerified, primary, visibility);
  }
}
