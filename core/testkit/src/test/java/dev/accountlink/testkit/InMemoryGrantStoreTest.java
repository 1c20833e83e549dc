package dev.accountlink.testkit;

import dev.accountlink.memory.InMemoryGrantStore;
import dev.accountlink.spi.GrantStore;

class InMemoryGrantStoreTest extends GrantStoreContract {
  @Override
  protected GrantStore store() {
    return new InMemoryGrantStore();
  }
}
