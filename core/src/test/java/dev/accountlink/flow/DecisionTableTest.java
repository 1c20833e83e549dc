package dev.accountlink.flow;

import static dev.accountlink.flow.ConnectRows.CONNECT;
import static dev.accountlink.flow.ConnectRows.CONNECT_FOR;
import static dev.accountlink.flow.EveryFact.authorizations;
import static dev.accountlink.flow.EveryFact.connectFors;
import static dev.accountlink.flow.EveryFact.connects;
import static dev.accountlink.flow.EveryFact.disconnects;
import static dev.accountlink.flow.EveryFact.proofs;
import static dev.accountlink.flow.EveryFact.rehearsals;
import static dev.accountlink.flow.EveryFact.signIns;
import static dev.accountlink.flow.EveryFact.tokens;
import static dev.accountlink.flow.ProofRows.AUTHORIZE;
import static dev.accountlink.flow.ProofRows.DISCONNECT;
import static dev.accountlink.flow.ProofRows.ENTER_TOKEN;
import static dev.accountlink.flow.ProofRows.REAUTHENTICATE;
import static dev.accountlink.flow.ProofRows.REHEARSE;
import static dev.accountlink.flow.SignInRows.SIGN_IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.Standing;
import dev.accountlink.provider.ProviderRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every combination of facts, and what it must lead to. The rows ({@link SignInRows}, {@link
 * ConnectRows}, {@link ProofRows}) are the specification, written apart from {@link Decider}; the
 * first row that fits counts. They are also printed into {@code docs/decision-table.md}: run this
 * test with {@code -Daccountlink.writeDocs=true} to write it.
 */
class DecisionTableTest {
  private static final HostUser ACTIVE = Samples.user(Samples.ME, Standing.ACTIVE, Samples.LINKED);

  private static final Path DOCUMENT = Path.of("../docs/decision-table.md");

  @Test
  void everySignInIsDecidedAsItsRowSays() {
    Row.assertAll(SIGN_IN, signIns(), facts -> Row.name(Decider.decide(facts)));
  }

  @Test
  void everyConnectIsDecidedAsItsRowSays() {
    Row.assertAll(CONNECT, connects(), facts -> Row.name(Decider.decide(facts)));
  }

  @Test
  void everyDisconnectIsDecidedAsItsRowSays() {
    Row.assertAll(DISCONNECT, disconnects(), facts -> Row.name(Decider.decide(facts)));
  }

  @Test
  void everyConnectForAnotherIsDecidedAsItsRowSays() {
    Row.assertAll(CONNECT_FOR, connectFors(), facts -> Row.name(Decider.decide(facts)));
  }

  @Test
  void everyProofIsDecidedAsItsRowSays() {
    Row.assertAll(REAUTHENTICATE, proofs(), facts -> Row.name(Decider.decide(facts)));
  }

  @Test
  void everyRehearsalIsDecidedAsItsRowSays() {
    Row.assertAll(REHEARSE, rehearsals(), facts -> Row.name(Decider.decide(facts)));
  }

  @Test
  void everyGrantIsDecidedAsItsRowSays() {
    Row.assertAll(AUTHORIZE, authorizations(), facts -> Row.name(Decider.decide(facts)));
  }

  @Test
  void everyTokenIsDecidedAsItsRowSays() {
    Row.assertAll(ENTER_TOKEN, tokens(), facts -> Row.name(Decider.decide(facts)));
  }

  @Test
  void whatAProviderIsNotAskedForIsRefusedBefore() {
    for (Facts.EnterToken facts : tokens()) {
      Decider.refusalToEnter(facts.rules(), facts.user(), facts.connected())
          .ifPresent(
              refusal -> assertThat(Decider.decide(facts)).isEqualTo(new Decision.Refuse(refusal)));
    }
  }

  @Test
  void whoIsNotAskedForAGrantCouldNotGiveOne() {
    for (Facts.Authorize facts : authorizations()) {
      Optional<Refusal> refusal =
          Decider.refusalToAsk(facts.rules(), facts.user(), facts.tokenInTheWay());
      if (facts.tokenInTheWay()) {
        assertThat(refusal).isPresent();
      }
      if (refusal.isPresent()) {
        assertThat(Decider.decide(facts)).isInstanceOf(Decision.Refuse.class);
      }
      if (refusal.isPresent() && refusal.get() != Refusal.TOKEN_IN_THE_WAY) {
        assertThat(Decider.decide(facts)).isEqualTo(new Decision.Refuse(refusal.get()));
      }
      if (Decider.decide(facts).equals(new Decision.Refuse(Refusal.TOKEN_IN_THE_WAY))) {
        assertThat(refusal).contains(Refusal.TOKEN_IN_THE_WAY);
      }
    }
  }

  @Test
  void whatATokenWouldHaveToBeIsSaid() {
    for (Facts.EnterToken facts : tokens()) {
      if (Decider.decide(facts) instanceof Decision.Refuse refuse) {
        switch (refuse.refusal()) {
          case TOKEN_OF_ANOTHER -> assertThat(refuse.detail()).contains("ada, grace");
          case TOKEN_LACKS_PERMISSION -> assertThat(refuse.detail()).contains("repo");
          default -> assertThat(refuse.detail()).isEmpty();
        }
      }
    }
  }

  @Test
  void aGrantOfAUserWhoIsGoneIsNotUsed() {
    assertThat(Decider.refusalToUse(ProviderRules.DEFAULT, Optional.empty()))
        .contains(Refusal.USER_DISABLED);
    assertThat(Decider.refusalToUse(ProviderRules.DEFAULT, Optional.of(ACTIVE))).isEmpty();
    assertThat(
            Decider.refusalToUse(ProviderRules.DEFAULT.withImporting(false), Optional.of(ACTIVE)))
        .contains(Refusal.IMPORT_OFF);
  }

  @Test
  void whoWasConnectedIsSaid() {
    for (Facts.Authorize facts : authorizations()) {
      if (Decider.decide(facts) instanceof Decision.Refuse refuse
          && refuse.refusal() == Refusal.OTHER_THAN_CONNECTED) {
        assertThat(refuse.detail()).contains("ada, grace");
      }
    }
  }

  @Test
  void whatIsRequiredIsSaid() {
    for (Facts.SignIn facts : signIns()) {
      if (Decider.decide(facts) instanceof Decision.Refuse refuse) {
        switch (refuse.refusal()) {
          case EMAIL_DOMAIN_REQUIRED -> assertThat(refuse.detail()).contains("example.com");
          case CLAIM_REQUIRED -> assertThat(refuse.detail()).contains("group = staff");
          case MEMBERSHIP_REQUIRED -> assertThat(refuse.detail()).contains("Acme");
          case REFUSED_BY_HOST -> assertThat(refuse.detail()).contains("forge.no");
          default -> assertThat(refuse.detail()).isEmpty();
        }
      }
    }
  }

  @Test
  void theDocumentSaysWhatTheRowsSay() throws IOException {
    String printed = document();
    if (Boolean.getBoolean("accountlink.writeDocs")) {
      Files.writeString(DOCUMENT, printed);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("docs/decision-table.md is old: run this test with -Daccountlink.writeDocs=true")
        .isEqualTo(printed);
  }

  private static String document() {
    StringBuilder out = new StringBuilder();
    out.append("# The decision table\n\n")
        .append(
            "Printed by `DecisionTableTest`, which asserts it over every combination of facts.\n")
        .append(
            "The first row that fits counts. Decisions are in bold; a refusal is named by its code and\n")
        .append("explained in [refusals.md](refusals.md).\n\n");
    out.append("## What no row can do\n\n");
    out.append("Asserted by `InvariantsTest`, over the same combinations.\n\n");
    for (int i = 0; i < InvariantsTest.ALL.size(); i++) {
      out.append(i + 1).append(". ").append(InvariantsTest.ALL.get(i)).append('\n');
    }
    out.append('\n');
    print(out, "Sign in", SIGN_IN, signIns().size());
    print(out, "Connect", CONNECT, connects().size());
    print(out, "Disconnect", DISCONNECT, disconnects().size());
    print(out, "Prove who is at the keyboard", REAUTHENTICATE, proofs().size());
    print(out, "Connect by an administrator", CONNECT_FOR, connectFors().size());
    print(out, "Grant tokens for imports", AUTHORIZE, authorizations().size());
    print(out, "Enter a personal access token", ENTER_TOKEN, tokens().size());
    print(out, "Rehearse, by an administrator", REHEARSE, rehearsals().size());
    return out.toString();
  }

  private static <F extends Facts> void print(
      StringBuilder out, String title, List<Row<F>> rows, int combinations) {
    out.append("## ").append(title).append("\n\n");
    out.append(combinations)
        .append(" combinations of facts, ")
        .append(rows.size())
        .append(" rows.\n\n");
    out.append("| when | then |\n|---|---|\n");
    for (Row<F> row : rows) {
      boolean refusal = Refusal.ofCode(row.then()).isPresent();
      String then = refusal ? "refused: `" + row.then() + "`" : "**" + row.then() + "**";
      out.append("| ").append(row.when()).append(" | ").append(then).append(" |\n");
    }
    out.append('\n');
  }
}
