package dev.accountlink.flow;

import static dev.accountlink.flow.Samples.KEY;
import static dev.accountlink.flow.Samples.LINKED;
import static dev.accountlink.flow.Samples.ME;
import static dev.accountlink.flow.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.Standing;
import dev.accountlink.model.WayIn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The last-way-in guard, by itself. */
class GuardTest {
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
}
