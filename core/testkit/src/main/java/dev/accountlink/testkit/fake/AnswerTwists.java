package dev.accountlink.testkit.fake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Twists of the JSON around an ID token: the token answer and UserInfo. */
final class AnswerTwists {
  private AnswerTwists() {}

  static Optional<OpenIdTwist> of(BadCase badCase) {
    return switch (badCase) {
      case TOKEN_TYPE_CASE -> tokens(answer -> answer.put("token_type", "bEaReR"));
      case TOKEN_TYPE_MISSING -> tokens(answer -> answer.remove("token_type"));
      case TOKEN_TYPE_UNKNOWN -> tokens(answer -> answer.put("token_type", "mac"));
      case EXPIRES_IN_MISSING -> tokens(answer -> answer.remove("expires_in"));
      case EXPIRES_IN_NULL -> tokens(answer -> answer.put("expires_in", null));
      case EXPIRES_IN_TEXT -> tokens(answer -> answer.put("expires_in", "300"));
      case SCOPE_MISSING -> tokens(answer -> answer.remove("scope"));
      case ID_TOKEN_MISSING -> tokens(answer -> answer.remove("id_token"));
      case ID_TOKEN_NULL -> tokens(answer -> answer.put("id_token", null));
      case ID_TOKEN_GARBAGE -> tokens(answer -> answer.put("id_token", "not.a-token"));
      case ERROR_IN_SUCCESS ->
          tokens(
              answer -> {
                answer.clear();
                answer.put("error", "invalid_grant");
              });
      case USERINFO_INVALID_SUB -> userInfo(answer -> answer.put("sub", "somebody-else"));
      case USERINFO_MISSING_SUB -> userInfo(answer -> answer.remove("sub"));
      default -> Optional.empty();
    };
  }

  private static Optional<OpenIdTwist> tokens(Consumer<Map<String, @Nullable Object>> change) {
    return Optional.of(
        new OpenIdTwist() {
          @Override
          public Map<String, @Nullable Object> tokens(Map<String, @Nullable Object> honest) {
            return changed(honest, change);
          }
        });
  }

  private static Optional<OpenIdTwist> userInfo(Consumer<Map<String, @Nullable Object>> change) {
    return Optional.of(
        new OpenIdTwist() {
          @Override
          public Map<String, @Nullable Object> userInfo(Map<String, @Nullable Object> honest) {
            return changed(honest, change);
          }
        });
  }

  private static Map<String, @Nullable Object> changed(
      Map<String, @Nullable Object> honest, Consumer<Map<String, @Nullable Object>> change) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>(honest);
    change.accept(result);
    return result;
  }
}
