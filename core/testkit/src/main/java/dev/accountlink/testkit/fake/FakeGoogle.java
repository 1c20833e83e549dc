package dev.accountlink.testkit.fake;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Google, in what it does otherwise than a plain {@link FakeOpenIdProvider}: name and address stand
 * in the ID token, there is no user name, and granted scopes come back under their long names. A
 * company's people have the claim {@code hd}: {@code person.withClaim("hd", "example.com")}.
 */
public final class FakeGoogle {
  private static final String LONG = "https://www.googleapis.com/auth/userinfo.";

  private FakeGoogle() {}

  /** Starts on any free port. */
  public static FakeOpenIdProvider start() {
    return start(FakeAddress.anyPort());
  }

  /** Starts at this address. */
  public static FakeOpenIdProvider start(FakeAddress address) {
    FakeOpenIdProvider google = FakeOpenIdProvider.start(address, new Twist());
    google.callIt("Demo Google");
    google.emailsInIdToken(true);
    google.profileInIdToken(true);
    google.tokens().begin(RefreshTokens.STAY, Duration.ofSeconds(3599), Duration.ofDays(180));
    return google;
  }

  private static final class Twist implements OpenIdTwist {
    @Override
    public Map<String, @Nullable Object> claims(Map<String, @Nullable Object> honest) {
      return userInfo(honest);
    }

    @Override
    public Map<String, @Nullable Object> userInfo(Map<String, @Nullable Object> honest) {
      Map<String, @Nullable Object> claims = new LinkedHashMap<>(honest);
      claims.remove("preferred_username");
      claims.remove("auth_time");
      return claims;
    }

    @Override
    public Map<String, @Nullable Object> tokens(Map<String, @Nullable Object> honest) {
      Map<String, @Nullable Object> answer = new LinkedHashMap<>(honest);
      answer.put(
          "scope",
          Stream.of(String.valueOf(honest.get("scope")).split(" "))
              .map(scope -> scope.equals("openid") ? scope : LONG + scope)
              .collect(Collectors.joining(" ")));
      return answer;
    }

    /** Only for whoever asks for it. */
    @Override
    public boolean isOffline(AuthorizationRequest request) {
      return request.parameter("access_type").equals(Optional.of("offline"));
    }

    @Override
    public Map<String, ?> refusedRefresh(IssuedGrants.Flaw flaw) {
      return flaw == IssuedGrants.Flaw.OF_ANOTHER_CLIENT
          ? Map.of("error", "unauthorized_client", "error_description", "Unauthorized")
          : Map.of(
              "error", "invalid_grant", "error_description", "Token has been expired or revoked.");
    }

    @Override
    public boolean forgetsPerson() {
      return true;
    }
  }
}
