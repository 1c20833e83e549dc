package dev.accountlink.imports;

import dev.accountlink.model.ProviderId;
import dev.accountlink.provider.RepositoryHosting;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a list goes on, as a text that a host may pass through a browser. It is not sealed, because
 * whoever changes it can only ask for another page of the own list: a position is taken back only
 * in the one shape that its kind gives it.
 */
final class PageText {
  private static final String VERSION = "1";
  private static final Pattern SHAPE =
      Pattern.compile("1\\.[a-z0-9-]{1,64}\\.[A-Za-z0-9_-]{1,900}");

  private PageText() {}

  static String of(ProviderId provider, String position) {
    return VERSION
        + "."
        + provider.value()
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  /** The position; empty when the text is not one of this provider's. */
  static Optional<String> position(ProviderId provider, RepositoryHosting hosting, String text) {
    if (text.length() > 1000 || !SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    String[] parts = text.split("\\.", 3);
    try {
      String position = new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8);
      return Optional.of(position)
          .filter(known -> parts[1].equals(provider.value()))
          .filter(hosting::isPosition);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
