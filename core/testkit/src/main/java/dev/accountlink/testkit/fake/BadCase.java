package dev.accountlink.testkit.fake;

import static dev.accountlink.testkit.fake.Expectation.ACCEPT;
import static dev.accountlink.testkit.fake.Expectation.REJECT_METADATA;
import static dev.accountlink.testkit.fake.Expectation.REJECT_RESPONSE;
import static dev.accountlink.testkit.fake.Expectation.REJECT_TOKEN;
import static dev.accountlink.testkit.fake.Expectation.REJECT_USERINFO;

/**
 * One way in which an OpenID provider can misbehave, or behave unusually and yet be right.
 *
 * <p>Those named {@code oidcc-client-test…} are the modules of the OpenID Foundation's Basic, Form
 * Post and Config plans for relying parties and of its wider plan; {@code fapi…} are derived from
 * its FAPI plans; the rest is our own. Form Post is the Basic plan with {@code
 * response_mode=form_post} in the request, which every case honours.
 */
public enum BadCase {
  /** Everything is right. */
  CLIENT_TEST("oidcc-client-test", ACCEPT),
  /** The ID token names another issuer. */
  INVALID_ISS("oidcc-client-test-invalid-iss", REJECT_TOKEN),
  /** The ID token has no subject. */
  MISSING_SUB("oidcc-client-test-missing-sub", REJECT_TOKEN),
  /** The ID token is for another client. */
  INVALID_AUD("oidcc-client-test-invalid-aud", REJECT_TOKEN),
  /** The ID token does not say when it was issued. */
  MISSING_IAT("oidcc-client-test-missing-iat", REJECT_TOKEN),
  /** One key, and neither it nor the ID token has a key id. */
  KID_ABSENT_SINGLE_JWKS("oidcc-client-test-kid-absent-single-jwks", ACCEPT),
  /** Several keys that would do, and no key ids: one of them verifies. */
  KID_ABSENT_MULTIPLE_JWKS("oidcc-client-test-kid-absent-multiple-jwks", ACCEPT),
  /** An ordinary RS256 signature. */
  IDTOKEN_SIG_RS256("oidcc-client-test-idtoken-sig-rs256", ACCEPT),
  /** The ID token is not signed and says so. */
  IDTOKEN_SIG_NONE("oidcc-client-test-idtoken-sig-none", REJECT_TOKEN),
  /** The RS256 signature is broken. */
  INVALID_SIG_RS256("oidcc-client-test-invalid-sig-rs256", REJECT_TOKEN),
  /** UserInfo speaks of another subject. */
  USERINFO_INVALID_SUB("oidcc-client-test-userinfo-invalid-sub", REJECT_USERINFO),
  /** The nonce is another one. */
  NONCE_INVALID("oidcc-client-test-nonce-invalid", REJECT_TOKEN),
  /** Claims come from UserInfo by scope. */
  SCOPE_USERINFO_CLAIMS("oidcc-client-test-scope-userinfo-claims", ACCEPT),
  /** Only {@code client_secret_basic} is accepted and advertised. */
  CLIENT_SECRET_BASIC("oidcc-client-test-client-secret-basic", ACCEPT),

  /** The metadata have to be read at all. */
  DISCOVERY_OPENID_CONFIG("oidcc-client-test-discovery-openid-config", ACCEPT),
  /** The keys are at an address that only the metadata tell. */
  DISCOVERY_JWKS_URI_KEYS("oidcc-client-test-discovery-jwks-uri-keys", ACCEPT),
  /** The metadata name another issuer. */
  DISCOVERY_ISSUER_MISMATCH("oidcc-client-test-discovery-issuer-mismatch", REJECT_METADATA),
  /** A new key signs each ID token and the former one is gone: try two sign-ins. */
  SIGNING_KEY_ROTATION_JUST_BEFORE_SIGNING(
      "oidcc-client-test-signing-key-rotation-just-before-signing", ACCEPT),
  /** The key changes after each sign-in: try two. */
  SIGNING_KEY_ROTATION("oidcc-client-test-signing-key-rotation", ACCEPT),

  /** The ID token has no audience. */
  MISSING_AUD("oidcc-client-test-missing-aud", REJECT_TOKEN),
  /** An HMAC under a key nobody knows. */
  INVALID_SIG_HS256("oidcc-client-test-invalid-sig-hs256", REJECT_TOKEN),
  /** An elliptic curve signature by a key that is not published. */
  INVALID_SIG_ES256("oidcc-client-test-invalid-sig-es256", REJECT_TOKEN),
  /** UserInfo wants the token in the header, as always here. */
  USERINFO_BEARER_HEADER("oidcc-client-test-userinfo-bearer-header", ACCEPT),

  /** The {@code iss} parameter names another issuer. */
  RESPONSE_ISS_INVALID("fapi-invalid-authorization-response-iss", REJECT_RESPONSE),
  /** The metadata promise {@code iss} and there is none. */
  RESPONSE_ISS_REMOVED("fapi-remove-authorization-response-iss", REJECT_RESPONSE),
  /** The state is another one. */
  STATE_INVALID("fapi-invalid-state", REJECT_RESPONSE),
  /** There is no state. */
  STATE_MISSING("fapi-missing-state", REJECT_RESPONSE),
  /** The state is empty. */
  STATE_EMPTY("state-empty", REJECT_RESPONSE),
  /** The state is there twice. */
  STATE_DOUBLED("state-doubled", REJECT_RESPONSE),
  /** Two codes. */
  CODE_DOUBLED("code-doubled", REJECT_RESPONSE),
  /** Two issuers, the right one first. */
  RESPONSE_ISS_DOUBLED("iss-doubled", REJECT_RESPONSE),
  /** The code is empty. */
  CODE_EMPTY("code-empty", REJECT_RESPONSE),
  /** Neither code nor error. */
  CODE_MISSING("code-missing", REJECT_RESPONSE),
  /** A code and an error at once. */
  CODE_AND_ERROR("code-and-error", REJECT_RESPONSE),
  /** The person pressed Cancel. */
  ACCESS_DENIED("access-denied", REJECT_RESPONSE),
  /** An error with another issuer's {@code iss}. */
  ERROR_WITH_WRONG_ISS("error-with-wrong-iss", REJECT_RESPONSE),
  /** An error whose text holds a script, control characters and a right-to-left mark. */
  ERROR_DESCRIPTION_HOSTILE("error-description-hostile", REJECT_RESPONSE),
  /** An error code no specification knows. */
  ERROR_UNKNOWN("error-unknown", REJECT_RESPONSE),
  /** An access token in the address bar beside the code. */
  ACCESS_TOKEN_IN_FRONT("access-token-on-front-channel", REJECT_RESPONSE),
  /** An ID token in the address bar beside the code. */
  ID_TOKEN_IN_FRONT("id-token-on-front-channel", REJECT_RESPONSE),
  /**
   * The browser is sent on to an honest provider, whose code comes to our callback (RFC 9700, 4.4).
   */
  MIX_UP("mix-up-redirect", REJECT_RESPONSE),

  /** A second audience nobody trusts. */
  AUD_SECONDARY("fapi-invalid-secondary-aud", REJECT_TOKEN),
  /** One audience, as an array. */
  AUD_AS_ARRAY("fapi-valid-aud-as-array", ACCEPT),
  /** The authorized party is another client. */
  AZP_WRONG("azp-wrong", REJECT_TOKEN),
  /** Several audiences and no authorized party. */
  AZP_MISSING("azp-missing-with-several-aud", REJECT_TOKEN),
  /** The authorized party is us, once more than needed. */
  AZP_RIGHT("azp-right", ACCEPT),
  /** Expired five minutes ago. */
  EXP_PAST("fapi-invalid-expired-exp", REJECT_TOKEN),
  /** Never expires. */
  EXP_MISSING("fapi-invalid-missing-exp", REJECT_TOKEN),
  /** No issuer. */
  ISS_MISSING("fapi-invalid-missing-iss", REJECT_TOKEN),
  /** No nonce although one was sent. */
  NONCE_MISSING("fapi-invalid-missing-nonce", REJECT_TOKEN),
  /** Issued a week ago and not yet expired. */
  IAT_WEEK_OLD("fapi-iat-is-week-in-past", REJECT_TOKEN),
  /** Issued in an hour. */
  IAT_FUTURE("iat-in-future", REJECT_TOKEN),
  /** Not valid before an hour has passed. */
  NBF_FUTURE("nbf-in-future", REJECT_TOKEN),
  /** Does not say when the person was asked: good to sign in, no proof that it was done anew. */
  AUTH_TIME_MISSING("auth-time-missing", ACCEPT),
  /** The time is a text, as some write it: good to sign in as well, and no proof. */
  AUTH_TIME_TEXT("auth-time-text", ACCEPT),
  /** The person was asked an hour ago, whatever {@code max_age} said. */
  AUTH_TIME_OLD("auth-time-old", ACCEPT),
  /** The person will be asked in an hour. */
  AUTH_TIME_FUTURE("auth-time-in-future", ACCEPT),
  /** The hash of another access token. */
  AT_HASH_WRONG("at-hash-wrong", REJECT_TOKEN),
  /** An empty subject. */
  SUB_EMPTY("sub-empty", REJECT_TOKEN),
  /** A subject of spaces. */
  SUB_BLANK("sub-blank", REJECT_TOKEN),
  /** A subject that is a number. */
  SUB_NUMERIC("sub-numeric", REJECT_TOKEN),
  /** A subject that is null. */
  SUB_NULL("sub-null", REJECT_TOKEN),
  /** A subject of 256 characters. */
  SUB_TOO_LONG("sub-256-characters", REJECT_TOKEN),
  /** A subject of 255 characters, the most that is allowed. */
  SUB_LONGEST("sub-255-characters", ACCEPT),
  /** {@code email_verified} is the text "false". */
  EMAIL_VERIFIED_FALSE_TEXT("email-verified-false-text", ACCEPT),
  /** {@code email_verified} is the text "true"; proven only for providers known to write so. */
  EMAIL_VERIFIED_TRUE_TEXT("email-verified-true-text", ACCEPT),
  /** {@code email_verified} is 0. */
  EMAIL_VERIFIED_ZERO("email-verified-zero", ACCEPT),
  /** {@code email_verified} is 1. */
  EMAIL_VERIFIED_ONE("email-verified-one", ACCEPT),
  /** {@code email_verified} is null. */
  EMAIL_VERIFIED_NULL("email-verified-null", ACCEPT),
  /** There is no {@code email_verified}. */
  EMAIL_VERIFIED_ABSENT("email-verified-absent", ACCEPT),

  /** A sound signature by an algorithm that was not agreed on. */
  ALG_ALTERNATE("fapi-invalid-alternate-alg", REJECT_TOKEN),
  /** The algorithm is null. */
  ALG_NULL("fapi-invalid-null-alg", REJECT_TOKEN),
  /** Not signed, with "nOnE" as the algorithm. */
  ALG_NONE_SPELT("alg-none-spelt", REJECT_TOKEN),
  /** The public key used as an HMAC key. */
  ALG_CONFUSION("alg-hs256-with-public-key", REJECT_TOKEN),
  /** An HMAC under the client secret, which was not agreed on. */
  ALG_HS256_CLIENT_SECRET("alg-hs256-with-client-secret", REJECT_TOKEN),
  /** A stranger's key, which the token's {@code jku} points to. */
  HEADER_JKU("header-jku", REJECT_TOKEN),
  /** A stranger's key inside the token. */
  HEADER_JWK("header-jwk", REJECT_TOKEN),
  /** A stranger's key, with an {@code x5u} address. */
  HEADER_X5U("header-x5u", REJECT_TOKEN),
  /** Signed by a key the provider has not published. */
  KID_UNKNOWN("kid-unknown", REJECT_TOKEN),
  /** An encrypted token with an unsigned one inside. */
  JWE_WITH_PLAIN_JWT("jwe-wrapped-plain-jwt", REJECT_TOKEN),
  /** A token that says it is an access token. */
  TYP_ACCESS_TOKEN("typ-at-jwt", REJECT_TOKEN),
  /** A token that says it is a logout token. */
  TYP_LOGOUT_TOKEN("typ-logout-jwt", REJECT_TOKEN),

  /** {@code token_type} in odd capitals. */
  TOKEN_TYPE_CASE("fapi-token-type-case-insensitivity", ACCEPT),
  /** No {@code token_type}: against the letter, harmless, and seen. */
  TOKEN_TYPE_MISSING("token-type-missing", ACCEPT),
  /** A {@code token_type} we cannot use. */
  TOKEN_TYPE_UNKNOWN("token-type-unknown", REJECT_TOKEN),
  /** No {@code expires_in}. */
  EXPIRES_IN_MISSING("fapi-token-endpoint-response-without-expires-in", ACCEPT),
  /** {@code expires_in} is null. */
  EXPIRES_IN_NULL("expires-in-null", ACCEPT),
  /** {@code expires_in} is a text. */
  EXPIRES_IN_TEXT("expires-in-text", ACCEPT),
  /** The granted scopes are not told. */
  SCOPE_MISSING("fapi-no-scope-in-token-endpoint-response", ACCEPT),
  /** No ID token. */
  ID_TOKEN_MISSING("id-token-missing", REJECT_TOKEN),
  /** The ID token is null. */
  ID_TOKEN_NULL("id-token-null", REJECT_TOKEN),
  /** The ID token is no JWT. */
  ID_TOKEN_GARBAGE("id-token-garbage", REJECT_TOKEN),
  /** Status 200 with an error inside and nothing else. */
  ERROR_IN_SUCCESS("error-in-200", REJECT_TOKEN),
  /** UserInfo without a subject. */
  USERINFO_MISSING_SUB("userinfo-missing-sub", REJECT_USERINFO),

  /** The issuer in the metadata is a template, as Microsoft's for all tenants is. */
  METADATA_ISSUER_TEMPLATE("metadata-issuer-template", REJECT_METADATA),
  /** The token endpoint is on plain http and not on this machine. */
  METADATA_PLAIN_HTTP("metadata-token-endpoint-plain-http", REJECT_METADATA),
  /** The authorization endpoint is a script. */
  METADATA_SCRIPT("metadata-authorization-endpoint-script", REJECT_METADATA),
  /** The keys are in a file. */
  METADATA_FILE("metadata-jwks-file", REJECT_METADATA),
  /** There is no address of keys. */
  METADATA_NO_JWKS("metadata-without-jwks", REJECT_METADATA),
  /** Token endpoint and keys are on another host, as Google's are. */
  METADATA_OTHER_HOST("metadata-endpoints-on-other-host", ACCEPT);

  private final String moduleName;
  private final Expectation expected;

  BadCase(String moduleName, Expectation expected) {
    this.moduleName = moduleName;
    this.expected = expected;
  }

  /** The name of the conformance module, or our own where there is none. */
  public String moduleName() {
    return moduleName;
  }

  /** What a careful relying party does. */
  public Expectation expected() {
    return expected;
  }

  /** How many sign-ins show the case: two where keys change between them, else one. */
  public int signIns() {
    return this == SIGNING_KEY_ROTATION || this == SIGNING_KEY_ROTATION_JUST_BEFORE_SIGNING ? 2 : 1;
  }

  /** Whether the person's address, proven for the honest provider, may count as proven here. */
  public boolean provesEmail() {
    return expected == ACCEPT && !name().startsWith("EMAIL_VERIFIED_");
  }

  /** The module name, so that a test report shows it. */
  @Override
  public String toString() {
    return moduleName;
  }
}
