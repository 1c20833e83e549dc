package dev.accountlink.flow;

import static dev.accountlink.flow.FactWords.closed;
import static dev.accountlink.flow.FactWords.gone;
import static dev.accountlink.flow.FactWords.older;
import static dev.accountlink.flow.FactWords.owned;
import static dev.accountlink.flow.FactWords.refused;
import static dev.accountlink.flow.FactWords.standing;
import static dev.accountlink.flow.Samples.CLAIM;
import static dev.accountlink.flow.Samples.DOMAIN;
import static dev.accountlink.flow.Samples.ME;
import static dev.accountlink.flow.Samples.MEMBER;
import static dev.accountlink.flow.Samples.OTHER;

import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.model.Standing;
import java.util.List;

/**
 * What a connect must lead to, by the user and by an administrator; the first row that fits counts.
 */
final class ConnectRows {
  static final List<Row<Facts.Connect>> CONNECT =
      List.of(
          new Row<>("sign-in is switched off", f -> !f.rules().signIn(), "SignInOff"),
          new Row<>("user DISABLED", f -> standing(f.user(), Standing.DISABLED), "UserDisabled"),
          new Row<>(
              "user AWAITING_APPROVAL",
              f -> standing(f.user(), Standing.AWAITING_APPROVAL),
              "AwaitingApproval"),
          new Row<>(
              "user NOT_A_PERSON", f -> standing(f.user(), Standing.NOT_A_PERSON), "NotAPerson"),
          new Row<>(
              "linked to this user",
              f -> owned(f.owner(), ME) && !gone(f.owner()) && !older(f.owner()),
              "KeepLink"),
          new Row<>(
              "linked to this user's key before this user had it",
              f -> owned(f.owner(), ME),
              "IdentityTaken"),
          new Row<>("linked to another user", f -> owned(f.owner(), OTHER), "IdentityTaken"),
          new Row<>(
              "taken while adding, and free again",
              f -> refused(f.refused(), ApplyProblem.IDENTITY_TAKEN),
              "IdentityTaken"),
          new Row<>(
              "the store allows no more",
              f -> refused(f.refused(), ApplyProblem.TOO_MANY_LINKS),
              "TooManyLinks"),
          new Row<>(
              "e-mail domain gate closed", f -> closed(f.closed(), DOMAIN), "EmailDomainRequired"),
          new Row<>("claim gate closed", f -> closed(f.closed(), CLAIM), "ClaimRequired"),
          new Row<>(
              "membership gate closed", f -> closed(f.closed(), MEMBER), "MembershipRequired"),
          new Row<>("the host objects", f -> f.objection().isPresent(), "RefusedByHost"),
          new Row<>(
              "the user has as many identities of this provider as the rules allow",
              f -> f.connectedHere() >= f.rules().identitiesPerUser(),
              "TooManyLinks"),
          new Row<>("not recently authenticated", f -> !f.recent(), "AskReauthentication"),
          new Row<>(
              "to be confirmed and not confirmed",
              f -> f.rules().confirmConnect() && !f.confirmed(),
              "AskConfirmation"),
          new Row<>("confirmed, or no confirmation asked", f -> true, "AddLink"));

  static final List<Row<Facts.ConnectFor>> CONNECT_FOR =
      List.of(
          new Row<>(
              "user NOT_A_PERSON", f -> standing(f.user(), Standing.NOT_A_PERSON), "NotAPerson"),
          new Row<>(
              "linked to this user",
              f -> owned(f.owner(), ME) && !gone(f.owner()) && !older(f.owner()),
              "KeepLink"),
          new Row<>(
              "linked to another user, or to who had this user's key before",
              f -> f.owner().isPresent(),
              "IdentityTaken"),
          new Row<>(
              "taken while adding, and free again",
              f -> refused(f.refused(), ApplyProblem.IDENTITY_TAKEN),
              "IdentityTaken"),
          new Row<>(
              "the store allows no more",
              f -> refused(f.refused(), ApplyProblem.TOO_MANY_LINKS),
              "TooManyLinks"),
          new Row<>("nobody has it", f -> true, "AddLink"));

  private ConnectRows() {}
}
