package dev.accountlink.flow;

import static dev.accountlink.flow.Samples.KEY;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.UserProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The same facts of somebody who is called otherwise, or of whom the host says something else. */
final class Strangers {
  /** The same key, and nothing else in common. */
  private static final ExternalIdentity OTHERWISE =
      new ExternalIdentity(
          KEY,
          Optional.of("me"),
          Optional.of("Other"),
          List.of(new EmailAddress("me@example.org", false, false)));

  private Strangers() {}

  static Facts.SignIn of(Facts.SignIn facts) {
    return changed(facts, OTHERWISE, facts.problems());
  }

  static Facts.SignIn with(Facts.SignIn facts, UserProblem... problems) {
    return changed(facts, facts.identity(), Set.of(problems));
  }

  private static Facts.SignIn changed(
      Facts.SignIn facts, ExternalIdentity identity, Set<UserProblem> problems) {
    return new Facts.SignIn(
        identity,
        facts.rules(),
        facts.signUp(),
        facts.owner(),
        facts.signedIn(),
        facts.draft(),
        facts.completed(),
        problems,
        facts.closed(),
        facts.objection(),
        facts.refused());
  }

  static Facts.Connect of(Facts.Connect facts) {
    return new Facts.Connect(
        facts.user(),
        OTHERWISE,
        facts.rules(),
        facts.owner(),
        facts.connectedHere(),
        facts.recent(),
        facts.confirmed(),
        facts.closed(),
        facts.objection(),
        facts.refused());
  }
}
