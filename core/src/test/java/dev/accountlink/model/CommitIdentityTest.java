package dev.accountlink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As whom a person's commits may be written. */
class CommitIdentityTest {
  @Test
  void provenAddressesCountAndTheMainOneIsTheFirst() {
    assertThat(
            CommitIdentity.of(
                named(
                    Optional.of("Ada Lovelace"),
                    new EmailAddress("other@example.org", true, false),
                    new EmailAddress("unproven@example.org", false, false),
                    new EmailAddress("main@example.org", true, true),
                    new EmailAddress("main@example.org", true, false))))
        .containsExactly(
            new CommitIdentity("Ada Lovelace", "main@example.org"),
            new CommitIdentity("Ada Lovelace", "other@example.org"));
  }

  @Test
  void whoHasNoNameIsCalledByTheLoginElseByTheAddress() {
    EmailAddress main = new EmailAddress("main@example.org", true, true);

    assertThat(CommitIdentity.of(named(Optional.empty(), main)))
        .containsExactly(new CommitIdentity("ada", "main@example.org"));
    assertThat(CommitIdentity.of(named(Optional.of(" <> "), main)))
        .as("nothing is left of it")
        .containsExactly(new CommitIdentity("ada", "main@example.org"));
    assertThat(CommitIdentity.of(identity(Optional.empty(), Optional.empty(), main)))
        .containsExactly(new CommitIdentity("main", "main@example.org"));
  }

  @Test
  void aNameCannotEndTheLineOfItsCommit() {
    assertThat(new CommitIdentity(" Eve <e@x> 0\n\nauthor \u0000", "eve@example.org").name())
        .isEqualTo("Eve e@x 0author");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eve", "@", "eve@", "e ve@example.org", "<eve@x>", "a@b@c", "a@b\n"})
  void anAddressThatACommitCannotHoldIsNone(String email) {
    assertThatThrownBy(() -> new CommitIdentity("Eve", email))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(CommitIdentity.of(named(Optional.of("Eve")), email)).isEmpty();
  }

  @Test
  void nothingOfThePersonIsPrinted() {
    assertThat(new CommitIdentity("Ada", "ada@example.org")).hasToString("CommitIdentity[hidden]");
  }

  private static ExternalIdentity named(Optional<String> name, EmailAddress... emails) {
    return identity(Optional.of("ada"), name, emails);
  }

  private static ExternalIdentity identity(
      Optional<String> login, Optional<String> name, EmailAddress... emails) {
    return new ExternalIdentity(
        new IdentityKey("https://github.example", "17"), login, name, List.of(emails));
  }
}
