package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Facts;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.GitCredential;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostUsers.Creation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is made, found and deleted, and what opens a user that was made. */
abstract class HostContractUsers extends HostContractSetting {

  @Test
  void aUserThatWasMadeIsFoundWithItsLink() {
    HostUser made = make("ada", "1");

    assertThat(users().find(made.id()).map(HostUser::id))
        .as("find does not know the key that createLinked gave out. Answer the user of that key.")
        .contains(made.id());
    Link link = host.links().find(identity("1")).orElseThrow(() -> new AssertionError(NO_LINK));
    assertThat(link.user()).as(NO_LINK).isEqualTo(made.id());
    assertThat(new Facts.Owner(link, users().find(made.id())).isOutdated())
        .as(
            "The first link looks older than its user, so nobody could sign in with it. 'since' must"
                + " be when the user was made, by the same clock as the links.")
        .isFalse();
  }

  private static final String NO_LINK =
      "createLinked answered Created, but the link of the identity is not that user's in links()."
          + " Write the first link in the same step as the user.";

  @Test
  @DisplayName("D26 no-password account: a user made here refuses every password")
  void aUserThatWasMadeRefusesEveryPassword() {
    host.register("carol", "carol@example.net", PASSWORD);
    assertThat(host.opens("carol", PASSWORD))
        .as("opens must say yes to a true password, or it proves nothing. Try it in earnest.")
        .isTrue();
    HostUser made = make("ada", "1");

    for (String guess : guesses(made)) {
      assertThat(host.opens(made.username(), guess))
          .as(
              "The password '%s' opens a user that was made without one. Let no password at all"
                  + " match such a user: no marker, no default, no empty text in its place.",
              guess)
          .isFalse();
    }
  }

  private List<String> guesses(HostUser made) {
    List<String> guesses =
        new ArrayList<>(
            List.of(
                "",
                " ",
                "null",
                "NULL",
                "undefined",
                "none",
                "*",
                "!",
                "x",
                "\0",
                "[DUMMY]",
                "#externalAccount",
                "password",
                PASSWORD,
                "ada",
                "ada@example.org",
                "Somebody"));
    guesses.add(made.username());
    guesses.add(made.id().value());
    guesses.add(identity("1").subject());
    guesses.add(identity("1").text());
    host.storedPassword(made.id()).ifPresent(guesses::add);
    return guesses;
  }

  @Test
  @DisplayName(
      "D26 no-password account: a user made here has no other way in, and the host says so")
  void aUserThatWasMadeHasNoOtherWayIn() {
    HostUser made = make("ada", "1");

    assertThat(users().otherWaysIn(made.id()))
        .as(
            "otherWaysIn names a way that this user does not have, so the last link could be removed"
                + " and nobody would get in. Answer only what works today.")
        .isEmpty();
    assertThat(users().gitCredentials(made.id()))
        .as(
            "gitCredentials says that this user can push with a password that was never set. Leave"
                + " PASSWORD out until there is one.")
        .doesNotContain(GitCredential.PASSWORD);
  }

  @Test
  @DisplayName("D29 registration closed: whoever is to wait for approval is made waiting")
  void whoeverIsToWaitIsMadeWaiting() {
    HostUser made = makeWaiting("ada", "1");

    String advice =
        "The draft says AWAITING_APPROVAL, and the host says something else of the user it made:"
            + " nobody would have to approve. Keep the draft's standing, and answer it.";
    assertThat(made.standing()).as(advice).isEqualTo(Standing.AWAITING_APPROVAL);
    assertThat(users().find(made.id()).map(HostUser::standing))
        .as(advice)
        .contains(Standing.AWAITING_APPROVAL);
    assertThat(make("bob", "2").standing())
        .as("A draft that says ACTIVE was made a user who is not. Keep the draft's standing.")
        .isEqualTo(Standing.ACTIVE);
  }

  @Test
  @DisplayName("D05 non-verifying IdP: an address that nobody verified is kept as such")
  void anAddressThatNobodyVerifiedIsKeptAsSuch() {
    EmailAddress typed = new EmailAddress("ada@example.org", false, true);
    NewUser draft = new NewUser("ada", "Somebody", Optional.of(typed), Standing.ACTIVE);

    Creation creation = users().createLinked(draft, link("1"));

    Assumptions.assumeTrue(
        creation instanceof Creation.Created, "this host refuses addresses that are not verified");
    UserId made = ((Creation.Created) creation).user().id();
    assertThat(host.emailVerified(made))
        .as(
            "An address that was only typed, or that the provider does not vouch for, counts as"
                + " verified here: anybody can claim any address. Keep what EmailAddress.verified"
                + " says.")
        .isNotEqualTo(Optional.of(true));
  }

  @Test
  @DisplayName("D09 e-mail fallback: an address or a name of somebody here never leads to him")
  void anAddressOrANameNeverLeadsToAUser() {
    UserId carol = host.register("carol", "carol@example.net", PASSWORD);
    List<NewUser> drafts =
        List.of(
            draft("carol", "carol@example.net"),
            draft("dora", "carol@example.net"),
            draft("carol", "dora@example.net"),
            draft("CAROL", "CAROL@example.net"));
    for (int i = 0; i < drafts.size(); i++) {
      users().check(drafts.get(i));
      Creation creation = users().createLinked(drafts.get(i), link("stranger-" + i));
      if (creation instanceof Creation.Created created) {
        assertThat(created.user().id())
            .as(
                "createLinked answered with a user who was there before, because name or address are"
                    + " the same. Whoever says that address at a provider takes the user over. Make"
                    + " a new user, or reject the draft.")
            .isNotEqualTo(carol);
      }
      assertThat(host.links().findAll(carol))
          .as(
              "A stranger's identity was linked to a user of the same name or address. Link only the"
                  + " user just made.")
          .isEmpty();
    }
    assertThat(host.opens("carol", PASSWORD))
        .as(
            "check or createLinked changed the user of the same name: the password is gone. They"
                + " must leave everybody else alone.")
        .isTrue();
  }

  @Test
  @DisplayName("D10 find is exact: neither case variants nor names nor addresses find anybody")
  void nobodyIsFoundByAnythingButTheKey() {
    HostUser made = make("ada", "1");
    String key = made.id().value();
    List<String> others =
        List.of(
            key.toUpperCase(Locale.ROOT),
            key.toLowerCase(Locale.ROOT),
            swapFirstLetter(key),
            key + " ",
            " " + key,
            made.username(),
            made.username().toUpperCase(Locale.ROOT),
            "ada@example.org");
    for (String other : others) {
      if (!other.equals(key)) {
        assertThat(users().find(new UserId(other)))
            .as(
                "find answered a user for '%s', but the key is '%s'. Compare the key byte for byte,"
                    + " and never look for a name or an address.",
                other, key)
            .isEmpty();
      }
    }
  }

  private static String swapFirstLetter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (Character.isLetter(letter)) {
        char swapped =
            Character.isUpperCase(letter)
                ? Character.toLowerCase(letter)
                : Character.toUpperCase(letter);
        return text.substring(0, i) + swapped + text.substring(i + 1);
      }
    }
    return text + "x";
  }

  @Test
  @DisplayName("D31 deleted local user, identity returns: the links go with their user")
  void aDeletedUserLeavesNoLinks() {
    HostUser made = make("ada", "1");
    host.links().insert(link("2").to(made.id()));

    host.delete(made.id());

    String advice =
        "A deleted user left a link behind: whoever gets the same key next inherits it. Call"
            + " AccountLinking.userDeleted where the host deletes users.";
    assertThat(host.links().find(identity("1"))).as(advice).isEmpty();
    assertThat(host.links().find(identity("2"))).as(advice).isEmpty();
    assertThat(users().find(made.id()))
        .as("find still knows a deleted user. Answer nobody.")
        .isEmpty();

    HostUser again = make("ada", "3");
    assertThat(host.links().findAll(again.id()))
        .as(advice)
        .extracting(Link::identity)
        .containsExactly(identity("3"));
  }
}
