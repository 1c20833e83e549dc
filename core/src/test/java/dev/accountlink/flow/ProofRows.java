package dev.accountlink.flow;

import static dev.accountlink.flow.FactWords.gone;
import static dev.accountlink.flow.FactWords.linkedBefore;
import static dev.accountlink.flow.FactWords.older;
import static dev.accountlink.flow.FactWords.owned;
import static dev.accountlink.flow.FactWords.refused;
import static dev.accountlink.flow.FactWords.standing;
import static dev.accountlink.flow.Samples.ME;

import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.model.Standing;
import java.time.Duration;
import java.util.List;

/** What a proof and a disconnect must lead to; the first row that fits counts. */
final class ProofRows {
  static final List<Row<Facts.Reauthenticate>> REAUTHENTICATE =
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
              "the identity is nobody's, another user's, or of who had this user's key before",
              f -> !owned(f.owner(), ME) || gone(f.owner()) || older(f.owner()),
              "OtherIdentity"),
          new Row<>(
              "the link is of an unknown age or not more than 24 hours old",
              f -> !linkedBefore(f.owner(), f.now().minus(Duration.ofHours(24))),
              "LinkTooNew"),
          new Row<>(
              "the provider does not say when it asked, and that does not count",
              f -> f.askedAt().isEmpty() && !f.rules().withoutAuthTime(),
              "NotAskedAgain"),
          new Row<>(
              "the provider asked more than 60 seconds before the flow began",
              f -> f.askedAt().filter(at -> at.isBefore(f.begunAt().minusSeconds(60))).isPresent(),
              "NotAskedAgain"),
          new Row<>(
              "the provider says that it asked more than 60 seconds from now",
              f -> f.askedAt().filter(at -> at.isAfter(f.now().plusSeconds(60))).isPresent(),
              "NotAskedAgain"),
          new Row<>(
              "the provider asked in this flow, or does not say and that counts",
              f -> true,
              "AcceptReauthentication"));

  static final List<Row<Facts.Disconnect>> DISCONNECT =
      List.of(
          new Row<>(
              "nothing would remain",
              f -> refused(f.refused(), ApplyProblem.LAST_WAY_IN),
              "LastWayIn"),
          new Row<>(
              "gone while removing",
              f -> refused(f.refused(), ApplyProblem.LINK_GONE),
              "LinkNotFound"),
          new Row<>("user DISABLED", f -> standing(f.user(), Standing.DISABLED), "UserDisabled"),
          new Row<>(
              "user AWAITING_APPROVAL",
              f -> standing(f.user(), Standing.AWAITING_APPROVAL),
              "AwaitingApproval"),
          new Row<>(
              "user NOT_A_PERSON", f -> standing(f.user(), Standing.NOT_A_PERSON), "NotAPerson"),
          new Row<>("no such link", f -> f.identity().isEmpty(), "LinkNotFound"),
          new Row<>("not recently authenticated", f -> !f.recent(), "AskReauthentication"),
          new Row<>("one of the user's links", f -> true, "RemoveLink"));

  static final List<Row<Facts.Authorize>> AUTHORIZE =
      List.of(
          new Row<>("importing is switched off", f -> !f.rules().importing(), "ImportOff"),
          new Row<>("user DISABLED", f -> standing(f.user(), Standing.DISABLED), "UserDisabled"),
          new Row<>(
              "user AWAITING_APPROVAL",
              f -> standing(f.user(), Standing.AWAITING_APPROVAL),
              "AwaitingApproval"),
          new Row<>(
              "user NOT_A_PERSON", f -> standing(f.user(), Standing.NOT_A_PERSON), "NotAPerson"),
          new Row<>(
              "the identity is connected to another user",
              f -> f.owner().isPresent() && !owned(f.owner(), ME),
              "IdentityTaken"),
          new Row<>(
              "the identity's link is of who had this user's key before",
              f -> f.owner().isPresent() && (gone(f.owner()) || older(f.owner())),
              "LinkOutdated"),
          new Row<>(
              "the user has connected another identity of this provider, and not this one",
              f -> f.owner().isEmpty() && f.connected().isPresent(),
              "OtherThanConnected"),
          new Row<>(
              "a personal access token of the identity would be replaced",
              f -> f.tokenInTheWay(),
              "TokenInTheWay"),
          new Row<>(
              "the identity is this user's, or nobody's, and this user has none here",
              f -> true,
              "StoreGrant"));

  static final List<Row<Facts.EnterToken>> ENTER_TOKEN =
      List.of(
          new Row<>("importing is switched off", f -> !f.rules().importing(), "ImportOff"),
          new Row<>("user DISABLED", f -> standing(f.user(), Standing.DISABLED), "UserDisabled"),
          new Row<>(
              "user AWAITING_APPROVAL",
              f -> standing(f.user(), Standing.AWAITING_APPROVAL),
              "AwaitingApproval"),
          new Row<>(
              "user NOT_A_PERSON", f -> standing(f.user(), Standing.NOT_A_PERSON), "NotAPerson"),
          new Row<>(
              "personal access tokens are switched off",
              f -> !f.rules().personalTokens(),
              "PersonalTokensOff"),
          new Row<>(
              "the user has connected no identity of this provider",
              f -> f.connected().isEmpty(),
              "ConnectFirst"),
          new Row<>(
              "the token's owner is not connected, or to another user",
              f -> !owned(f.owner(), ME),
              "TokenOfAnother"),
          new Row<>(
              "the owner's link is of who had this user's key before",
              f -> gone(f.owner()) || older(f.owner()),
              "LinkOutdated"),
          new Row<>(
              "the token lacks what imports need",
              f -> f.missing().isPresent(),
              "TokenLacksPermission"),
          new Row<>(
              "a grant would be replaced, and the user has not said so",
              f -> f.grantInTheWay() && !f.replacing(),
              "GrantInTheWay"),
          new Row<>("a token of an identity of this user", f -> true, "StoreGrant"));

  static final List<Row<Facts.Rehearse>> REHEARSE =
      List.of(
          new Row<>(
              "administrator DISABLED",
              f -> standing(f.administrator(), Standing.DISABLED),
              "UserDisabled"),
          new Row<>(
              "administrator AWAITING_APPROVAL",
              f -> standing(f.administrator(), Standing.AWAITING_APPROVAL),
              "AwaitingApproval"),
          new Row<>(
              "administrator NOT_A_PERSON",
              f -> standing(f.administrator(), Standing.NOT_A_PERSON),
              "NotAPerson"),
          new Row<>(
              "the host lets this user administer no more",
              f -> !f.mayAdminister(),
              "AdministratorsOnly"),
          new Row<>(
              "an administrator, whatever a sign-in would come to", f -> true, "ShowRehearsal"));

  private ProofRows() {}
}
