package dev.accountlink.flow;

import static dev.accountlink.flow.Samples.DRAFT;
import static dev.accountlink.flow.Samples.IDENTITY;
import static dev.accountlink.flow.Samples.KEY;
import static dev.accountlink.flow.Samples.LINKED;
import static dev.accountlink.flow.Samples.ME;
import static dev.accountlink.flow.Samples.NOW;
import static dev.accountlink.flow.Samples.gates;
import static dev.accountlink.flow.Samples.objections;
import static dev.accountlink.flow.Samples.owners;
import static dev.accountlink.flow.Samples.problems;
import static dev.accountlink.flow.Samples.refusals;
import static dev.accountlink.flow.Samples.rules;
import static dev.accountlink.flow.Samples.switches;
import static dev.accountlink.flow.Samples.user;

import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.flow.Facts.Owner;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.ProviderRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every combination of facts that a question can be asked with. */
final class EveryFact {
  private EveryFact() {}

  static List<Facts.SignIn> signIns() {
    List<Facts.SignIn> all = new ArrayList<>();
    for (ProviderRules rules : rules()) {
      for (boolean signUp : new boolean[] {true, false}) {
        for (Optional<Owner> owner : owners()) {
          for (Set<UserProblem> problems : problems()) {
            for (boolean completed : new boolean[] {true, false}) {
              for (Optional<Gate> closed : gates()) {
                for (Optional<String> objection : objections(closed)) {
                  for (Optional<ApplyProblem> refused : refusals(ApplyProblem.IDENTITY_TAKEN)) {
                    for (Optional<UserId> signedIn :
                        List.of(Optional.<UserId>empty(), Optional.of(ME))) {
                      all.add(
                          new Facts.SignIn(
                              IDENTITY, rules, signUp, owner, signedIn, DRAFT, completed, problems,
                              closed, objection, refused));
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    return all;
  }

  static List<Facts.Connect> connects() {
    List<Facts.Connect> all = new ArrayList<>();
    for (ProviderRules rules : switches()) {
      for (Standing standing : Standing.values()) {
        for (Optional<Owner> owner : owners()) {
          for (int connectedHere : new int[] {0, 4, 5, 6}) {
            for (boolean recent : new boolean[] {true, false}) {
              for (boolean confirmed : new boolean[] {true, false}) {
                for (Optional<Gate> closed : gates()) {
                  for (Optional<String> objection : objections(closed)) {
                    for (Optional<ApplyProblem> refused :
                        refusals(ApplyProblem.IDENTITY_TAKEN, ApplyProblem.TOO_MANY_LINKS)) {
                      all.add(
                          new Facts.Connect(
                              user(ME, standing, LINKED),
                              IDENTITY,
                              rules,
                              owner,
                              connectedHere,
                              recent,
                              confirmed,
                              closed,
                              objection,
                              refused));
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    return all;
  }

  static List<Facts.ConnectFor> connectFors() {
    List<Facts.ConnectFor> all = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      for (Optional<Owner> owner : owners()) {
        for (Optional<ApplyProblem> refused :
            refusals(ApplyProblem.IDENTITY_TAKEN, ApplyProblem.TOO_MANY_LINKS)) {
          all.add(new Facts.ConnectFor(user(ME, standing, LINKED), owner, refused));
        }
      }
    }
    return all;
  }

  static List<Facts.Reauthenticate> proofs() {
    List<Facts.Reauthenticate> all = new ArrayList<>();
    List<Optional<Owner>> owners = new ArrayList<>(owners());
    HostUser me = user(ME, Standing.ACTIVE, LINKED);
    owners.add(Optional.of(new Owner(new Link(ME, KEY, Optional.empty()), Optional.of(me))));
    for (Duration age : List.of(Duration.ofHours(24), Duration.ofHours(24).plusSeconds(1))) {
      LinkNote note = new LinkNote("ada", NOW.minus(age), Optional.empty());
      owners.add(Optional.of(new Owner(new Link(ME, KEY, Optional.of(note)), Optional.of(me))));
    }
    for (boolean signIn : new boolean[] {true, false}) {
      for (boolean withoutAuthTime : new boolean[] {true, false}) {
        ProviderRules rules =
            ProviderRules.DEFAULT.withSignIn(signIn).withoutAuthTime(withoutAuthTime);
        for (Standing standing : Standing.values()) {
          for (Optional<Owner> owner : owners) {
            for (Optional<Instant> askedAt :
                List.of(
                    Optional.<Instant>empty(),
                    Optional.of(NOW.minusSeconds(121)),
                    Optional.of(NOW.minusSeconds(120)),
                    Optional.of(NOW),
                    Optional.of(NOW.plusSeconds(60)),
                    Optional.of(NOW.plusSeconds(61)))) {
              all.add(
                  new Facts.Reauthenticate(
                      user(ME, standing, LINKED),
                      rules,
                      owner,
                      NOW.minusSeconds(60),
                      askedAt,
                      NOW));
            }
          }
        }
      }
    }
    return all;
  }

  static List<Facts.Authorize> authorizations() {
    List<Facts.Authorize> all = new ArrayList<>();
    for (boolean importing : new boolean[] {true, false}) {
      for (boolean signIn : new boolean[] {true, false}) {
        ProviderRules rules = ProviderRules.DEFAULT.withSignIn(signIn).withImporting(importing);
        for (Standing standing : Standing.values()) {
          for (Optional<Owner> owner : owners()) {
            for (Optional<String> connected :
                List.of(Optional.<String>empty(), Optional.of("ada, grace"))) {
              for (boolean inTheWay : new boolean[] {true, false}) {
                all.add(
                    new Facts.Authorize(
                        user(ME, standing, LINKED), rules, owner, connected, inTheWay));
              }
            }
          }
        }
      }
    }
    return all;
  }

  static List<Facts.EnterToken> tokens() {
    List<Facts.EnterToken> all = new ArrayList<>();
    boolean[] both = {true, false};
    for (Facts.Authorize some :
        authorizations().stream().filter(facts -> !facts.tokenInTheWay()).toList()) {
      for (boolean on : both) {
        for (Optional<String> missing : List.of(Optional.<String>empty(), Optional.of("repo"))) {
          for (boolean inTheWay : both) {
            for (boolean replacing : both) {
              all.add(
                  new Facts.EnterToken(
                      some.user(),
                      some.rules().withPersonalTokens(on),
                      some.owner(),
                      some.connected(),
                      missing,
                      inTheWay,
                      replacing));
            }
          }
        }
      }
    }
    return all;
  }

  /** A sign-in that a rehearsal asks of is never a sign-up, a second try or in a second tab. */
  static List<Facts.Rehearse> rehearsals() {
    List<Facts.SignIn> signIns =
        signIns().stream()
            .filter(facts -> facts.rules().signIn() && !facts.signUp() && !facts.completed())
            .filter(facts -> facts.signedIn().isEmpty() && facts.refused().isEmpty())
            .toList();
    List<Facts.Rehearse> all = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      for (boolean mayAdminister : new boolean[] {true, false}) {
        for (boolean switchedOn : new boolean[] {true, false}) {
          for (Facts.SignIn signIn : signIns) {
            all.add(
                new Facts.Rehearse(user(ME, standing, LINKED), mayAdminister, switchedOn, signIn));
          }
        }
      }
    }
    return all;
  }

  static List<Facts.Disconnect> disconnects() {
    List<Facts.Disconnect> all = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      for (Optional<IdentityKey> identity :
          List.of(Optional.of(KEY), Optional.<IdentityKey>empty())) {
        for (Set<WayIn> ways : List.of(Set.<WayIn>of(), Set.of(WayIn.LOCAL_PASSWORD))) {
          for (boolean recent : new boolean[] {true, false}) {
            for (Optional<ApplyProblem> refused :
                refusals(ApplyProblem.LAST_WAY_IN, ApplyProblem.LINK_GONE)) {
              all.add(
                  new Facts.Disconnect(
                      user(ME, standing, LINKED),
                      identity,
                      recent,
                      ways,
                      Set.of(KEY.authority()),
                      refused));
            }
          }
        }
      }
    }
    return all;
  }
}
