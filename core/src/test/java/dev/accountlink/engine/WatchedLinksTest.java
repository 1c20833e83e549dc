package dev.accountlink.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.flow.Stage;
import dev.accountlink.memory.InMemoryLinkStore;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WatchedLinksTest {
  private static final UserId ALICE = new UserId("alice");
  private static final UserId TWIN = new UserId("ALICE");
  private static final IdentityKey ONE = new IdentityKey("https://id.example", "1");
  private static final IdentityKey TWO = new IdentityKey("https://id.example", "2");

  private final LinkStore kept = new InMemoryLinkStore();

  @BeforeEach
  void aliceHasALink() {
    LinkNote note = new LinkNote("octocat", Instant.EPOCH, Optional.empty());
    kept.insert(new Link(ALICE, ONE, Optional.of(note)));
  }

  @Test
  void everyQuestionReachesTheStore() {
    LinkStore watched = Watched.links(kept);

    assertThat(watched.users(Optional.empty(), 5)).containsExactly(ALICE);
    assertThat(watched.users(Optional.of(ALICE), 5)).isEmpty();
    assertThat(watched.isLabelOfAnother(TWO, "octocat")).isTrue();
    assertThat(watched.isLabelOfAnother(ONE, "octocat")).isFalse();
    assertThat(watched.locked(ALICE, links -> links.equals(kept.findAll(ALICE)))).isTrue();
  }

  @Test
  @DisplayName("D10 case-insensitive subject: a store that folds case shows nobody a twin's links")
  void d10NobodyIsAskedAboutATwinsLinks() {
    LinkStore watched = Watched.links(folding(kept));
    kept.insert(new Link(ALICE, TWO, Optional.empty()));
    List<Link> seen = new ArrayList<>();

    assertThat(watched.findAll(TWIN)).isEmpty();
    watched.locked(TWIN, seen::addAll);
    watched.remove(TWIN, TWO, seen::addAll);
    assertThat(seen).isEmpty();

    watched.locked(ALICE, seen::addAll);
    assertThat(seen).hasSize(2);
  }

  @Test
  void whatAnActionThrewIsInWhatIsThrown() {
    RuntimeException fell = new IllegalArgumentException("the action fell over");

    assertThatThrownBy(
            () ->
                Watched.links(kept)
                    .locked(
                        ALICE,
                        links -> {
                          throw fell;
                        }))
        .isInstanceOfSatisfying(
            Watched.FailedAt.class,
            failed -> {
              assertThat(failed.stage()).isEqualTo(Stage.STORE);
              assertThat(failed.problem()).isSameAs(fell);
            });
  }

  /** A store that takes ALICE for alice, as some databases do. */
  private static LinkStore folding(LinkStore store) {
    return (LinkStore)
        Proxy.newProxyInstance(
            LinkStore.class.getClassLoader(),
            new Class<?>[] {LinkStore.class},
            (self, method, arguments) -> {
              try {
                return method.invoke(
                    store, Stream.of(arguments).map(WatchedLinksTest::folded).toArray());
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static Object folded(Object argument) {
    return argument instanceof UserId user
        ? new UserId(user.value().toLowerCase(Locale.ROOT))
        : argument;
  }
}
