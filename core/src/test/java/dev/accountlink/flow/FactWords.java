package dev.accountlink.flow;

import static dev.accountlink.flow.Samples.LINKED;

import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.flow.Facts.Owner;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.provider.Gate;
import java.time.Instant;
import java.util.Optional;

/** What rows say of facts, as predicates; written apart from {@link Decider}. */
final class FactWords {
  private FactWords() {}

  static boolean registers(Facts.SignIn facts) {
    return switch (facts.rules().registration()) {
      case OFF -> false;
      case ON, PENDING_APPROVAL -> true;
      case EXPLICIT -> facts.signUp();
    };
  }

  static boolean collides(Facts.SignIn facts) {
    return facts.problems().contains(UserProblem.EMAIL_TAKEN)
        || (!facts.completed() && facts.problems().contains(UserProblem.USERNAME_TAKEN));
  }

  static boolean closed(Optional<Gate> closed, Gate gate) {
    return closed.equals(Optional.of(gate));
  }

  static boolean linkedBefore(Optional<Owner> owner, Instant time) {
    return owner
        .flatMap(known -> known.link().note())
        .filter(note -> note.linkedAt().isBefore(time))
        .isPresent();
  }

  static boolean linked(Facts.SignIn facts) {
    return facts.owner().isPresent();
  }

  static Optional<UserId> owning(Facts.SignIn facts) {
    return facts.owner().map(owner -> owner.link().user());
  }

  static boolean linked(Facts.SignIn facts, Standing standing) {
    return facts.owner().flatMap(Owner::user).filter(u -> u.standing() == standing).isPresent();
  }

  static boolean owned(Optional<Owner> owner, UserId by) {
    return owner.filter(known -> known.link().user().equals(by)).isPresent();
  }

  static boolean gone(Optional<Owner> owner) {
    return owner.filter(o -> o.user().isEmpty()).isPresent();
  }

  static boolean older(Optional<Owner> owner) {
    return owner
        .flatMap(Owner::user)
        .flatMap(HostUser::since)
        .filter(since -> since.isAfter(LINKED.plusSeconds(60)))
        .isPresent();
  }

  static boolean standing(HostUser user, Standing standing) {
    return user.standing() == standing;
  }

  static boolean refused(Optional<ApplyProblem> refused, ApplyProblem problem) {
    return refused.equals(Optional.of(problem));
  }
}
