package dev.accountlink.testkit.fake;

import java.util.List;

/** Finds the twist of a case in the file of its part of the protocol. */
final class BadTwists {
  private BadTwists() {}

  static OpenIdTwist of(BadCase badCase, FakeOpenIdProvider honest, String keysPath) {
    return ClaimTwists.of(badCase)
        .or(() -> SignatureTwists.of(badCase))
        .or(() -> ResponseTwists.of(badCase, honest))
        .or(() -> AnswerTwists.of(badCase))
        .or(() -> MetadataTwists.of(badCase, keysPath))
        .orElseGet(() -> straight(badCase));
  }

  /** Every case without a twist must be one that needs none. */
  private static OpenIdTwist straight(BadCase badCase) {
    List<BadCase> withoutTwist =
        List.of(
            BadCase.CLIENT_TEST,
            BadCase.KID_ABSENT_SINGLE_JWKS,
            BadCase.KID_ABSENT_MULTIPLE_JWKS,
            BadCase.IDTOKEN_SIG_RS256,
            BadCase.SCOPE_USERINFO_CLAIMS,
            BadCase.DISCOVERY_OPENID_CONFIG,
            BadCase.USERINFO_BEARER_HEADER);
    if (!withoutTwist.contains(badCase)) {
      throw new IllegalStateException("No twist for " + badCase);
    }
    return OpenIdTwist.NONE;
  }
}
