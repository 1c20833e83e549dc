package dev.accountlink.flow;

import static dev.accountlink.flow.FactWords.closed;
import static dev.accountlink.flow.FactWords.collides;
import static dev.accountlink.flow.FactWords.gone;
import static dev.accountlink.flow.FactWords.linked;
import static dev.accountlink.flow.FactWords.older;
import static dev.accountlink.flow.FactWords.owning;
import static dev.accountlink.flow.FactWords.refused;
import static dev.accountlink.flow.FactWords.registers;
import static dev.accountlink.flow.Samples.CLAIM;
import static dev.accountlink.flow.Samples.DOMAIN;
import static dev.accountlink.flow.Samples.MEMBER;

import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.model.Standing;
import dev.accountlink.provider.Conflict;
import java.util.List;

/** What a sign-in must lead to; the first row that fits counts. */
final class SignInRows {
  static final List<Row<Facts.SignIn>> SIGN_IN =
      List.of(
          new Row<>("sign-in is switched off", f -> !f.rules().signIn(), "SignInOff"),
          new Row<>(
              "another tab signed somebody in meanwhile, not the identity's user",
              f -> f.signedIn().isPresent() && !f.signedIn().equals(owning(f)),
              "SignedInMeanwhile"),
          new Row<>("linked, the user is gone", f -> linked(f) && gone(f.owner()), "LinkOutdated"),
          new Row<>(
              "linked, the link is older than the user",
              f -> linked(f) && older(f.owner()),
              "LinkOutdated"),
          new Row<>("linked, user DISABLED", f -> linked(f, Standing.DISABLED), "UserDisabled"),
          new Row<>(
              "linked, user AWAITING_APPROVAL",
              f -> linked(f, Standing.AWAITING_APPROVAL),
              "AwaitingApproval"),
          new Row<>(
              "linked, user NOT_A_PERSON", f -> linked(f, Standing.NOT_A_PERSON), "NotAPerson"),
          new Row<>(
              "linked, e-mail domain gate closed",
              f -> linked(f) && closed(f.closed(), DOMAIN),
              "EmailDomainRequired"),
          new Row<>(
              "linked, claim gate closed",
              f -> linked(f) && closed(f.closed(), CLAIM),
              "ClaimRequired"),
          new Row<>(
              "linked, membership gate closed",
              f -> linked(f) && closed(f.closed(), MEMBER),
              "MembershipRequired"),
          new Row<>(
              "linked, the host objects",
              f -> linked(f) && f.objection().isPresent(),
              "RefusedByHost"),
          new Row<>(
              "linked, user ACTIVE, signed in by another tab meanwhile",
              f -> linked(f) && f.signedIn().isPresent(),
              "StaySignedIn"),
          new Row<>("linked, user ACTIVE", f -> linked(f), "SignInAs"),
          new Row<>(
              "identity was taken while registering, and its link is gone again",
              f -> refused(f.refused(), ApplyProblem.IDENTITY_TAKEN),
              "IdentityTaken"),
          new Row<>(
              "not linked, nobody is registered, conflicts are refused",
              f -> !registers(f) && f.rules().conflict() == Conflict.REFUSE,
              "NotConnected"),
          new Row<>(
              "not linked, e-mail domain gate closed",
              f -> closed(f.closed(), DOMAIN),
              "EmailDomainRequired"),
          new Row<>(
              "not linked, claim gate closed", f -> closed(f.closed(), CLAIM), "ClaimRequired"),
          new Row<>(
              "not linked, membership gate closed",
              f -> closed(f.closed(), MEMBER),
              "MembershipRequired"),
          new Row<>(
              "not linked, the host objects", f -> f.objection().isPresent(), "RefusedByHost"),
          new Row<>(
              "not linked, nobody is registered, conflicts lead to signing in here",
              f -> !registers(f),
              "OfferConnect"),
          new Row<>(
              "not linked, e-mail or the provider's user name taken, conflicts are refused",
              f -> collides(f) && f.rules().conflict() == Conflict.REFUSE,
              "NotConnected"),
          new Row<>(
              "not linked, e-mail or the provider's user name taken, conflicts lead to signing in"
                  + " here",
              FactWords::collides,
              "OfferConnect"),
          new Row<>(
              "not linked, something missing or not allowed, or a typed name taken",
              f -> !f.problems().isEmpty(),
              "AskDetails"),
          new Row<>("not linked, registration allowed", f -> true, "Register"));

  private SignInRows() {}
}
