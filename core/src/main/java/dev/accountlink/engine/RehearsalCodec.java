package dev.accountlink.engine;

import static dev.accountlink.engine.Codec.readOptional;
import static dev.accountlink.engine.Codec.readText;
import static dev.accountlink.engine.Codec.writeText;

import dev.accountlink.flow.Refusal;
import dev.accountlink.web.RehearsalPage;
import dev.accountlink.web.RehearsalPage.Prospect;
import dev.accountlink.web.RehearsalPage.SeenEmail;
import dev.accountlink.web.RehearsalPage.Some;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a rehearsal saw, as bytes, for {@link Codec}. */
final class RehearsalCodec {
  private RehearsalCodec() {}

  static void write(DataOutputStream out, RehearsalPage.Rehearsal seen) throws IOException {
    writeText(out, seen.authority());
    writeText(out, seen.subject());
    writeText(out, seen.login().orElse(""));
    writeText(out, seen.displayName().orElse(""));
    out.writeByte(seen.emails().shown().size());
    for (SeenEmail email : seen.emails().shown()) {
      writeText(out, email.address());
      out.writeByte((email.verified() ? 1 : 0) | (email.trusted() ? 2 : 0));
    }
    out.writeShort(seen.emails().more());
    writeTexts(out, seen.asked());
    writeMaybe(out, seen.granted());
    writeTexts(out, seen.missing());
    writeMaybe(out, seen.memberships());
    write(out, seen.now());
    out.writeBoolean(seen.onceSwitchedOn().isPresent());
    if (seen.onceSwitchedOn().isPresent()) {
      write(out, seen.onceSwitchedOn().get());
    }
  }

  static RehearsalPage.Rehearsal read(DataInputStream in) throws IOException {
    return new RehearsalPage.Rehearsal(
        readText(in),
        readText(in),
        readOptional(in),
        readOptional(in),
        readEmails(in),
        readTexts(in),
        readMaybe(in),
        readTexts(in),
        readMaybe(in),
        readProspect(in),
        in.readBoolean() ? Optional.of(readProspect(in)) : Optional.empty());
  }

  private static Some<SeenEmail> readEmails(DataInputStream in) throws IOException {
    int count = in.readUnsignedByte();
    List<SeenEmail> emails = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String address = readText(in);
      int flags = in.readUnsignedByte();
      emails.add(new SeenEmail(address, (flags & 1) != 0, (flags & 2) != 0));
    }
    return new Some<>(emails, in.readUnsignedShort());
  }

  private static void writeMaybe(DataOutputStream out, Optional<Some<String>> texts)
      throws IOException {
    out.writeBoolean(texts.isPresent());
    if (texts.isPresent()) {
      writeTexts(out, texts.get());
    }
  }

  private static Optional<Some<String>> readMaybe(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(readTexts(in)) : Optional.empty();
  }

  private static void writeTexts(DataOutputStream out, Some<String> texts) throws IOException {
    out.writeByte(texts.shown().size());
    for (String text : texts.shown()) {
      writeText(out, text);
    }
    out.writeShort(texts.more());
  }

  private static Some<String> readTexts(DataInputStream in) throws IOException {
    int count = in.readUnsignedByte();
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(readText(in));
    }
    return new Some<>(texts, in.readUnsignedShort());
  }

  private static void write(DataOutputStream out, Prospect prospect) throws IOException {
    writeText(out, prospect.kind().name());
    writeText(out, prospect.username().orElse(""));
    writeText(out, prospect.refusal().map(Refusal::code).orElse(""));
    writeText(out, prospect.detail().orElse(""));
  }

  private static Prospect readProspect(DataInputStream in) throws IOException {
    return new Prospect(
        Prospect.Kind.valueOf(readText(in)),
        readOptional(in),
        readOptional(in).map(code -> Refusal.ofCode(code).orElseThrow()),
        readOptional(in));
  }
}
