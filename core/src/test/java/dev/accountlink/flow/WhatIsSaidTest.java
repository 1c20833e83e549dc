package dev.accountlink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WhatIsSaidTest {
  @Test
  void aRefusalIsKnownByItsNameInOneWord() {
    assertThat(Refusal.NOT_CONNECTED.code()).isEqualTo("NotConnected");
    assertThat(Refusal.REFUSED_BY_HOST.code()).isEqualTo("RefusedByHost");
    assertThat(Refusal.NOT_CONNECTED.messageKey()).isEqualTo("refusal.NotConnected");
    assertThat(Arrays.stream(Refusal.values()).map(Refusal::messageKey)).doesNotHaveDuplicates();
  }

  @Test
  void anAddressOfTheHostIsNotPrinted() {
    assertThat(new Outcome.ContinuesAtHost(URI.create("https://forge.example/otp?ticket=1")))
        .hasToString("ContinuesAtHost[hidden]");
  }

  @Test
  void aRefusalThatNeedsNoMoreWordsHasNone() {
    assertThat(new Outcome.Refused(Refusal.EXPIRED).detail()).isEmpty();
  }
}
