package dev.accountlink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ProviderId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContinuationTest {
  @Test
  void whatIsNotToldIsNotMadeUp() {
    assertThat(named(Optional.of("ada"), Optional.of("Ada")).label()).isEqualTo("ada");
    assertThat(named(Optional.empty(), Optional.of("Ada")).label()).isEqualTo("Ada");
    assertThat(named(Optional.empty(), Optional.empty()).label()).isEqualTo("17");
    assertThat(named(Optional.empty(), Optional.of("Ada")).toIdentity().login()).isEmpty();
  }

  @Test
  void nothingOfThePersonIsPrinted() {
    assertThat(named(Optional.of("ada"), Optional.of("Ada"))).hasToString("Proven[github]");
  }

  @Test
  void whatIsProvenIsAnIdentityAgainWithAnAddressThatCounted() {
    Continuation.Proven proven =
        new Continuation.Proven(
            new ProviderId("github"),
            new IdentityKey("https://github.example", "17"),
            Optional.of("ada"),
            Optional.empty(),
            Optional.of("ada@example.org"),
            Optional.empty(),
            0);

    ExternalIdentity identity = proven.toIdentity();

    assertThat(identity.key()).isEqualTo(proven.identity());
    assertThat(identity.login()).contains("ada");
    assertThat(identity.emails()).containsExactly(new EmailAddress("ada@example.org", true, true));
  }

  private static Continuation.Proven named(Optional<String> login, Optional<String> name) {
    return new Continuation.Proven(
        new ProviderId("github"),
        new IdentityKey("https://github.example", "17"),
        login,
        name,
        Optional.empty(),
        Optional.empty(),
        0);
  }
}
