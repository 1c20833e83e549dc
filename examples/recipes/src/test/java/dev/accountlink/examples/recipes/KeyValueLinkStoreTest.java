package dev.accountlink.examples.recipes;

import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.LinkStoreContract;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

class KeyValueLinkStoreTest extends LinkStoreContract {

  @Override
  protected LinkStore store() {
    return new KeyValueLinkStore(new ConcurrentHashMap<>(), new ReentrantLock());
  }
}
