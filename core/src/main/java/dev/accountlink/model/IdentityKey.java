package dev.accountlink.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The one key of an identity: who vouches, and for whom. Exact to the byte: {@code abc}, {@code
 * ABC} and {@code "abc "} are three identities, and so are the composed and the decomposed {@code
 * ä}.
 *
 * <p>Two configured providers of one authority share identities. When a provider is pointed at
 * another address its authority changes with it, so old links never pass to strangers.
 *
 * @param authority the issuer (OpenID Connect) or the provider's canonical base URL, 1 to 255
 *     characters
 * @param subject the provider's immutable key of the person, 1 to 255 characters; never a login or
 *     an e-mail address
 */
public record IdentityKey(String authority, String subject) {
  /** The longest authority and the longest subject, in characters (OpenID Connect Core 2). */
  public static final int MAX_LENGTH = 255;

  private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789.-";

  /**
   * Checks both parts. Over-long is refused and never cut: a cut subject would be somebody else's.
   *
   * @throws IllegalArgumentException when a part is blank, over-long or holds a control character
   */
  public IdentityKey {
    Texts.require(authority, "authority", MAX_LENGTH);
    Texts.require(subject, "subject", MAX_LENGTH);
  }

  /**
   * The key as one text for stores that have a single column: {@code authority~subject} with
   * everything but {@code a-z 0-9 . -} as {@code _} and two hex digits for each UTF-8 byte.
   *
   * <p>Reversible, free of colons, the same under any case folding or collation, and therefore safe
   * as a key in a case-insensitive database. Up to 4,591 characters when every character needs
   * escaping; ordinary ones stay near their own length.
   */
  public String text() {
    return escape(authority) + "~" + escape(subject);
  }

  /**
   * Reads what {@link #text()} wrote.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  public static IdentityKey parse(String text) {
    int tilde = text.indexOf('~');
    if (tilde < 0 || tilde != text.lastIndexOf('~')) {
      throw new IllegalArgumentException("An identity key's text has exactly one '~'.");
    }
    IdentityKey key =
        new IdentityKey(unescape(text.substring(0, tilde)), unescape(text.substring(tilde + 1)));
    if (!key.text().equals(text)) {
      throw new IllegalArgumentException("The text is not an identity key in its one true form.");
    }
    return key;
  }

  private static String escape(String part) {
    StringBuilder out = new StringBuilder(part.length() + 16);
    for (byte octet : part.getBytes(StandardCharsets.UTF_8)) {
      if (octet > 0 && PLAIN.indexOf(octet) >= 0) {
        out.append((char) octet);
      } else {
        out.append('_').append(HexFormat.of().toHexDigits(octet));
      }
    }
    return out.toString();
  }

  private static String unescape(String escaped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
    try {
      for (int i = 0; i < escaped.length(); i++) {
        char letter = escaped.charAt(i);
        if (letter == '_') {
          bytes.write(HexFormat.fromHexDigits(escaped, i + 1, i + 3));
          i += 2;
        } else {
          bytes.write(letter);
        }
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (IndexOutOfBoundsException | CharacterCodingException e) {
      throw new IllegalArgumentException("The text is not an identity key.", e);
    }
  }

  /** Prints the authority only. */
  @Override
  public String toString() {
    return "IdentityKey[at " + authority + "]";
  }
}
