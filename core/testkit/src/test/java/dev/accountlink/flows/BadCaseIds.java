package dev.accountlink.flows;

import dev.accountlink.testkit.fake.BadCase;

/** Under which row of the security catalogue each misbehaviour stands. */
final class BadCaseIds {
  private BadCaseIds() {}

  static String of(BadCase badCase) {
    return switch (badCase) {
      case STATE_INVALID, STATE_MISSING, STATE_EMPTY, STATE_DOUBLED -> "A05 state not as sent";
      case MIX_UP -> "B01 mix-up";
      case RESPONSE_ISS_INVALID, ERROR_WITH_WRONG_ISS -> "B02 RFC 9207 iss wrong";
      case RESPONSE_ISS_REMOVED -> "B03 RFC 9207 iss removed";
      case CODE_DOUBLED, RESPONSE_ISS_DOUBLED, CODE_EMPTY, CODE_MISSING, CODE_AND_ERROR ->
          "B09 doubled, empty or contradicting";
      case ERROR_DESCRIPTION_HOSTILE, ERROR_UNKNOWN -> "B10 error text";
      case ACCESS_DENIED -> "B11 access_denied";
      case ACCESS_TOKEN_IN_FRONT, ID_TOKEN_IN_FRONT -> "B12 token on the front channel";
      case INVALID_ISS, ISS_MISSING -> "C01 wrong iss";
      case INVALID_AUD, MISSING_AUD -> "C03 missing or wrong aud";
      case AUD_SECONDARY, AZP_WRONG, AZP_MISSING, AZP_RIGHT -> "C04 extra aud, azp";
      case AUD_AS_ARRAY -> "C05 aud as array";
      case EXP_PAST, EXP_MISSING -> "C06 expired or missing exp";
      case MISSING_IAT, IAT_WEEK_OLD, IAT_FUTURE -> "C07 iat missing, old or future";
      case NBF_FUTURE -> "C08 nbf in future";
      case NONCE_INVALID, NONCE_MISSING -> "C09 nonce wrong or missing";
      case MISSING_SUB, SUB_EMPTY, SUB_BLANK, SUB_NUMERIC, SUB_NULL, SUB_TOO_LONG, SUB_LONGEST ->
          "C10 shape of sub";
      case USERINFO_INVALID_SUB, USERINFO_MISSING_SUB -> "C11 sub differs in UserInfo";
      case IDTOKEN_SIG_NONE, ALG_NULL, ALG_NONE_SPELT -> "C13 alg none";
      case ALG_CONFUSION,
          ALG_HS256_CLIENT_SECRET,
          INVALID_SIG_HS256,
          ALG_ALTERNATE,
          INVALID_SIG_ES256 ->
          "C14 alg confusion";
      case JWE_WITH_PLAIN_JWT -> "C15 JWE-wrapped plain JWT";
      case HEADER_JWK, HEADER_JKU, HEADER_X5U -> "C16 embedded key";
      case KID_ABSENT_SINGLE_JWKS, KID_ABSENT_MULTIPLE_JWKS -> "C17 kid absent";
      case SIGNING_KEY_ROTATION, SIGNING_KEY_ROTATION_JUST_BEFORE_SIGNING -> "C18 key rotation";
      case KID_UNKNOWN -> "C19 unknown kid";
      case AT_HASH_WRONG -> "C20 at_hash wrong";
      case AUTH_TIME_MISSING, AUTH_TIME_TEXT, AUTH_TIME_OLD, AUTH_TIME_FUTURE ->
          "C29 auth_time does not matter to sign in";
      case IDTOKEN_SIG_RS256, INVALID_SIG_RS256 -> "C21 RS256";
      case TYP_ACCESS_TOKEN, TYP_LOGOUT_TOKEN -> "C22 typ confusion";
      case METADATA_ISSUER_TEMPLATE -> "C02 multi-tenant issuer";
      case DISCOVERY_ISSUER_MISMATCH -> "C23 discovery issuer mismatch";
      case METADATA_PLAIN_HTTP,
          METADATA_SCRIPT,
          METADATA_FILE,
          METADATA_NO_JWKS,
          METADATA_OTHER_HOST ->
          "C24 endpoints elsewhere";
      case EMAIL_VERIFIED_FALSE_TEXT,
          EMAIL_VERIFIED_TRUE_TEXT,
          EMAIL_VERIFIED_ZERO,
          EMAIL_VERIFIED_ONE,
          EMAIL_VERIFIED_NULL,
          EMAIL_VERIFIED_ABSENT ->
          "C25 email_verified type";
      case ERROR_IN_SUCCESS -> "F06 error with status 200";
      case TOKEN_TYPE_CASE,
          TOKEN_TYPE_MISSING,
          TOKEN_TYPE_UNKNOWN,
          EXPIRES_IN_MISSING,
          EXPIRES_IN_NULL,
          EXPIRES_IN_TEXT,
          SCOPE_MISSING,
          ID_TOKEN_MISSING,
          ID_TOKEN_NULL,
          ID_TOKEN_GARBAGE ->
          "F07 oddities of the token answer";
      case CLIENT_SECRET_BASIC -> "F08 client authentication";
      case CLIENT_TEST,
          SCOPE_USERINFO_CLAIMS,
          USERINFO_BEARER_HEADER,
          DISCOVERY_OPENID_CONFIG,
          DISCOVERY_JWKS_URI_KEYS ->
          "OpenID plan";
    };
  }
}
