package dev.accountlink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.flow.Facts.Owner;
import dev.accountlink.model.DomainName;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.Lookup;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Every combination of facts, and what it must lead to. The rows below are the specification,
 * written apart from {@link Decider}; the first row that fits counts. They are also printed into
 * {@code docs/decision-table.md}: run this test with {@code -Daccountlink.writeDocs=true} to write
 * it.
 */
class DecisionTableTest {
  private static final Instant LINKED = Instant.parse("2026-01-01T00:00:00Z");
  private static final IdentityKey KEY = new IdentityKey("https://id.example", "1");
  private static final ExternalIdentity IDENTITY =
      new ExternalIdentity(
          KEY,
          Optional.of("ada"),
          Optional.of("Ada"),
          List.of(new EmailAddress("ada@example.com", true, true)));
  private static final NewUser DRAFT =
      new NewUser(
          "ada",
          "Ada",
          Optional.of(new EmailAddress("ada@example.com", true, true)),
          Standing.ACTIVE);
  private static final UserId ME = new UserId("me");
  private static final UserId OTHER = new UserId("other");
  private static final Instant NOW = LINKED.plus(Duration.ofDays(30));
  private static final Gate DOMAIN = new Gate.EmailDomain(Set.of(DomainName.of("example.com")));
  private static final Gate CLAIM = new Gate.ClaimEquals("group", "staff");
  private static final Gate MEMBER = new Gate.MemberOf(Set.of("7"), "Acme");
  private static final Path DOCUMENT = Path.of("../docs/decision-table.md");

  /** A row: when it counts, in words and as a predicate, and what comes of it. */
  private record Row<F extends Facts>(String when, Predicate<F> fits, String then) {}

  private static final List<Row<Facts.SignIn>> SIGN_IN =
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
              DecisionTableTest::collides,
              "OfferConnect"),
          new Row<>(
              "not linked, something missing or not allowed, or a typed name taken",
              f -> !f.problems().isEmpty(),
              "AskDetails"),
          new Row<>("not linked, registration allowed", f -> true, "Register"));

  private static final List<Row<Facts.Connect>> CONNECT =
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

  private static final List<Row<Facts.ConnectFor>> CONNECT_FOR =
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

  private static final List<Row<Facts.Reauthenticate>> REAUTHENTICATE =
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

  private static final List<Row<Facts.Disconnect>> DISCONNECT =
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

  @Test
  void everySignInIsDecidedAsItsRowSays() {
    assertRows(SIGN_IN, signIns(), facts -> name(Decider.decide(facts)));
  }

  @Test
  void everyConnectIsDecidedAsItsRowSays() {
    assertRows(CONNECT, connects(), facts -> name(Decider.decide(facts)));
  }

  @Test
  void everyDisconnectIsDecidedAsItsRowSays() {
    assertRows(DISCONNECT, disconnects(), facts -> name(Decider.decide(facts)));
  }

  @Test
  void everyConnectForAnotherIsDecidedAsItsRowSays() {
    assertRows(CONNECT_FOR, connectFors(), facts -> name(Decider.decide(facts)));
  }

  @Test
  void everyProofIsDecidedAsItsRowSays() {
    assertRows(REAUTHENTICATE, proofs(), facts -> name(Decider.decide(facts)));
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
  void invariant1ASignInAddsNoLinkButTheFirstOfTheUserItRegisters() {
    for (Facts.SignIn facts : signIns()) {
      Decision.OnSignIn decision = Decider.decide(facts);
      if (decision instanceof Decision.Register register) {
        assertThat(facts.closed()).as("every gate is open").isEmpty();
        assertThat(facts.problems()).isEmpty();
        assertThat(register.draft()).isEqualTo(facts.draft());
        assertThat(facts.owner()).as("registered for a free identity").isEmpty();
        assertThat(facts.signedIn()).as("registered for nobody who is a user").isEmpty();
      }
      if (decision instanceof Decision.SignInAs signInAs) {
        assertThat(facts.owner().map(owner -> owner.link().user()))
            .as("signed in as the link's own user")
            .contains(signInAs.user().id());
        assertThat(facts.signedIn()).as("no session is replaced").isEmpty();
      }
      if (decision instanceof Decision.StaySignedIn stay) {
        assertThat(facts.signedIn()).contains(stay.user().id());
      }
    }
  }

  @Test
  void invariant2ALinkIsAddedOnlyToTheUserWhoAskedForAnIdentityNobodyHas() {
    for (Facts.Connect facts : connects()) {
      if (Decider.decide(facts) instanceof Decision.AddLink added) {
        assertThat(added.user()).isEqualTo(facts.user().id());
        assertThat(facts.owner()).isEmpty();
        assertThat(facts.confirmed() || !facts.rules().confirmConnect()).isTrue();
        assertThat(facts.recent()).isTrue();
        assertThat(facts.closed()).isEmpty();
      }
    }
  }

  @Test
  void invariant4ATakenAddressAndATakenNameLookTheSame() {
    for (Registration registration : Registration.values()) {
      for (Conflict conflict : Conflict.values()) {
        ProviderRules rules =
            ProviderRules.DEFAULT.withRegistration(registration).withConflict(conflict);
        Decision.OnSignIn stranger = Decider.decide(colliding(rules, Set.of()));
        Decision.OnSignIn email = Decider.decide(colliding(rules, Set.of(UserProblem.EMAIL_TAKEN)));
        Decision.OnSignIn username =
            Decider.decide(colliding(rules, Set.of(UserProblem.USERNAME_TAKEN)));
        assertThat(email).isEqualTo(username).isNotInstanceOf(Decision.Register.class);
        if (!registration.registers(false)) {
          assertThat(email)
              .as("nobody is registered, so nothing is given away")
              .isEqualTo(stranger);
        }
      }
    }
  }

  private static Facts.SignIn colliding(ProviderRules rules, Set<UserProblem> problems) {
    return new Facts.SignIn(
        IDENTITY,
        rules,
        false,
        Optional.empty(),
        Optional.empty(),
        DRAFT,
        false,
        problems,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void invariant3AProofIsOfThisUserAndOfALinkThatStood() {
    for (Facts.Reauthenticate facts : proofs()) {
      if (Decider.decide(facts) instanceof Decision.AcceptReauthentication accepted) {
        assertThat(accepted.user()).isEqualTo(facts.user().id());
        assertThat(owned(facts.owner(), accepted.user())).isTrue();
        assertThat(linkedBefore(facts.owner(), facts.now().minus(Duration.ofHours(24)))).isTrue();
      }
    }
  }

  @Test
  void invariant5NobodyWhoIsNotActiveIsSignedInConnectedOrDisconnected() {
    for (Facts.SignIn facts : signIns()) {
      if (Decider.decide(facts) instanceof Decision.SignInAs signInAs) {
        assertThat(signInAs.user().standing()).isEqualTo(Standing.ACTIVE);
        assertThat(facts.rules().signIn()).isTrue();
      }
    }
    for (Facts.Connect facts : connects()) {
      if (!(Decider.decide(facts) instanceof Decision.Refuse)) {
        assertThat(facts.user().standing()).isEqualTo(Standing.ACTIVE);
      }
    }
    for (Facts.Disconnect facts : disconnects()) {
      if (!(Decider.decide(facts) instanceof Decision.Refuse)) {
        assertThat(facts.user().standing()).isEqualTo(Standing.ACTIVE);
      }
    }
    for (Facts.Reauthenticate facts : proofs()) {
      if (!(Decider.decide(facts) instanceof Decision.Refuse)) {
        assertThat(facts.user().standing()).isEqualTo(Standing.ACTIVE);
      }
    }
  }

  @Test
  void theGuardCountsOnlyWaysInThatWorkToday() {
    Link here = new Link(ME, KEY, Optional.empty());
    Link dead = new Link(ME, new IdentityKey("https://gone.example", "1"), Optional.empty());
    Decision.Guard alone =
        new Decision.Guard(
            Set.of(), Set.of("https://id.example"), user(ME, Standing.ACTIVE, LINKED));
    Decision.Guard password =
        new Decision.Guard(
            Set.of(WayIn.LOCAL_PASSWORD),
            Set.of("https://id.example"),
            user(ME, Standing.ACTIVE, LINKED));
    assertThat(alone.test(List.of())).isFalse();
    assertThat(alone.test(List.of(dead))).isFalse();
    assertThat(alone.test(List.of(dead, here))).isTrue();
    Link before =
        new Link(
            ME, KEY, Optional.of(new LinkNote("ada", LINKED.minusSeconds(61), Optional.empty())));
    assertThat(alone.test(List.of(before))).as("a link of whoever had this key before").isFalse();
    assertThat(password.test(List.of())).isTrue();
  }

  @Test
  void nothingIsLookedUpForAReturningUser() {
    ProviderRules on = ProviderRules.DEFAULT.withRegistration(Registration.ON);
    Optional<Link> link = Optional.of(new Link(ME, KEY, Optional.empty()));
    assertThat(Decider.lookups(new Intent.SignIn(), on, Optional.empty()))
        .containsExactly(Lookup.DETAILS);
    assertThat(Decider.lookups(new Intent.SignIn(), on, link)).isEmpty();
    assertThat(Decider.lookups(new Intent.SignIn(), ProviderRules.DEFAULT, Optional.empty()))
        .isEmpty();
    assertThat(Decider.lookups(new Intent.SignIn(), on.withSignIn(false), Optional.empty()))
        .isEmpty();
    assertThat(Decider.lookups(new Intent.Connect(ME), on, Optional.empty()))
        .containsExactly(Lookup.NAME);
    assertThat(Decider.lookups(new Intent.Connect(ME), on, link)).isEmpty();
    ProviderRules explicit = ProviderRules.DEFAULT.withRegistration(Registration.EXPLICIT);
    assertThat(Decider.lookups(new Intent.SignIn(), explicit, Optional.empty())).isEmpty();
    assertThat(Decider.lookups(new Intent.SignUp(), explicit, Optional.empty()))
        .containsExactly(Lookup.DETAILS);
    ProviderRules offering = ProviderRules.DEFAULT.withConflict(Conflict.SIGN_IN_THEN_CONNECT);
    assertThat(Decider.lookups(new Intent.SignIn(), offering, Optional.empty()))
        .containsExactly(Lookup.NAME);
  }

  @Test
  void whatGatesLookAtIsLookedUpAlsoForAReturningUser() {
    ProviderRules gated =
        ProviderRules.DEFAULT
            .withRegistration(Registration.ON)
            .withGates(List.of(DOMAIN, CLAIM, MEMBER));
    Optional<Link> link = Optional.of(new Link(ME, KEY, Optional.empty()));
    Set<Lookup> needed = Set.of(Lookup.DETAILS, Lookup.CLAIMS, Lookup.MEMBERSHIPS);
    assertThat(Decider.lookups(new Intent.SignIn(), gated, link)).isEqualTo(needed);
    assertThat(Decider.lookups(new Intent.SignIn(), gated, Optional.empty())).isEqualTo(needed);
    assertThat(Decider.lookups(new Intent.Connect(ME), gated, Optional.empty()))
        .containsAll(needed)
        .contains(Lookup.NAME);
    assertThat(
            Decider.lookups(
                new Intent.SignIn(), gated.withRegistration(Registration.OFF), Optional.empty()))
        .as("a stranger where nobody is registered")
        .isEmpty();
    assertThat(Decider.lookups(new Intent.Reauthenticate(ME), gated, link)).isEmpty();
    assertThat(Decider.lookups(new Intent.SignIn(), gated.withSignIn(false), link)).isEmpty();
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

  private static <F extends Facts> void assertRows(
      List<Row<F>> rows, List<F> all, java.util.function.Function<F, String> decide) {
    Map<Row<F>, Integer> used = new LinkedHashMap<>();
    rows.forEach(row -> used.put(row, 0));
    for (F facts : all) {
      Row<F> row = rows.stream().filter(r -> r.fits().test(facts)).findFirst().orElseThrow();
      used.merge(row, 1, Integer::sum);
      String decided = decide.apply(facts);
      if (!decided.equals(row.then())) {
        assertThat(decided).as(row.when() + ": " + facts).isEqualTo(row.then());
      }
    }
    used.forEach((row, times) -> assertThat(times).as(row.when() + " ever counts").isPositive());
  }

  private static String name(Decision decision) {
    return decision instanceof Decision.Refuse refuse
        ? refuse.refusal().code()
        : decision.getClass().getSimpleName();
  }

  private static List<Facts.SignIn> signIns() {
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

  private static List<Facts.Connect> connects() {
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

  private static List<Facts.ConnectFor> connectFors() {
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

  private static List<Facts.Reauthenticate> proofs() {
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

  private static List<Facts.Disconnect> disconnects() {
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

  private static List<ProviderRules> rules() {
    List<ProviderRules> all = new ArrayList<>();
    for (boolean signIn : new boolean[] {true, false}) {
      for (Registration registration : Registration.values()) {
        for (Conflict conflict : Conflict.values()) {
          all.add(
              ProviderRules.DEFAULT
                  .withSignIn(signIn)
                  .withRegistration(registration)
                  .withConflict(conflict));
        }
      }
    }
    return all;
  }

  private static List<ProviderRules> switches() {
    List<ProviderRules> all = new ArrayList<>();
    for (boolean signIn : new boolean[] {true, false}) {
      for (boolean confirm : new boolean[] {true, false}) {
        all.add(ProviderRules.DEFAULT.withSignIn(signIn).withConfirmConnect(confirm));
      }
    }
    return all;
  }

  private static List<Optional<Gate>> gates() {
    return List.of(Optional.empty(), Optional.of(DOMAIN), Optional.of(CLAIM), Optional.of(MEMBER));
  }

  /** The host is asked only where every gate is open. */
  private static List<Optional<String>> objections(Optional<Gate> closed) {
    return closed.isPresent()
        ? List.of(Optional.empty())
        : List.of(Optional.empty(), Optional.of("forge.no"));
  }

  private static List<Optional<Owner>> owners() {
    List<Optional<Owner>> all = new ArrayList<>(List.of(Optional.empty()));
    for (UserId id : List.of(ME, OTHER)) {
      Link link = new Link(id, KEY, Optional.of(new LinkNote("ada", LINKED, Optional.empty())));
      all.add(Optional.of(new Owner(link, Optional.empty())));
      all.add(
          Optional.of(
              new Owner(link, Optional.of(user(id, Standing.ACTIVE, LINKED.plusSeconds(3600))))));
      Arrays.stream(Standing.values())
          .map(standing -> new Owner(link, Optional.of(user(id, standing, LINKED))))
          .forEach(owner -> all.add(Optional.of(owner)));
    }
    return all;
  }

  private static List<Set<UserProblem>> problems() {
    List<Set<UserProblem>> all = new ArrayList<>(List.of(Set.of()));
    Arrays.stream(UserProblem.values()).forEach(problem -> all.add(Set.of(problem)));
    all.add(Set.of(UserProblem.USERNAME_INVALID, UserProblem.EMAIL_TAKEN));
    return all;
  }

  private static List<Optional<ApplyProblem>> refusals(ApplyProblem... problems) {
    List<Optional<ApplyProblem>> all = new ArrayList<>(List.of(Optional.empty()));
    Arrays.stream(problems).forEach(problem -> all.add(Optional.of(problem)));
    return all;
  }

  private static HostUser user(UserId id, Standing standing, Instant since) {
    return new HostUser(id, id.value(), id.value(), standing, Optional.of(since));
  }

  private static boolean registers(Facts.SignIn facts) {
    return switch (facts.rules().registration()) {
      case OFF -> false;
      case ON, PENDING_APPROVAL -> true;
      case EXPLICIT -> facts.signUp();
    };
  }

  private static boolean collides(Facts.SignIn facts) {
    return facts.problems().contains(UserProblem.EMAIL_TAKEN)
        || (!facts.completed() && facts.problems().contains(UserProblem.USERNAME_TAKEN));
  }

  private static boolean closed(Optional<Gate> closed, Gate gate) {
    return closed.equals(Optional.of(gate));
  }

  private static boolean linkedBefore(Optional<Owner> owner, Instant time) {
    return owner
        .flatMap(known -> known.link().note())
        .filter(note -> note.linkedAt().isBefore(time))
        .isPresent();
  }

  private static boolean linked(Facts.SignIn facts) {
    return facts.owner().isPresent();
  }

  private static Optional<UserId> owning(Facts.SignIn facts) {
    return facts.owner().map(owner -> owner.link().user());
  }

  private static boolean linked(Facts.SignIn facts, Standing standing) {
    return facts.owner().flatMap(Owner::user).filter(u -> u.standing() == standing).isPresent();
  }

  private static boolean owned(Optional<Owner> owner, UserId by) {
    return owner.filter(known -> known.link().user().equals(by)).isPresent();
  }

  private static boolean gone(Optional<Owner> owner) {
    return owner.filter(o -> o.user().isEmpty()).isPresent();
  }

  private static boolean older(Optional<Owner> owner) {
    return owner
        .flatMap(Owner::user)
        .flatMap(HostUser::since)
        .filter(since -> since.isAfter(LINKED.plusSeconds(60)))
        .isPresent();
  }

  private static boolean standing(HostUser user, Standing standing) {
    return user.standing() == standing;
  }

  private static boolean refused(Optional<ApplyProblem> refused, ApplyProblem problem) {
    return refused.equals(Optional.of(problem));
  }

  private static String document() {
    StringBuilder out = new StringBuilder();
    out.append("# The decision table\n\n")
        .append(
            "Printed by `DecisionTableTest`, which asserts it over every combination of facts.\n")
        .append(
            "The first row that fits counts. Decisions are in bold; a refusal is named by its code and\n")
        .append("explained in [refusals.md](refusals.md).\n\n");
    print(out, "Sign in", SIGN_IN, signIns().size());
    print(out, "Connect", CONNECT, connects().size());
    print(out, "Disconnect", DISCONNECT, disconnects().size());
    print(out, "Prove who is at the keyboard", REAUTHENTICATE, proofs().size());
    print(out, "Connect by an administrator", CONNECT_FOR, connectFors().size());
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
