package dev.accountlink.examples.tinyforge.browser;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What to do with tests that need something this machine may lack: one line, or a failure. */
final class Missing {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(Missing.class);

  private Missing() {}

  /**
   * Lets the tests run, or skips them.
   *
   * @param why empty if everything is there
   * @param required the environment variable that makes a lack a failure
   */
  static ConditionEvaluationResult decide(
      Optional<String> why, String required, ExtensionContext context) {
    if (why.isEmpty()) {
      return ConditionEvaluationResult.enabled("all is there");
    }
    if ("true".equals(System.getenv(required))) {
      throw new IllegalStateException(
          why.get() + " " + required + " is true, so this is a failure.");
    }
    context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            why.get(),
            line -> {
              System.out.println("SKIPPED: " + line);
              return line;
            });
    return ConditionEvaluationResult.disabled(why.get());
  }
}
