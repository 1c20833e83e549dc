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
  void aLabelOfTheGreatestLengthIsKept() {
    String longest = "a".repeat(Continuation.Proven.MAX_LABEL);
    assertThat(labelled(longest).label()).isEqualTo(longest);
    assertThat(labelled(longest + "b").label()).isEqualTo(longest);
  }

  @Test
  void aLabelIsCutBetweenCharactersAndNotWithinOne() {
    String unicorns = "\ud83e\udd84".repeat(Continuation.Proven.MAX_LABEL);
    assertThat(labelled(unicorns).label()).isEqualTo(unicorns);
    assertThat(labelled("a" + unicorns).label())
        .isEqualTo("a" + unicorns.substring(0, unicorns.length() - 2));
  }

  @Test
  void nothingOfThePersonIsPrinted() {
    assertThat(labelled("ada")).hasToString("Proven[github]");
  }

  @Test
  void whatIsProvenIsAnIdentityAgainWithAnAddressThatCounted() {
    Continuation.Proven proven =
        new Continuation.Proven(
            new ProviderId("github"),
            new IdentityKey("https://github.example", "17"),
            "ada",
            Optional.empty(),
            Optional.of("ada@example.org"),
            Optional.empty(),
            0);

    ExternalIdentity identity = proven.toIdentity();

    assertThat(identity.key()).isEqualTo(proven.identity());
    assertThat(identity.login()).contains("ada");
    assertThat(identity.emails()).containsExactly(new EmailAddress("ada@example.org", true, true));
  }

  private static Continuation.Proven labelled(String label) {
    return new Continuation.Proven(
        new ProviderId("github"),
        new IdentityKey("https://github.example", "17"),
        label,
        Optional.of(label),
        Optional.empty(),
        Optional.empty(),
        0);
  }
}
