package dev.accountlink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.flow.Facts.Owner;
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
import dev.accountlink.provider.Lookup;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
      new NewUser("ada", "Ada", Optional.of(new EmailAddress("ada@example.com", true, true)));
  private static final UserId ME = new UserId("me");
  private static final UserId OTHER = new UserId("other");
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
          new Row<>(
              "linked, user ACTIVE, signed in by another tab meanwhile",
              f -> linked(f, Standing.ACTIVE) && f.signedIn().isPresent(),
              "StaySignedIn"),
          new Row<>("linked, user ACTIVE", f -> linked(f, Standing.ACTIVE), "SignInAs"),
          new Row<>("linked, user DISABLED", f -> linked(f, Standing.DISABLED), "UserDisabled"),
          new Row<>(
              "linked, user AWAITING_APPROVAL",
              f -> linked(f, Standing.AWAITING_APPROVAL),
              "AwaitingApproval"),
          new Row<>(
              "linked, user NOT_A_PERSON", f -> linked(f, Standing.NOT_A_PERSON), "NotAPerson"),
          new Row<>(
              "host found a collision while registering",
              f -> refused(f.refused(), ApplyProblem.COLLISION),
              "NotConnected"),
          new Row<>(
              "host found details missing while registering",
              f -> refused(f.refused(), ApplyProblem.DETAILS),
              "DetailsMissing"),
          new Row<>(
              "identity was taken while registering, and its link is gone again",
              f -> refused(f.refused(), ApplyProblem.IDENTITY_TAKEN),
              "IdentityTaken"),
          new Row<>(
              "not linked, registration OFF",
              f -> f.rules().registration() == Registration.OFF,
              "NotConnected"),
          new Row<>(
              "not linked, user name or e-mail taken",
              f -> f.problems().stream().anyMatch(UserProblem::isCollision),
              "NotConnected"),
          new Row<>(
              "not linked, something missing or not allowed",
              f -> !f.problems().isEmpty(),
              "DetailsMissing"),
          new Row<>("not linked, registration ON", f -> true, "Register"));

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
              f -> owned(f, ME) && !gone(f.owner()) && !older(f.owner()),
              "KeepLink"),
          new Row<>(
              "linked to this user's key before this user had it",
              f -> owned(f, ME),
              "IdentityTaken"),
          new Row<>("linked to another user", f -> owned(f, OTHER), "IdentityTaken"),
          new Row<>(
              "taken while adding, and free again",
              f -> refused(f.refused(), ApplyProblem.IDENTITY_TAKEN),
              "IdentityTaken"),
          new Row<>(
              "the store allows no more",
              f -> refused(f.refused(), ApplyProblem.TOO_MANY_LINKS),
              "TooManyLinks"),
          new Row<>(
              "to be confirmed and not confirmed",
              f -> f.rules().confirmConnect() && !f.confirmed(),
              "AskConfirmation"),
          new Row<>("confirmed, or no confirmation asked", f -> true, "AddLink"));

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
  void invariant1ASignInAddsNoLinkButTheFirstOfTheUserItRegisters() {
    for (Facts.SignIn facts : signIns()) {
      Decision.OnSignIn decision = Decider.decide(facts);
      if (decision instanceof Decision.Register) {
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
      }
    }
  }

  @Test
  void invariant4ATakenAddressAndATakenNameLookTheSame() {
    for (Registration registration : Registration.values()) {
      Stream.of(UserProblem.EMAIL_TAKEN, UserProblem.USERNAME_TAKEN)
          .map(
              problem ->
                  Decider.decide(
                      new Facts.SignIn(
                          IDENTITY,
                          ProviderRules.DEFAULT.withRegistration(registration),
                          Optional.empty(),
                          Optional.empty(),
                          DRAFT,
                          Set.of(problem),
                          Optional.empty())))
          .forEach(
              decision ->
                  assertThat(decision).isEqualTo(new Decision.Refuse(Refusal.NOT_CONNECTED)));
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
      assertThat(decide.apply(facts)).as(row.when()).isEqualTo(row.then());
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
      for (Optional<Owner> owner : owners()) {
        for (Set<UserProblem> problems : problems()) {
          for (Optional<ApplyProblem> refused :
              refusals(ApplyProblem.IDENTITY_TAKEN, ApplyProblem.COLLISION, ApplyProblem.DETAILS)) {
            for (Optional<UserId> signedIn : List.of(Optional.<UserId>empty(), Optional.of(ME))) {
              all.add(new Facts.SignIn(IDENTITY, rules, owner, signedIn, DRAFT, problems, refused));
            }
          }
        }
      }
    }
    return all;
  }

  private static List<Facts.Connect> connects() {
    List<Facts.Connect> all = new ArrayList<>();
    for (ProviderRules rules : rules()) {
      for (Standing standing : Standing.values()) {
        for (Optional<Owner> owner : owners()) {
          for (boolean confirmed : new boolean[] {true, false}) {
            for (Optional<ApplyProblem> refused :
                refusals(ApplyProblem.IDENTITY_TAKEN, ApplyProblem.TOO_MANY_LINKS)) {
              all.add(
                  new Facts.Connect(
                      user(ME, standing, LINKED), IDENTITY, rules, owner, confirmed, refused));
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
          for (Optional<ApplyProblem> refused :
              refusals(ApplyProblem.LAST_WAY_IN, ApplyProblem.LINK_GONE)) {
            all.add(
                new Facts.Disconnect(
                    user(ME, standing, LINKED), identity, ways, Set.of(KEY.authority()), refused));
          }
        }
      }
    }
    return all;
  }

  private static List<ProviderRules> rules() {
    List<ProviderRules> all = new ArrayList<>();
    for (boolean signIn : new boolean[] {true, false}) {
      for (Registration registration : List.of(Registration.OFF, Registration.ON)) {
        for (boolean confirm : new boolean[] {true, false}) {
          all.add(
              ProviderRules.DEFAULT
                  .withSignIn(signIn)
                  .withRegistration(registration)
                  .withConfirmConnect(confirm));
        }
      }
    }
    return all;
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

  private static boolean linked(Facts.SignIn facts) {
    return facts.owner().isPresent();
  }

  private static Optional<UserId> owning(Facts.SignIn facts) {
    return facts.owner().map(owner -> owner.link().user());
  }

  private static boolean linked(Facts.SignIn facts, Standing standing) {
    return facts.owner().flatMap(Owner::user).filter(u -> u.standing() == standing).isPresent();
  }

  private static boolean owned(Facts.Connect facts, UserId by) {
    return facts.owner().filter(owner -> owner.link().user().equals(by)).isPresent();
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
