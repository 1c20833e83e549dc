package dev.accountlink.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 31, 33, 64})
  @DisplayName("F2 ring keys are 32 random bytes: other lengths are refused")
  void f2OtherLengthsAreRefused(int length) {
    assertThatThrownBy(() -> new KeyRing.Key(1, Arrays.copyOf(KeyRing.random(64), length)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 random bytes")
        .hasMessageContaining("not " + length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple 123",
        "0123456789abcdef0123456789abcdef",
        "SGVsbG8gSGVsbG8gSGVsbG8gSGVsbG8=",
        "                                ",
      })
  @DisplayName("F2 ring keys are 32 random bytes: typed text is refused")
  void f2TypedTextIsRefused(String text) {
    assertThatThrownBy(() -> new KeyRing.Key(1, text.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("text")
        .hasMessageContaining("KeyRing.inFile")
        .hasMessageNotContaining(text.strip().isEmpty() ? "  " : text);
  }

  @Test
  @DisplayName("F2 ring keys are 32 random bytes: one byte over and over is refused")
  void f2OneByteOverAndOverIsRefused() {
    for (int octet = Byte.MIN_VALUE; octet <= Byte.MAX_VALUE; octet++) {
      byte[] bytes = new byte[32];
      Arrays.fill(bytes, (byte) octet);
      assertThatThrownBy(() -> new KeyRing.Key(1, bytes))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256, Integer.MAX_VALUE})
  void anIdThatIsNoByteIsRefused(int id) {
    assertThatThrownBy(() -> new KeyRing.Key(id, KeyRing.randomKey()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 to 255");
  }

  @Test
  void anIdOf255IsWrittenAndReadBack() {
    FlowKeys keys = new FlowKeys(KeyRing.of(new KeyRing.Key(255, KeyRing.randomKey())));
    Sealer sealer = new Sealer(keys, "x");

    Sealed sealed = sealer.seal(SealKind.STATE, ref -> new byte[3]);

    assertThat(sealed.ref().keyId()).isEqualTo(255);
    assertThat(sealer.open(SealKind.STATE, sealed.text())).isInstanceOf(Opened.Whole.class);
  }

  @Test
  void twoKeysWithOneIdAreRefused() {
    KeyRing.Key one = new KeyRing.Key(7, KeyRing.randomKey());
    KeyRing.Key other = new KeyRing.Key(7, KeyRing.randomKey());

    assertThatThrownBy(() -> KeyRing.of(one, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id 7");
  }

  @Test
  void aKeyIsCopied() {
    byte[] bytes = KeyRing.randomKey();
    KeyRing.Key key = new KeyRing.Key(1, bytes);
    KeyRing.Key same = new KeyRing.Key(1, bytes);

    bytes[0]++;

    assertThat(key).isEqualTo(same).isNotEqualTo(new KeyRing.Key(1, bytes));
  }

  @Test
  void nothingPrintsAKey() throws IOException {
    Path file = folder.resolve("flow.keys");
    KeyRing ring = KeyRing.inFile(file);
    String key = Files.readString(file).split(" ")[1];

    assertThat(List.of(ring, ring.writer(), new FlowKeys(ring), new VaultKeys(ring)))
        .allSatisfy(each -> assertThat(each.toString()).doesNotContain(key));
    assertThat(ring).hasToString("KeyRing[1, writer 1]");
  }

  @Test
  void aProcessBornRingIsRefusedForWhatIsStored() {
    assertThat(KeyRing.processBorn().isProcessBorn()).isTrue();
    assertThat(KeyRing.processBorn().writer()).isNotEqualTo(KeyRing.processBorn().writer());
    assertThatThrownBy(() -> new VaultKeys(KeyRing.processBorn()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("VaultKeys.inFile");
  }

  @Test
  @DisplayName("G03 secrets at rest: the key file is made once, for its owner only")
  void g03TheFileIsMadeOnceForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("deep/er/flow.keys");

    KeyRing made = KeyRing.inFile(file);
    KeyRing again = KeyRing.inFile(file);

    assertThat(again.writer()).isEqualTo(made.writer());
    assertThat(made.isProcessBorn()).isFalse();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).matches("1 [A-Za-z0-9_-]{43} writer\n");
    assertNothingElse(file.getParent());
  }

  @Test
  @DisplayName("G13 clustered deployment: 16 nodes that start at once take one ring")
  void g13NodesThatStartAtOnceTakeOneRing() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path file = folder.resolve("round-" + round).resolve("flow.keys");
      Set<KeyRing.Key> writers = new HashSet<>();
      for (KeyRing ring : atOnce(16, () -> KeyRing.inFile(file))) {
        writers.add(ring.writer());
      }
      assertThat(writers).hasSize(1);
      assertNothingElse(file.getParent());
    }
  }

  @Test
  void commentsBlankLinesAndReadersAreRead() throws IOException {
    Path file = write("# ours", "", "  3 " + key() + "  reader ", "200\t" + key() + " writer", "#");

    KeyRing ring = KeyRing.inFile(file);

    assertThat(ring.writer().id()).isEqualTo(200);
    assertThat(ring.key(3)).isPresent();
    assertThat(ring.key(4)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 KEY",
        "1 KEY writer now",
        "KEY writer",
        "x KEY writer",
        "-1 KEY writer",
        "256 KEY writer",
        "1 KEY Writer",
        "1 KEY owner",
        "1 tooshort writer",
        "1 correct-horse-battery-staple writer",
        "1 KEYKEY writer",
        "1 KEY! writer",
        "1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA writer",
      })
  void aBadLineIsNamedAndItsKeyIsNotQuoted(String line) throws IOException {
    String key = key();
    Path file = write("# first", "2 " + key() + " reader", line.replace("KEY", key));

    assertThatThrownBy(() -> KeyRing.inFile(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Line 3")
        .hasMessageContaining("flow.keys")
        .satisfies(
            thrown -> assertThat(thrown).hasNoCause().message().doesNotContain(key, "staple"));
  }

  @Test
  void aRingHasExactlyOneWriter() throws IOException {
    for (String lines :
        List.of("", "1 " + key() + " reader", "1 " + key() + " writer\n2 " + key() + " writer")) {
      assertThatThrownBy(() -> KeyRing.inFile(write(lines)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("exactly one writer");
    }
  }

  @Test
  void aTextKeyInTheFileIsRefused() throws IOException {
    String typed =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("correct horse battery staple 123".getBytes(UTF_8));

    assertThatThrownBy(() -> KeyRing.inFile(write("1 " + typed + " writer")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Line 1");
  }

  @Test
  void aFileThatCannotBeReadIsAFailureThatNamesIt() {
    assertThatThrownBy(() -> KeyRing.inFile(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(folder.toString());
  }

  private Path write(String... lines) throws IOException {
    return Files.writeString(folder.resolve("flow.keys"), String.join("\n", lines) + "\n");
  }

  private static String key() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(KeyRing.randomKey());
  }

  private static void assertNothingElse(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      assertThat(files).hasSize(1);
    }
  }

  private static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Callable<T>> runners = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      runners.add(
          () -> {
            start.await();
            return work.call();
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : pool.invokeAll(runners)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      pool.shutdownNow();
    }
  }
}
