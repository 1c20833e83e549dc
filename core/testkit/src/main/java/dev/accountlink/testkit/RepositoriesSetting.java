package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.imports.AccessSource;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.imports.RepositoryLookup;
import dev.accountlink.imports.RepositoryPage;
import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RepositoryRef;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeRepository;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** A kind with its fake, and a few steps that the tests of repositories take. */
abstract class RepositoriesSetting {
  final RepositoriesUnderTest kind = start();
  final FakeForge fake = kind.fake();
  final Provider provider = kind.provider();

  /** The kind with its fake, freshly started; asked for once in every test. */
  protected abstract RepositoriesUnderTest start();

  @AfterEach
  void stop() {
    kind.close();
  }

  RemoteRepositories as(Person person) {
    return with(kind.tokenFor(person));
  }

  RemoteRepositories with(String token) {
    return new RemoteRepositories(
        new NimbusExchange(new OutboundHttp(), Clock.systemUTC()),
        provider,
        AccessSource.of(Secret.of(token)));
  }

  FakeRepository repository(long number, String name) {
    return FakeRepository.of(number, kind.owner(), name, People.ada());
  }

  FakeRepository put(FakeRepository repository) {
    fake.repositories().put(repository);
    return repository;
  }

  RepositoryRef ref(FakeRepository repository) {
    return new RepositoryRef(kind.idOf(repository), repository.fullName());
  }

  static RepositoryPage.Listed listed(RepositoryPage page) {
    assertThat(page).isInstanceOf(RepositoryPage.Listed.class);
    return (RepositoryPage.Listed) page;
  }

  /** The whole list, by the texts that lead from page to page. */
  static List<RemoteRepository> all(RemoteRepositories repositories) {
    List<RemoteRepository> all = new ArrayList<>();
    RepositoryPage.Listed page = listed(repositories.list());
    all.addAll(page.repositories());
    for (Optional<String> next = page.next(); next.isPresent(); next = page.next()) {
      page = listed(repositories.list(next.get()));
      all.addAll(page.repositories());
      assertThat(all).as("a list that ends").hasSizeLessThan(1000);
    }
    return all;
  }

  static RemoteRepository only(RemoteRepositories repositories) {
    List<RemoteRepository> all = all(repositories);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  static RemoteRepository found(RepositoryLookup lookup) {
    assertThat(lookup).isInstanceOf(RepositoryLookup.Found.class);
    return ((RepositoryLookup.Found) lookup).repository();
  }
}
