package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.DomainName;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.EmailTrust;
import dev.accountlink.provider.Evidence;
import dev.accountlink.provider.Gate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are of a domain that the administrator trusts, and which only look like it. */
class EmailDomainTest {
  private static final Set<DomainName> DOMAINS =
      Set.of(DomainName.of("boss.com"), DomainName.of("b\u00fccher.example"));
  private static final Gate GATE = new Gate.EmailDomain(DOMAINS);
  private static final EmailTrust TRUST = new EmailTrust.Domains(DOMAINS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@boss.com",
        "ada@BOSS.Com",
        "ada+tag@boss.com",
        "\"quoted name\"@boss.com",
        "ada@b\u00fccher.example",
        "ada@B\u00dcCHER.example",
        "ada@xn--bcher-kva.example"
      })
  @DisplayName("D25 homoglyph / multi-@ e-mail: an address of the domain passes, however written")
  void anAddressOfTheDomainPasses(String address) {
    assertThat(passes(address)).isTrue();
    assertThat(TRUST.trusts(new EmailAddress(address, false, true))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@notboss.com",
        "ada@sub.boss.com",
        "ada@boss.com.evil.example",
        "ada@boss.co",
        "ada@boss.comm",
        "ada@boss.com.",
        "ada@.boss.com",
        "ada@boss..com",
        "ada@boss.com\uff20evil.example",
        "boss.com\uff20boss.com@evil.example",
        "ada@boss.com,boss.com",
        "ada@boss.com>",
        "ada@boss.com (x)",
        "ada@ boss.com",
        "ada@boss.com ",
        "ada@b\u043ess.com",
        "ada@bo\u0455s.com",
        "ada@bo\u00df.com",
        "ada@bo\u1e9e.com",
        "ada@bo\u017f\u017f.com",
        "ada@bo\u00adss.com",
        "ada@bo\u200dss.com",
        "ada@bo\u200css.com",
        "ada@bo\u200bss.com",
        "ada@\uff42oss.com",
        "ada@boss\u3002com",
        "ada@boss\uff0ecom",
        "ada@boss%2ecom",
        "ada@boss.com%00.evil.example",
        "ada@boss.com/evil.example",
        "ada@[boss.com]",
        "ada@buecher.example",
        "ada@bucher.example",
        "ada@xn--bcher-kva.example.evil.example",
        "boss.com@evil.example"
      })
  @DisplayName("D25 homoglyph / multi-@ e-mail: an address that only looks like it does not pass")
  void anAddressThatOnlyLooksLikeItDoesNotPass(String address) {
    assertThat(passes(address)).as(address).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@evil.example@boss.com",
        "ada@@boss.com",
        "@boss.com",
        "ada@",
        "boss.com",
        "\"ada@evil.example\"@boss.com",
        "ada@boss.com\n",
        "ada@boss.com\u0000"
      })
  @DisplayName("D25 homoglyph / multi-@ e-mail: what has not exactly one @ is no address at all")
  void whatHasNotOneAtIsNoAddress(String text) {
    assertThatThrownBy(() -> new EmailAddress(text, true, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "@boss.com", "boss.com.", "com", "*.boss.com", "bo\u00df.com", "a b.c"})
  @DisplayName("D25 homoglyph / multi-@ e-mail: what is no domain cannot be configured")
  void whatIsNoDomainCannotBeConfigured(String text) {
    assertThatThrownBy(() -> DomainName.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("example.com");
  }

  private static boolean passes(String address) {
    EmailAddress email = new EmailAddress(address, true, true);
    boolean admitted = GATE.admits(new Evidence(List.of(email), Claims.NONE, Set.of()));
    assertThat(TRUST.trusts(email)).isEqualTo(admitted);
    return admitted;
  }
}
