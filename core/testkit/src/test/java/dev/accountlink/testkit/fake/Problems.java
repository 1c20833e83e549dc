package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accountlink.provider.ProviderException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What went wrong with a provider. */
final class Problems {
  private Problems() {}

  /** The code of the exception; a call that ends well is a failure. */
  static ProviderException.Code code(ThrowingCallable call) {
    ProviderException problem = catchThrowableOfType(ProviderException.class, call);
    assertThat(problem).as("it should have been refused").isNotNull();
    return problem.code();
  }
}
