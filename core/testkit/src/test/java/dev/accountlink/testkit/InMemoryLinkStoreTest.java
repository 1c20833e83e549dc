package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.memory.InMemoryLinkStore;
import dev.accountlink.spi.LinkStore;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryLinkStoreTest extends LinkStoreContract {
  @Override
  protected LinkStore store() {
    return new InMemoryLinkStore();
  }

  @Override
  protected Optional<LinkStore> storeLimitedTo(int links) {
    return Optional.of(new InMemoryLinkStore(links));
  }

  @Test
  void aLimitOfNoLinksIsRefused() {
    assertThatThrownBy(() -> new InMemoryLinkStore(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one");
  }

  @Test
  void printsNobody() {
    assertThat(new InMemoryLinkStore()).hasToString("InMemoryLinkStore[0 links]");
  }
}
