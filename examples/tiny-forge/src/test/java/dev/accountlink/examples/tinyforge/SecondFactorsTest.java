package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.examples.tinyforge.ForgeUsers.Registration;
import dev.accountlink.examples.tinyforge.SecondFactors.Answer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes that come at the same moment. */
class SecondFactorsTest {

  private static final int MANY = 8;

  @TempDir Path data;

  private final Clock clock = Clock.systemUTC();
  private Database database;
  private SecondFactors factors;
  private String ada;
  private Authenticator app;

  @BeforeEach
  void setUpAda() {
    database = Database.open(data);
    ForgeUsers users = new ForgeUsers(database.jdbi(), new Passwords(), clock);
    UserDraft draft = new UserDraft("ada", "Ada", Optional.empty(), false);
    ada =
        ((Registration.Registered) users.registerWithoutPassword(draft, UserStatus.ACTIVE))
            .user()
            .id();
    factors = new SecondFactors(database.jdbi(), clock);
    factors.setUp(ada);
    app = new Authenticator(factors.unconfirmedSecret(ada).orElseThrow(), clock);
    assertThat(factors.confirm(ada, app.code())).isEqualTo(Answer.RIGHT);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  @DisplayName("D28 second factor: of many with one code at the same moment, one is let in")
  void aCodeIsRightOnceWhoeverIsQuicker() throws Exception {
    List<Answer> answers = atOnce(app.nextCode());

    assertThat(answers).containsOnlyOnce(Answer.RIGHT);
  }

  @Test
  @DisplayName("D28 second factor: wrong codes are counted also when they come at the same moment")
  void noMoreThanFiveWrongCodesAreLookedAt() throws Exception {
    List<Answer> answers = atOnce(app.wrongCode());

    assertThat(Collections.frequency(answers, Answer.WRONG))
        .isEqualTo(SecondFactors.MOST_WRONG_CODES);
    assertThat(answers).containsOnly(Answer.WRONG, Answer.PAUSED);
  }

  @Test
  void aConfirmedSecretIsNotReplacedByAnotherOne() {
    factors.setUp(ada);

    assertThat(factors.unconfirmedSecret(ada)).isEmpty();
    assertThat(factors.accept(ada, app.nextCode())).isEqualTo(Answer.RIGHT);
  }

  @Test
  void theCodesAreThoseOfTheStandard() {
    // RFC 6238, appendix B: the ASCII secret "12345678901234567890" at 59 seconds, last six digits
    String secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    Clock then = Clock.fixed(Instant.ofEpochSecond(59), ZoneOffset.UTC);

    assertThat(new Authenticator(secret, then).code()).isEqualTo("287082");
  }

  private List<Answer> atOnce(String code) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(MANY);
    try {
      Callable<Answer> one = () -> factors.accept(ada, code);
      List<Answer> answers = new ArrayList<>();
      for (var answer : threads.invokeAll(Collections.nCopies(MANY, one))) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
