package dev.accountlink.flow;

import static dev.accountlink.flow.EveryFact.authorizations;
import static dev.accountlink.flow.EveryFact.connectFors;
import static dev.accountlink.flow.EveryFact.connects;
import static dev.accountlink.flow.EveryFact.disconnects;
import static dev.accountlink.flow.EveryFact.proofs;
import static dev.accountlink.flow.EveryFact.rehearsals;
import static dev.accountlink.flow.EveryFact.signIns;
import static dev.accountlink.flow.EveryFact.tokens;
import static dev.accountlink.flow.FactWords.collides;
import static dev.accountlink.flow.FactWords.gone;
import static dev.accountlink.flow.FactWords.linkedBefore;
import static dev.accountlink.flow.FactWords.older;
import static dev.accountlink.flow.FactWords.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserProblem;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What no row may do, whatever the rows say: asserted over every combination of facts. */
class InvariantsTest {
  static final String FIRST =
      "A sign-in adds no link but the first one of the user it registers; it moves and changes none."
          + " A connect signs nobody in and registers nobody.";
  static final String SECOND =
      "A link is added only to the user who is signed in now, who was recently authenticated and has"
          + " confirmed, for an identity nobody has. Only where the rules say so is no confirmation"
          + " asked.";
  static final String THIRD =
      "The user of a connect and of a proof is one value that is never missing. A conflict ends the"
          + " sign-in: it names nobody, signs nobody in and registers nobody.";
  static final String FOURTH =
      "E-mail address and name find nobody: whoever comes with other ones is decided alike, and of a"
          + " taken address and a taken name nobody learns which it was.";
  static final String FIFTH =
      "Standing and switches are asked before anything is done. Who is not ACTIVE gets nothing, nor"
          + " does anybody where sign-in is off; what is not known counts as no.";
  static final String SIXTH =
      "Each question has answers of its own kind: a sign-in gives no access to anything else, a proof"
          + " starts no session and adds no link.";
  static final String SEVENTH =
      "A rehearsal shows an administrator what the table above says of a sign-in, and can lead to"
          + " nothing else.";
  static final String EIGHTH =
      "A grant starts no session and changes no link. An identity that is connected is this user's,"
          + " and where this user has connected one of the provider, it is one of those. It takes the"
          + " place of no personal access token.";

  static final String NINTH =
      "A personal access token starts no session and changes no link, and its owner is an identity"
          + " that this user has connected. It takes the place of a grant only with the user's word.";

  /** As they are printed. */
  static final List<String> ALL =
      List.of(FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH);

  @Test
  @DisplayName(FIRST)
  void first() {
    for (Facts.SignIn facts : signIns()) {
      Decision.OnSignIn decision = Decider.decide(facts);
      if (decision instanceof Decision.Register register) {
        assertThat(facts.closed()).as("every gate is open").isEmpty();
        assertThat(facts.objection()).as("nor does the host object").isEmpty();
        assertThat(facts.problems()).isEmpty();
        assertThat(register.draft()).isEqualTo(facts.draft());
        assertThat(facts.owner()).as("registered for a free identity").isEmpty();
        assertThat(facts.signedIn()).as("registered for nobody who is a user").isEmpty();
      }
      if (decision instanceof Decision.SignInAs signInAs) {
        assertThat(owned(facts.owner(), signInAs.user().id())).as("the link's own user").isTrue();
        assertThat(facts.signedIn()).as("no session is replaced").isEmpty();
      }
      if (decision instanceof Decision.StaySignedIn stay) {
        assertThat(owned(facts.owner(), stay.user().id())).isTrue();
        assertThat(facts.signedIn()).contains(stay.user().id());
      }
    }
    assertThat(answers(Decision.OnSignIn.class))
        .doesNotContain(Decision.AddLink.class, Decision.KeepLink.class, Decision.RemoveLink.class);
    assertThat(answers(Decision.OnConnect.class))
        .doesNotContain(Decision.SignInAs.class, Decision.Register.class);
  }

  @Test
  @DisplayName(SECOND)
  void second() {
    for (Facts.Connect facts : connects()) {
      if (Decider.decide(facts) instanceof Decision.AddLink added) {
        assertThat(added.user()).isEqualTo(facts.user().id());
        assertThat(facts.owner()).as("nobody has it, not even somebody who is gone").isEmpty();
        assertThat(facts.refused()).isEmpty();
        assertThat(facts.confirmed() || !facts.rules().confirmConnect()).isTrue();
        assertThat(facts.recent()).isTrue();
        assertThat(facts.closed()).isEmpty();
        assertThat(facts.objection()).isEmpty();
      }
    }
    for (Facts.ConnectFor facts : connectFors()) {
      if (Decider.decide(facts) instanceof Decision.AddLink added) {
        assertThat(added.user()).isEqualTo(facts.user().id());
        assertThat(facts.owner()).isEmpty();
        assertThat(facts.refused()).isEmpty();
      }
    }
  }

  @Test
  @DisplayName(THIRD)
  void third() {
    for (Class<?> holder : List.of(Facts.Connect.class, Facts.Reauthenticate.class)) {
      assertThat(type(holder, "user")).isEqualTo(HostUser.class);
    }
    for (Facts.SignIn facts : signIns()) {
      Decision.OnSignIn decision = Decider.decide(facts);
      if (facts.owner().isEmpty() && collides(facts)) {
        assertThat(decision).isInstanceOfAny(Decision.OfferConnect.class, Decision.Refuse.class);
      }
      if (decision instanceof Decision.OfferConnect) {
        assertThat(facts.owner()).as("only of an identity nobody has").isEmpty();
        assertThat(facts.signedIn()).as("only where nobody is signed in").isEmpty();
      }
    }
    assertThat(Decision.OfferConnect.class.getRecordComponents()).as("names nobody").isEmpty();
    for (Facts.Reauthenticate facts : proofs()) {
      if (Decider.decide(facts) instanceof Decision.AcceptReauthentication accepted) {
        assertThat(accepted.user()).isEqualTo(facts.user().id());
        assertThat(owned(facts.owner(), accepted.user())).isTrue();
        assertThat(gone(facts.owner()) || older(facts.owner())).isFalse();
        assertThat(linkedBefore(facts.owner(), facts.now().minus(Duration.ofHours(24)))).isTrue();
      }
    }
  }

  @Test
  @DisplayName(FOURTH)
  void fourth() {
    for (Facts.SignIn facts : signIns()) {
      Decision decision = Decider.decide(facts);
      assertThat(Decider.decide(Strangers.of(facts))).isEqualTo(decision);
      if (facts.problems().equals(Set.of(UserProblem.EMAIL_TAKEN)) && !facts.completed()) {
        assertThat(Decider.decide(Strangers.with(facts, UserProblem.USERNAME_TAKEN)))
            .isEqualTo(decision);
        if (!facts.rules().registration().registers(facts.signUp())) {
          assertThat(Decider.decide(Strangers.with(facts)))
              .as("nobody is registered, so nothing is given away")
              .isEqualTo(decision);
        }
      }
    }
    for (Facts.Connect facts : connects()) {
      assertThat(Decider.decide(Strangers.of(facts))).isEqualTo(Decider.decide(facts));
    }
  }

  @Test
  @DisplayName(FIFTH)
  void fifth() {
    for (Facts.SignIn facts : signIns()) {
      Decision decision = Decider.decide(facts);
      if (decision instanceof Decision.SignInAs as) {
        assertThat(as.user().standing()).isEqualTo(Standing.ACTIVE);
      }
      if (decision instanceof Decision.StaySignedIn stay) {
        assertThat(stay.user().standing()).isEqualTo(Standing.ACTIVE);
      }
      if (!facts.rules().signIn() || gone(facts.owner())) {
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
      }
    }
    for (Facts.Connect facts : connects()) {
      assertNothingFor(facts.user(), facts.rules().signIn(), Decider.decide(facts));
    }
    for (Facts.Reauthenticate facts : proofs()) {
      assertNothingFor(facts.user(), facts.rules().signIn(), Decider.decide(facts));
    }
    for (Facts.Disconnect facts : disconnects()) {
      assertNothingFor(facts.user(), true, Decider.decide(facts));
    }
  }

  private static void assertNothingFor(HostUser user, boolean signIn, Decision decision) {
    if (user.standing() != Standing.ACTIVE || !signIn) {
      assertThat(decision).isInstanceOf(Decision.Refuse.class);
    }
  }

  @Test
  @DisplayName(SIXTH)
  void sixth() {
    assertThat(names(Decision.OnSignIn.class))
        .containsExactlyInAnyOrder(
            "SignInAs", "StaySignedIn", "Register", "AskDetails", "OfferConnect", "Refuse");
    assertThat(names(Decision.OnConnect.class))
        .containsExactlyInAnyOrder(
            "AddLink", "KeepLink", "AskConfirmation", "AskReauthentication", "Refuse");
    assertThat(names(Decision.OnConnectFor.class))
        .containsExactlyInAnyOrder("AddLink", "KeepLink", "Refuse");
    assertThat(names(Decision.OnReauthenticate.class))
        .containsExactlyInAnyOrder("AcceptReauthentication", "Refuse");
    assertThat(names(Decision.OnDisconnect.class))
        .containsExactlyInAnyOrder("RemoveLink", "AskReauthentication", "Refuse");
    assertThat(type(Decision.AcceptReauthentication.class, "user").getSimpleName())
        .as("says who it was, and gives nothing to start a session with")
        .isEqualTo("UserId");
  }

  @Test
  @DisplayName(EIGHTH)
  void eighth() {
    assertThat(names(Decision.OnAuthorize.class)).containsExactlyInAnyOrder("StoreGrant", "Refuse");
    for (Facts.Authorize facts : authorizations()) {
      if (Decider.decide(facts) instanceof Decision.StoreGrant stored) {
        assertThat(stored.user()).isEqualTo(facts.user().id());
        assertThat(facts.user().standing()).isEqualTo(Standing.ACTIVE);
        assertThat(facts.rules().importing()).isTrue();
        assertThat(facts.tokenInTheWay()).isFalse();
        facts
            .owner()
            .ifPresentOrElse(
                owner -> assertThat(owner.link().user()).isEqualTo(facts.user().id()),
                () -> assertThat(facts.connected()).isEmpty());
      }
    }
  }

  @Test
  @DisplayName(NINTH)
  void ninth() {
    assertThat(names(Decision.OnEnterToken.class))
        .containsExactlyInAnyOrder("StoreGrant", "Refuse");
    for (Facts.EnterToken facts : tokens()) {
      if (Decider.decide(facts) instanceof Decision.StoreGrant stored) {
        assertThat(stored.user()).isEqualTo(facts.user().id());
        assertThat(facts.user().standing()).isEqualTo(Standing.ACTIVE);
        assertThat(facts.rules().importing() && facts.rules().personalTokens()).isTrue();
        assertThat(facts.owner().orElseThrow().link().user()).isEqualTo(facts.user().id());
        assertThat(facts.owner().get().isOutdated()).isFalse();
        assertThat(facts.grantInTheWay() && !facts.replacing()).isFalse();
      }
    }
  }

  @Test
  @DisplayName(SEVENTH)
  void seventh() {
    assertThat(names(Decision.OnRehearse.class))
        .containsExactlyInAnyOrder("ShowRehearsal", "Refuse");
    for (Facts.Rehearse facts : rehearsals()) {
      if (Decider.decide(facts) instanceof Decision.ShowRehearsal shown) {
        Decision.OnSignIn signIn = Decider.decide(facts.signIn());
        assertThat(facts.mayAdminister()).isTrue();
        assertThat(shown.onceSwitchedOn().orElse(shown.now())).isEqualTo(signIn);
        if (facts.switchedOn()) {
          assertThat(shown.onceSwitchedOn()).isEmpty();
        } else {
          assertThat(shown.onceSwitchedOn()).isPresent();
          assertThat(shown.now()).isEqualTo(new Decision.Refuse(Refusal.SIGN_IN_OFF));
        }
      }
      if (facts.administrator().standing() != Standing.ACTIVE) {
        assertThat(Decider.decide(facts)).isInstanceOf(Decision.Refuse.class);
      }
    }
  }

  private static List<Class<?>> answers(Class<? extends Decision> question) {
    return Arrays.asList(question.getPermittedSubclasses());
  }

  private static Stream<String> names(Class<? extends Decision> question) {
    return answers(question).stream().map(Class::getSimpleName);
  }

  private static Class<?> type(Class<?> holder, String component) {
    return Arrays.stream(holder.getRecordComponents())
        .filter(one -> one.getName().equals(component))
        .map(RecordComponent::getType)
        .findFirst()
        .orElse(Optional.class);
  }
}
