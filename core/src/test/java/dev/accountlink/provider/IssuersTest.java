package dev.accountlink.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IssuersTest {
  private static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
  private static final String GUESTS = "9188040d-6c67-4c5b-b112-36a304b66dad";
  private static final Issuers TENANTS =
      new Issuers.PerTenant("https://login.example.com/{tenantid}/v2.0", Set.of(GUESTS));

  @Test
  void oneOfComparesByteForByte() {
    Issuers issuers = new Issuers.OneOf(Set.of("https://git.example.com"));

    assertThat(issuers.inMetadata("https://git.example.com")).isTrue();
    assertThat(issuers.inToken("https://git.example.com", Claims.NONE)).isTrue();
    assertThat(issuers.onCallback("https://git.example.com")).isTrue();
    for (String other : new String[] {"https://git.example.com/", "https://GIT.example.com", ""}) {
      assertThat(issuers.inMetadata(other)).isFalse();
      assertThat(issuers.inToken(other, Claims.NONE)).isFalse();
      assertThat(issuers.onCallback(other)).isFalse();
    }
  }

  @Test
  @DisplayName("D12 a token of a tenant names that tenant in its issuer, and no other")
  void aTokenNamesItsTenant() {
    assertThat(TENANTS.inToken(issuer(TENANT), tenant(TENANT))).isTrue();
    assertThat(TENANTS.inToken(issuer(GUESTS), tenant(TENANT))).isFalse();
    assertThat(TENANTS.inToken(issuer(TENANT), Claims.NONE)).isFalse();
    assertThat(TENANTS.inToken("https://login.example.com/{tenantid}/v2.0", tenant("{tenantid}")))
        .isFalse();
    assertThat(TENANTS.inToken(issuer("x/../" + TENANT), tenant("x/../" + TENANT))).isFalse();
    assertThat(TENANTS.inToken(issuer(TENANT) + "/", tenant(TENANT))).isFalse();
  }

  @Test
  void aTenantThatIsNotLetInIsRefused() {
    assertThat(TENANTS.inToken(issuer(GUESTS), tenant(GUESTS))).isFalse();
  }

  @Test
  void metadataHoldsTheTemplateAndACallbackAnyTenant() {
    assertThat(TENANTS.inMetadata("https://login.example.com/{tenantid}/v2.0")).isTrue();
    assertThat(TENANTS.inMetadata(issuer(TENANT))).isFalse();
    assertThat(TENANTS.onCallback(issuer(TENANT))).isTrue();
    assertThat(TENANTS.onCallback("https://login.example.com//v2.0")).isFalse();
    assertThat(TENANTS.onCallback("https://login.example.com/v2.0")).isFalse();
    assertThat(TENANTS.onCallback("https://evil.example.com/" + TENANT + "/v2.0")).isFalse();
  }

  private static String issuer(String tenant) {
    return "https://login.example.com/" + tenant + "/v2.0";
  }

  private static Claims tenant(String tenant) {
    return Claims.of(Map.of("tid", tenant));
  }
}
