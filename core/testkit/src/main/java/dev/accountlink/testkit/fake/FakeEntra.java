package dev.accountlink.testkit.fake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft Entra, in what it does otherwise than a plain {@link FakeOpenIdProvider}: the tenant
 * stands in its addresses and in each token, {@code sub} is another one for each client, and
 * nothing says that an address is proven unless a person has the claim {@code xms_edov}. Somebody
 * of another tenant has the claim {@code tid}.
 */
public final class FakeEntra {
  /** The tenant of everybody who has no claim {@code tid}. */
  public static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";

  private FakeEntra() {}

  /** Starts on any free port, for one tenant, {@code organizations} or {@code consumers}. */
  public static FakeOpenIdProvider start(String tenant) {
    return start(FakeAddress.anyPort(), tenant);
  }

  /** Starts at this address, below its path. */
  public static FakeOpenIdProvider start(FakeAddress address, String tenant) {
    Twist twist = new Twist(tenant.equals("organizations"));
    FakeOpenIdProvider entra =
        FakeOpenIdProvider.start(address.withPath(address.path() + "/" + tenant + "/v2.0"), twist);
    entra.callIt("Demo Entra");
    entra.emailsInIdToken(true);
    entra.profileInIdToken(true);
    entra.sendIss(IssParameter.ABSENT);
    entra.advertiseIss(false);
    entra.tokens().begin(RefreshTokens.MULTIPLY, Duration.ofMinutes(65), Duration.ofDays(90));
    twist.entra = entra;
    return entra;
  }

  /** A person's object id: the person's number as a GUID. */
  public static String objectId(String subject) {
    return "00000000-0000-4000-8000-%012d".formatted(Long.parseLong(subject));
  }

  private static final class Twist implements OpenIdTwist {
    private final boolean manyTenants;
    private volatile @Nullable FakeOpenIdProvider entra;

    private Twist(boolean manyTenants) {
      this.manyTenants = manyTenants;
    }

    @Override
    public Map<String, @Nullable Object> metadata(Map<String, @Nullable Object> honest) {
      Map<String, @Nullable Object> metadata = new LinkedHashMap<>(honest);
      metadata.put("issuer", issuer(String.valueOf(honest.get("issuer")), "{tenantid}"));
      metadata.remove("authorization_response_iss_parameter_supported");
      metadata.remove("revocation_endpoint");
      return metadata;
    }

    /** Of one tenant the issuer is the address itself. */
    private String issuer(String base, String tenant) {
      return manyTenants ? base.replaceFirst("/[^/]+/v2\\.0$", "/" + tenant + "/v2.0") : base;
    }

    @Override
    public Map<String, @Nullable Object> claims(Map<String, @Nullable Object> honest) {
      Map<String, @Nullable Object> claims = new LinkedHashMap<>(honest);
      String subject = String.valueOf(honest.get("sub"));
      claims.putIfAbsent("tid", TENANT);
      claims.put(
          "iss", issuer(String.valueOf(honest.get("iss")), String.valueOf(claims.get("tid"))));
      claims.put("oid", objectId(subject));
      claims.put("sub", pairwise(subject, String.valueOf(honest.get("aud"))));
      claims.remove("email_verified");
      // It is to be had from Microsoft Graph only, as bytes.
      claims.remove("picture");
      claims.remove("auth_time");
      List<String> groups =
          Objects.requireNonNull(entra).person(subject).stream()
              .flatMap(person -> person.groups().stream())
              .filter(PersonGroup::active)
              .map(group -> objectId(group.id()))
              .toList();
      if (!groups.isEmpty()) {
        claims.put("groups", groups);
      }
      return claims;
    }

    @Override
    public boolean isOffline(AuthorizationRequest request) {
      return request.scopes().contains("offline_access");
    }

    @Override
    public Map<String, ?> refusedRefresh(IssuedGrants.Flaw flaw) {
      int number =
          switch (flaw) {
            case EXPIRED -> 700082;
            case ENDED -> 50173;
            case OF_ANOTHER_CLIENT -> 700005;
            default -> 9002313;
          };
      return Map.of(
          "error",
          "invalid_grant",
          "error_description",
          "AADSTS" + number + ": The refresh token is not valid. Trace ID: 0 Timestamp: now",
          "error_codes",
          List.of(number),
          "trace_id",
          "0",
          "error_uri",
          "https://login.microsoftonline.com/error?code=" + number);
    }

    private static String pairwise(String subject, String client) {
      return UUID.nameUUIDFromBytes((subject + "@" + client).getBytes(StandardCharsets.UTF_8))
          .toString();
    }
  }
}
