package dev.accountlink.engine;

import dev.accountlink.flow.Binding;
import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Digest;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.PendingFlow;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.Part;
import dev.accountlink.web.GrantPage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sealed values as bytes, short ones, because they travel in addresses. Only ever reads what a key
 * of ours has sealed, so there is nothing to guard against but a newer version of ourselves.
 */
final class Codec {
  static final int BROWSER = 16;
  static final int USER = 16;
  static final int SESSION = 8;

  /** Instead of a length, that two bytes of length and UTF-16 follow. */
  private static final int WIDE = 254;

  /** The same before UTF-8. */
  private static final int LONG = 255;

  private Codec() {}

  static byte[] write(PendingFlow flow) {
    return written(
        out -> {
          out.writeByte(
              flow.intent().code() << 3 | (flow.proven() ? 4 : 0) | flags(flow.binding()));
          out.writeLong(flow.configuration());
          writeTime(out, flow.issuedAt());
          writeBinding(out, flow.binding());
          if (flow.intent() == Intent.Name.AUTHORIZE) {
            out.writeShort(flow.parts().stream().mapToInt(Codec::bit).sum());
          }
          writeText(out, flow.returnTo().path());
        });
  }

  static PendingFlow readFlow(byte[] bytes) {
    return read(
        bytes,
        in -> {
          int head = in.readUnsignedByte();
          Intent.Name intent = Intent.Name.ofCode(head >> 3);
          return new PendingFlow(
              intent,
              in.readLong(),
              (head & 4) != 0,
              readTime(in),
              readBinding(in, head),
              intent == Intent.Name.AUTHORIZE ? readParts(in) : Set.of(),
              new ReturnTo(readText(in)));
        });
  }

  private static Set<Part> readParts(DataInputStream in) throws IOException {
    int bits = in.readUnsignedShort();
    return Arrays.stream(Part.values())
        .filter(part -> (bits & bit(part)) != 0)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
  }

  /** Their names do not all fit into a state beside a long return path. A bit is never changed. */
  private static int bit(Part part) {
    return switch (part) {
      case SIGN_IN -> 1;
      case MEMBERSHIPS -> 2;
      case READ_REPOSITORIES -> 4;
      case WRITE_REPOSITORIES -> 8;
      case PULL_REQUESTS -> 16;
      case ISSUES -> 32;
      case WIKI -> 64;
      case DEPLOY_KEYS -> 128;
      case WEBHOOKS -> 256;
    };
  }

  static byte[] write(Continuation step) {
    return written(
        out -> {
          Continuation.Head head = step.head();
          out.writeByte(flags(head.binding()) | (head.proven() ? 4 : 0));
          writeTime(out, head.issuedAt());
          writeBinding(out, head.binding());
          writeText(out, head.returnTo().path());
          if (step instanceof Continuation.BeginConnect begin) {
            out.writeByte(1);
            writeText(out, begin.provider().value());
          } else if (step instanceof Continuation.Disconnect disconnect) {
            out.writeByte(2);
            writeText(out, disconnect.linkId());
          } else if (step instanceof Continuation.Connect connect) {
            out.writeByte(3);
            writeProven(out, connect.proven());
          } else if (step instanceof Continuation.Register register) {
            out.writeByte(register.signUp() ? 5 : 4);
            writeProven(out, register.proven());
          }
        });
  }

  static Continuation readContinuation(byte[] bytes) {
    return read(
        bytes,
        in -> {
          int flags = in.readUnsignedByte();
          Continuation.Head head =
              new Continuation.Head(
                  readTime(in),
                  readBinding(in, flags),
                  (flags & 4) != 0,
                  new ReturnTo(readText(in)));
          return readStep(in, head);
        });
  }

  private static Continuation readStep(DataInputStream in, Continuation.Head head)
      throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case 1 -> new Continuation.BeginConnect(head, new ProviderId(readText(in)));
      case 2 -> new Continuation.Disconnect(head, readText(in));
      case 3 -> new Continuation.Connect(head, readProven(in));
      case 4, 5 -> new Continuation.Register(head, readProven(in), kind == 5);
      default -> throw new IOException("No step has the kind " + kind + ".");
    };
  }

  private static void writeProven(DataOutputStream out, Continuation.Proven proven)
      throws IOException {
    writeText(out, proven.provider().value());
    writeText(out, proven.identity().authority());
    writeText(out, proven.identity().subject());
    writeText(out, proven.login().orElse(""));
    writeText(out, proven.displayName().orElse(""));
    writeText(out, proven.email().orElse(""));
    writeText(out, proven.picture().map(URI::toString).orElse(""));
    out.writeLong(proven.gates());
  }

  private static Continuation.Proven readProven(DataInputStream in) throws IOException {
    return new Continuation.Proven(
        new ProviderId(readText(in)),
        new IdentityKey(readText(in), readText(in)),
        readOptional(in),
        readOptional(in),
        readOptional(in),
        readOptional(in).map(URI::create),
        in.readLong());
  }

  static byte[] write(Response response) {
    return written(
        out -> {
          writeText(out, response.state());
          writeText(out, response.code().orElse(""));
          writeText(out, response.issuer().orElse(""));
          writeText(out, response.error().orElse(""));
          out.writeBoolean(response.tokenSeen());
          writeTime(out, response.at());
          out.writeBoolean(response.sameSite());
        });
  }

  static Response readResponse(byte[] bytes) {
    return read(
        bytes,
        in ->
            new Response(
                readText(in),
                readOptional(in),
                readOptional(in),
                readOptional(in),
                in.readBoolean(),
                readTime(in),
                in.readBoolean()));
  }

  static byte[] write(Note note, Instant now, Optional<Digest> browser) {
    return written(
        out -> {
          writeTime(out, now);
          out.writeBoolean(browser.isPresent());
          if (browser.isPresent()) {
            out.write(browser.get().bytes());
          }
          writeText(out, note.context().provider().map(ProviderId::value).orElse(""));
          out.writeByte(note.context().intent().code());
          writeText(out, note.context().returnTo().path());
          if (note instanceof Note.Refused refused) {
            out.writeByte(0);
            writeText(out, refused.refusal().code());
            writeText(out, refused.detail().orElse(""));
          } else if (note instanceof Note.Failed failed) {
            out.writeByte(1);
            writeText(out, failed.stage().name());
            writeText(out, failed.code());
            writeText(out, failed.reference());
          } else if (note instanceof Note.Waiting waiting) {
            out.writeByte(2);
            out.writeByte(waiting.looks());
          } else if (note instanceof Note.Landing landing) {
            out.writeByte(3);
            writeText(out, landing.user());
          } else if (note instanceof Note.Ended ended) {
            out.writeByte(5);
            out.writeBoolean(ended.disconnected());
            writeText(out, ended.how().name());
          } else if (note instanceof Note.Rehearsed rehearsed) {
            out.writeByte(4);
            out.writeByte(flags(rehearsed.binding()));
            writeBinding(out, rehearsed.binding());
            RehearsalCodec.write(out, rehearsed.seen());
          }
        });
  }

  /**
   * A note and when it was written.
   *
   * @param note the note
   * @param at when
   * @param browser for which browser, if it had our cookie then
   */
  record Dated(Note note, Instant at, Optional<Digest> browser) {}

  static Dated readNote(byte[] bytes) {
    return read(
        bytes,
        in -> {
          Instant at = readTime(in);
          Optional<Digest> browser =
              in.readBoolean() ? Optional.of(new Digest(in.readNBytes(BROWSER))) : Optional.empty();
          Note.Context context =
              new Note.Context(
                  readOptional(in).map(ProviderId::new),
                  Intent.Name.ofCode(in.readUnsignedByte()),
                  new ReturnTo(readText(in)));
          return new Dated(readNote(in, context), at, browser);
        });
  }

  private static Note readNote(DataInputStream in, Note.Context context) throws IOException {
    return switch (in.readUnsignedByte()) {
      case 0 ->
          new Note.Refused(context, Refusal.ofCode(readText(in)).orElseThrow(), readOptional(in));
      case 1 -> new Note.Failed(context, Stage.valueOf(readText(in)), readText(in), readText(in));
      case 2 -> new Note.Waiting(context, in.readUnsignedByte());
      case 5 ->
          new Note.Ended(context, in.readBoolean(), GrantPage.GrantEnded.How.valueOf(readText(in)));
      case 4 ->
          new Note.Rehearsed(
              context, readBinding(in, in.readUnsignedByte()), RehearsalCodec.read(in));
      default -> new Note.Landing(context, readText(in));
    };
  }

  private static int flags(Binding binding) {
    return (binding.user().isPresent() ? 1 : 0) | (binding.session().isPresent() ? 2 : 0);
  }

  private static void writeBinding(DataOutputStream out, Binding binding) throws IOException {
    out.write(binding.browser().bytes());
    if (binding.user().isPresent()) {
      out.write(binding.user().get().bytes());
    }
    if (binding.session().isPresent()) {
      out.write(binding.session().get().bytes());
    }
  }

  private static Binding readBinding(DataInputStream in, int flags) throws IOException {
    Digest browser = new Digest(in.readNBytes(BROWSER));
    Optional<Digest> user =
        (flags & 1) == 0 ? Optional.empty() : Optional.of(new Digest(in.readNBytes(USER)));
    Optional<Digest> session =
        (flags & 2) == 0 ? Optional.empty() : Optional.of(new Digest(in.readNBytes(SESSION)));
    return new Binding(browser, user, session);
  }

  private static void writeTime(DataOutputStream out, Instant time) throws IOException {
    out.writeInt((int) time.getEpochSecond());
  }

  /** Unsigned, so it reaches the year 2106. */
  private static Instant readTime(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(Integer.toUnsignedLong(in.readInt()));
  }

  /**
   * In UTF-8 or, where that is shorter, in UTF-16: two bytes a character at most, in any script.
   * Not deflated: how well it packs would tell the length of what stands beside a text that
   * somebody else can choose.
   */
  static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean wide = bytes.length > 2 * text.length();
    if (!wide && bytes.length < WIDE) {
      out.writeByte(bytes.length);
    } else {
      bytes = wide ? text.getBytes(StandardCharsets.UTF_16BE) : bytes;
      out.writeByte(wide ? WIDE : LONG);
      out.writeShort(bytes.length);
    }
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte();
    byte[] bytes = new byte[length < WIDE ? length : in.readUnsignedShort()];
    in.readFully(bytes);
    return new String(bytes, length == WIDE ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
  }

  static Optional<String> readOptional(DataInputStream in) throws IOException {
    return Optional.of(readText(in)).filter(text -> !text.isEmpty());
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed.", e);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] bytes, Reading<T> reading) {
    try {
      return reading.from(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory failed.", e);
    }
  }
}
