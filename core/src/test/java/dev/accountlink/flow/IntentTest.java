package dev.accountlink.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IntentTest {
  /** Flows sealed by the version before are opened by this one. */
  @Test
  void aCodeNeverChangesItsIntent() {
    assertThat(Intent.Name.ofCode(1)).isEqualTo(Intent.Name.SIGN_IN);
    assertThat(Intent.Name.ofCode(2)).isEqualTo(Intent.Name.CONNECT);
    assertThat(Intent.Name.ofCode(3)).isEqualTo(Intent.Name.SIGN_UP);
    assertThat(Intent.Name.ofCode(4)).isEqualTo(Intent.Name.REAUTHENTICATE);
    assertThat(Intent.Name.ofCode(5)).isEqualTo(Intent.Name.REHEARSE);
    assertThat(Intent.Name.ofCode(6)).isEqualTo(Intent.Name.AUTHORIZE);
  }

  @Test
  void everyIntentHasACodeOfItsOwnThatFitsIntoItsBits() {
    assertThat(Arrays.stream(Intent.Name.values()).map(Intent.Name::code))
        .doesNotHaveDuplicates()
        .allSatisfy(code -> assertThat(code).isBetween(1, 63));
    for (Intent.Name name : Intent.Name.values()) {
      assertThat(Intent.Name.ofCode(name.code())).isEqualTo(name);
    }
  }

  @Test
  void aCodeOfALaterVersionIsNoIntent() {
    assertThatThrownBy(() -> Intent.Name.ofCode(63))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No intent has the code 63.");
  }
}
