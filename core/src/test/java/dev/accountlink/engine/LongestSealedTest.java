package dev.accountlink.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Binding;
import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Digest;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.PendingFlow;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.Part;
import dev.accountlink.seal.FlowKeys;
import dev.accountlink.seal.Opened;
import dev.accountlink.seal.SealKind;
import dev.accountlink.seal.Sealed;
import dev.accountlink.seal.Sealer;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds the longest texts there can be is sealed whole, and fits where it has to. */
class LongestSealedTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Binding BINDING =
      new Binding(
          digest(Codec.BROWSER),
          Optional.of(digest(Codec.USER)),
          Optional.of(digest(Codec.SESSION)));
  private static final ReturnTo RETURN_TO = new ReturnTo(longest("/", "r", ReturnTo.MAX_BYTES));

  private final Sealer sealer = new Sealer(FlowKeys.processBorn(), "https://forge.example");

  /** Letters of one to four bytes in UTF-8. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "\u00e9", "\u5b57", "\ud83e\udd84"})
  void theLongestStepFitsIntoACookie(String letter) {
    Continuation step = longest(letter);

    Sealed sealed = sealer.seal(SealKind.CONTINUATION, ref -> Codec.write(step));

    assertThat(sealed.text()).hasSizeLessThanOrEqualTo(StepCookies.MAX_LENGTH);
    assertThat(Codec.readContinuation(plain(SealKind.CONTINUATION, sealed))).isEqualTo(step);
  }

  @Test
  void theLongestFlowFitsIntoAState() {
    PendingFlow flow = asking(EnumSet.allOf(Part.class));

    Sealed sealed = sealer.seal(SealKind.STATE, ref -> Codec.write(flow));

    assertThat(sealed.text()).hasSizeLessThanOrEqualTo(Begin.MAX_STATE);
    assertThat(Codec.readFlow(plain(SealKind.STATE, sealed))).isEqualTo(flow);
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void eachPartIsItself(Part part) {
    PendingFlow flow = asking(Set.of(part));

    assertThat(Codec.readFlow(Codec.write(flow))).isEqualTo(flow);
  }

  private static PendingFlow asking(Set<Part> parts) {
    return new PendingFlow(
        Intent.Name.AUTHORIZE, Long.MIN_VALUE, true, NOW, BINDING, parts, RETURN_TO);
  }

  private byte[] plain(SealKind kind, Sealed sealed) {
    return ((Opened.Whole) sealer.open(kind, sealed.text())).plain();
  }

  private static Continuation longest(String letter) {
    Continuation.Head head = new Continuation.Head(NOW, BINDING, true, RETURN_TO);
    String text = longest("", letter, IdentityKey.MAX_LENGTH);
    String issuer = longest("https://id.example/", "i", IdentityKey.MAX_LENGTH);
    return new Continuation.Register(
        head,
        new Continuation.Proven(
            new ProviderId("p".repeat(32)),
            new IdentityKey(issuer, text),
            Optional.of(text),
            Optional.of(text),
            Optional.of(longest("a@", letter, EmailAddress.MAX_LENGTH)),
            Optional.of(URI.create(longest("https://pictures.example/", "p", 255))),
            Long.MIN_VALUE),
        true);
  }

  private static Digest digest(int length) {
    return new Digest(new byte[length]);
  }

  private static String longest(String start, String letter, int length) {
    return start + letter.repeat((length - start.length()) / letter.length());
  }
}
