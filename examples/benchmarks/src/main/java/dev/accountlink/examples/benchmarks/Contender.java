package dev.accountlink.examples.benchmarks;

import dev.accountlink.jdbc.JdbcLinkStore;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import java.util.List;
import java.util.Optional;

/** Whoever is asked the questions. */
sealed interface Contender permits PlainJdbc, Contender.Store {

  String name();

  Optional<Link> find(IdentityKey identity);

  List<Link> findAll(UserId user);

  void insert(Link link);

  /** The library's store as a host uses it. */
  record Store(JdbcLinkStore store) implements Contender {
    @Override
    public String name() {
      return "JdbcLinkStore";
    }

    @Override
    public Optional<Link> find(IdentityKey identity) {
      return store.find(identity);
    }

    @Override
    public List<Link> findAll(UserId user) {
      return store.findAll(user);
    }

    @Override
    public void insert(Link link) {
      store.insert(link);
    }
  }
}
