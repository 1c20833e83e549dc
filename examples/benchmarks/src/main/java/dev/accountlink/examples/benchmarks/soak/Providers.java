package dev.accountlink.examples.benchmarks.soak;

import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.RefreshTokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Who vouches: work, where everybody is known, and home, whose tokens run out at once. */
record Providers(FakeOpenIdProvider work, FakeGitLab home, List<Person> people)
    implements AutoCloseable {

  static Providers start(int count) {
    List<Person> people =
        IntStream.range(0, count)
            .mapToObj(number -> Person.of(String.valueOf(500_000 + number), "person" + number))
            .toList();
    Providers providers = new Providers(FakeOpenIdProvider.start(), FakeGitLab.start(), people);
    providers.work.onlyPeople(people);
    providers.home.onlyPeople(people);
    // a refresh token is good once: whoever loses the answer has lost the grant
    providers.home.tokens().refreshTokens(RefreshTokens.ROTATE);
    providers.home.tokens().live(Duration.ofSeconds(2));
    return providers;
  }

  void register(String hostAddress) {
    String id = SoakNode.CLIENT.id();
    String secret = SoakNode.CLIENT.secret().reveal();
    work.register(id, secret, hostAddress + "/-/sso/work/callback");
    home.register(id, secret, hostAddress + "/-/sso/home/callback");
  }

  /** Of whom a token of home is. */
  Optional<String> subjectOf(String token) {
    return home.tokens().subjectOf(token);
  }

  @Override
  public void close() {
    work.close();
    home.close();
  }
}
