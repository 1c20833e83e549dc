package dev.accountlink.testkit.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Twists of what an ID token says, soundly signed. */
final class ClaimTwists {
  private static final long HOUR = 3600;
  private static final String STRANGER = "somebody-else";

  private ClaimTwists() {}

  static Optional<OpenIdTwist> of(BadCase badCase) {
    return switch (badCase) {
      case INVALID_ISS -> put("iss", "https://issuer.example.net");
      case ISS_MISSING -> remove("iss");
      case MISSING_SUB -> remove("sub");
      case SUB_EMPTY -> sub("");
      case SUB_BLANK -> sub("   ");
      case SUB_NUMERIC -> sub(100001L);
      case SUB_NULL -> sub(null);
      case SUB_TOO_LONG -> sub("s".repeat(256));
      case SUB_LONGEST -> sub("s".repeat(255));
      case INVALID_AUD -> put("aud", STRANGER);
      case MISSING_AUD -> remove("aud");
      case AUD_AS_ARRAY -> change("aud", List::of);
      case AUD_SECONDARY -> twist(claims -> severalAudiences(claims, true));
      case AZP_MISSING -> twist(claims -> severalAudiences(claims, false));
      case AZP_WRONG -> put("azp", STRANGER);
      case AZP_RIGHT -> twist(claims -> with(claims, "azp", claims.get("aud")));
      case EXP_PAST -> later("exp", -2 * 300);
      case EXP_MISSING -> remove("exp");
      case MISSING_IAT -> remove("iat");
      case IAT_WEEK_OLD -> later("iat", -7 * 24 * HOUR);
      case IAT_FUTURE ->
          twist(claims -> shifted(shifted(claims, "iat", "iat", HOUR), "exp", "exp", HOUR));
      case NBF_FUTURE -> twist(claims -> shifted(claims, "iat", "nbf", HOUR));
      case AUTH_TIME_MISSING -> remove("auth_time");
      case AUTH_TIME_TEXT -> change("auth_time", String::valueOf);
      case AUTH_TIME_OLD -> later("auth_time", -HOUR);
      case AUTH_TIME_FUTURE -> later("auth_time", HOUR);
      case NONCE_INVALID -> put("nonce", "another-nonce");
      case NONCE_MISSING -> remove("nonce");
      case AT_HASH_WRONG -> put("at_hash", "AAAAAAAAAAAAAAAAAAAAAA");
      case EMAIL_VERIFIED_FALSE_TEXT -> emailVerified("false");
      case EMAIL_VERIFIED_TRUE_TEXT -> emailVerified("true");
      case EMAIL_VERIFIED_ZERO -> emailVerified(0);
      case EMAIL_VERIFIED_ONE -> emailVerified(1);
      case EMAIL_VERIFIED_NULL -> emailVerified(null);
      case EMAIL_VERIFIED_ABSENT ->
          everywhere(
              claims -> {
                claims.remove("email_verified");
                return claims;
              });
      default -> Optional.empty();
    };
  }

  private static Optional<OpenIdTwist> put(String claim, @Nullable Object value) {
    return twist(claims -> with(claims, claim, value));
  }

  private static Optional<OpenIdTwist> remove(String claim) {
    return twist(
        claims -> {
          claims.remove(claim);
          return claims;
        });
  }

  private static Optional<OpenIdTwist> change(String claim, Function<Object, Object> change) {
    return twist(
        claims ->
            with(claims, claim, Optional.ofNullable(claims.get(claim)).map(change).orElse(null)));
  }

  private static Optional<OpenIdTwist> later(String claim, long seconds) {
    return twist(claims -> shifted(claims, claim, claim, seconds));
  }

  /**
   * The subject is the same wrong one in UserInfo, so that only its shape can be found fault with.
   */
  private static Optional<OpenIdTwist> sub(@Nullable Object subject) {
    return everywhere(claims -> with(claims, "sub", subject));
  }

  private static Optional<OpenIdTwist> emailVerified(@Nullable Object value) {
    return everywhere(
        claims -> claims.containsKey("email") ? with(claims, "email_verified", value) : claims);
  }

  private static Map<String, @Nullable Object> severalAudiences(
      Map<String, @Nullable Object> claims, boolean named) {
    Optional<Object> client = Optional.ofNullable(claims.get("aud"));
    if (named) {
      claims.put("azp", client.orElse(null));
    }
    return with(claims, "aud", List.of(client.orElse(""), STRANGER));
  }

  private static Map<String, @Nullable Object> shifted(
      Map<String, @Nullable Object> claims, String from, String to, long seconds) {
    long moment = claims.get(from) instanceof Number number ? number.longValue() : 0;
    return with(claims, to, moment + seconds);
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> claims, String claim, @Nullable Object value) {
    claims.put(claim, value);
    return claims;
  }

  private static Optional<OpenIdTwist> twist(UnaryOperator<Map<String, @Nullable Object>> change) {
    return Optional.of(
        new OpenIdTwist() {
          @Override
          public Map<String, @Nullable Object> claims(Map<String, @Nullable Object> honest) {
            return change.apply(honest);
          }
        });
  }

  private static Optional<OpenIdTwist> everywhere(
      UnaryOperator<Map<String, @Nullable Object>> change) {
    return Optional.of(
        new OpenIdTwist() {
          @Override
          public Map<String, @Nullable Object> claims(Map<String, @Nullable Object> honest) {
            return change.apply(honest);
          }

          @Override
          public Map<String, @Nullable Object> userInfo(Map<String, @Nullable Object> honest) {
            return change.apply(honest);
          }
        });
  }
}
