package dev.accountlink.flow;

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
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One of each value that facts are made of, and the lists that combine to every fact. */
final class Samples {
  static final Instant LINKED = Instant.parse("2026-01-01T00:00:00Z");
  static final IdentityKey KEY = new IdentityKey("https://id.example", "1");
  static final ExternalIdentity IDENTITY =
      new ExternalIdentity(
          KEY,
          Optional.of("ada"),
          Optional.of("Ada"),
          List.of(new EmailAddress("ada@example.com", true, true)));
  static final NewUser DRAFT =
      new NewUser(
          "ada",
          "Ada",
          Optional.of(new EmailAddress("ada@example.com", true, true)),
          Standing.ACTIVE);
  static final UserId ME = new UserId("me");
  static final UserId OTHER = new UserId("other");
  static final Instant NOW = LINKED.plus(Duration.ofDays(30));
  static final Gate DOMAIN = new Gate.EmailDomain(Set.of(DomainName.of("example.com")));
  static final Gate CLAIM = new Gate.ClaimEquals("group", "staff");
  static final Gate MEMBER = new Gate.MemberOf(Set.of("7"), "Acme");

  private Samples() {}

  static List<ProviderRules> rules() {
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

  static List<ProviderRules> switches() {
    List<ProviderRules> all = new ArrayList<>();
    for (boolean signIn : new boolean[] {true, false}) {
      for (boolean confirm : new boolean[] {true, false}) {
        all.add(ProviderRules.DEFAULT.withSignIn(signIn).withConfirmConnect(confirm));
      }
    }
    return all;
  }

  static List<Optional<Gate>> gates() {
    return List.of(Optional.empty(), Optional.of(DOMAIN), Optional.of(CLAIM), Optional.of(MEMBER));
  }

  /** The host is asked only where every gate is open. */
  static List<Optional<String>> objections(Optional<Gate> closed) {
    return closed.isPresent()
        ? List.of(Optional.empty())
        : List.of(Optional.empty(), Optional.of("forge.no"));
  }

  static List<Optional<Owner>> owners() {
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

  static List<Set<UserProblem>> problems() {
    List<Set<UserProblem>> all = new ArrayList<>(List.of(Set.of()));
    Arrays.stream(UserProblem.values()).forEach(problem -> all.add(Set.of(problem)));
    all.add(Set.of(UserProblem.USERNAME_INVALID, UserProblem.EMAIL_TAKEN));
    return all;
  }

  static List<Optional<ApplyProblem>> refusals(ApplyProblem... problems) {
    List<Optional<ApplyProblem>> all = new ArrayList<>(List.of(Optional.empty()));
    Arrays.stream(problems).forEach(problem -> all.add(Optional.of(problem)));
    return all;
  }

  static HostUser user(UserId id, Standing standing, Instant since) {
    return new HostUser(id, id.value(), id.value(), standing, Optional.of(since));
  }
}
