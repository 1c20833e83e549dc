package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class people with browsers of their own, all in one Chromium. A test fails when the
 * browser complains about one of its pages.
 */
final class InChromium implements ExecutionCondition, BeforeAllCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(InChromium.class);
  private static final String NONE =
      "browser tests, because no Chromium was found. Install chromium, or set CHROMIUM to its path.";

  private final Predicate<String> heard;
  private final List<Person> people = new ArrayList<>();
  private Optional<Chromium> chromium = Optional.empty();

  /** One that fails a test whatever is complained about. */
  InChromium() {
    this(complaint -> true);
  }

  private InChromium(Predicate<String> heard) {
    this.heard = heard;
  }

  /** One that does not care what is complained about on pages of this site, which are not ours. */
  static InChromium deafTo(Supplier<String> site) {
    return new InChromium(complaint -> !complaint.startsWith(site.get()));
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> why = Chromium.find().isPresent() ? Optional.empty() : Optional.of(NONE);
    return Missing.decide(why, "ACCOUNTLINK_REQUIRE_BROWSER", context);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    chromium =
        Optional.of(
            context
                .getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class));
  }

  /** Somebody with a browser of his own: no cookie yet. */
  Person person() {
    Person person = new Person(chromium.orElseThrow().browser());
    people.add(person);
    return person;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<String> complaints =
        people.stream().flatMap(one -> one.complaints().stream()).filter(heard).toList();
    people.forEach(Person::close);
    people.clear();
    assertThat(complaints).as("what Chromium complained about").isEmpty();
  }
}
