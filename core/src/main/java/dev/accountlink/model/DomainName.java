package dev.accountlink.model;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/**
 * The domain of an e-mail address in its one form: ASCII (IDNA), small letters, no dot at the end.
 * Equal only label by label; {@code example.com} is neither {@code sub.example.com} nor {@code
 * notexample.com}.
 *
 * @param ascii that form, at most 253 characters
 */
public record DomainName(String ascii) {

  /**
   * Checks the form; {@link #of} makes it.
   *
   * @throws IllegalArgumentException when the text is not a domain name in that form
   */
  public DomainName {
    if (!normalised(ascii).equals(Optional.of(ascii))) {
      throw new IllegalArgumentException(
          "Write the domain as example.com, without @ and without a dot at the end.");
    }
  }

  /**
   * A domain as an administrator writes it, in any case and any script.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static DomainName of(String domain) {
    return new DomainName(normalised(domain).orElse(domain));
  }

  /** The domain of an address; empty where what stands behind the @ is no domain name. */
  public static Optional<DomainName> ofAddress(EmailAddress address) {
    String text = address.address();
    return normalised(text.substring(text.lastIndexOf('@') + 1)).map(DomainName::new);
  }

  private static Optional<String> normalised(String domain) {
    try {
      String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      boolean usual = ascii.length() <= 253 && ascii.contains(".") && !ascii.endsWith(".");
      return usual && isNotMapped(domain, ascii) ? Optional.of(ascii) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether IDNA changed nothing but case. What it maps to other letters may be a domain of its own
   * to others: it makes {@code boss.com} of {@code boß.com}, which somebody else can register.
   */
  private static boolean isNotMapped(String domain, String ascii) {
    String small = domain.toLowerCase(Locale.ROOT);
    return small.equals(ascii) || small.equals(IDN.toUnicode(ascii));
  }
}
