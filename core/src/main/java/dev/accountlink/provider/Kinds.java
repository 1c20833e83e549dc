package dev.accountlink.provider;

import java.util.function.Predicate;

/** What several kinds do in the same words. */
final class Kinds {
  private Kinds() {}

  /**
   * An address without the slash at its end, to which paths are appended: it keeps its own path.
   */
  static String root(String baseUrl) {
    return baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
  }

  /** The subject of the ID token, which has been checked but for the shape that this kind gives. */
  static String subject(ProviderApi api, Predicate<String> shape) throws ProviderException {
    return api.idToken()
        .text("sub")
        .filter(shape)
        .orElseThrow(() -> notAPerson("The ID token's subject is not the key of a person."));
  }

  static ProviderException notAPerson(String message) {
    return new ProviderException(ProviderException.Code.NOT_A_PERSON, message);
  }
}
