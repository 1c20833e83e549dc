package dev.accountlink.page;

import dev.accountlink.flow.Stage;
import dev.accountlink.provider.ProviderException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which text a failure has: people need fewer cases than the log. */
final class Failures {
  /** The groups of texts. */
  static final List<String> GROUPS =
      List.of(
          "ProviderDown",
          "ProviderRefused",
          "ProviderAnswer",
          "ProviderSetup",
          "CodeRefused",
          "ProofRejected",
          "Clock",
          "NotAPerson",
          "Store",
          "Host",
          "Page");

  private Failures() {}

  /** The key of the text: {@code failure.ProviderDown}. */
  static String messageKey(Stage stage, String code) {
    return "failure." + group(stage, code);
  }

  private static String group(Stage stage, String code) {
    return switch (stage) {
      case STORE -> "Store";
      case HOST_USERS, HOST_SESSIONS -> "Host";
      case PAGE -> "Page";
      case AUTHORIZATION -> "ProviderRefused";
      case BEGIN, TOKEN, ID_TOKEN, IDENTITY ->
          providerCode(code).map(Failures::group).orElse("ProviderAnswer");
    };
  }

  private static String group(ProviderException.Code code) {
    return switch (code) {
      case PROVIDER_DOWN -> "ProviderDown";
      case NOT_JSON, TOO_LARGE, REDIRECTED, TOKEN_REFUSED, API_REFUSED, OTHER_PERSON ->
          "ProviderAnswer";
      case INVALID_CLIENT, REDIRECT_MISMATCH, METADATA_INVALID, ADDRESS_DENIED -> "ProviderSetup";
      case INVALID_GRANT -> "CodeRefused";
      case ID_TOKEN_INVALID -> "ProofRejected";
      case CLOCK -> "Clock";
      case NOT_A_PERSON -> "NotAPerson";
    };
  }

  /** Codes are compared without case and underscores: {@code InvalidGrant} is INVALID_GRANT. */
  private static Optional<ProviderException.Code> providerCode(String code) {
    return Arrays.stream(ProviderException.Code.values())
        .filter(each -> plain(each.name()).equals(plain(code)))
        .findFirst();
  }

  private static String plain(String code) {
    return code.replace("_", "").toUpperCase(Locale.ROOT);
  }
}
