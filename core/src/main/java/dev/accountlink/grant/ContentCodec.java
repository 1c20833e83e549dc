package dev.accountlink.grant;

import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Scope;
import dev.accountlink.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is sealed of a grant, as bytes. Only ever reads what a key of ours has sealed. */
final class ContentCodec {
  private static final int FORM = 1;

  private ContentCodec() {}

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot fail.", e);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] bytes, Reading<T> reading) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int form = in.readUnsignedByte();
      if (form != FORM) {
        throw new IllegalStateException(
            "A grant was stored by a newer release of Accountlink (form "
                + form
                + "). Nothing is lost: start that release again.");
      }
      return reading.from(in);
    } catch (IOException e) {
      throw new UncheckedIOException("A sealed grant ends too early.", e);
    }
  }

  static byte[] write(GrantContent content) {
    return written(out -> write(out, content));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalStateException when a newer version of this library wrote it
   */
  static GrantContent read(byte[] bytes) {
    return read(bytes, ContentCodec::readContent);
  }

  static byte[] write(GrantVault.Revocation revocation) {
    return written(
        out -> {
          write(out, revocation.authority());
          write(out, revocation.purpose().name());
          out.writeBoolean(revocation.wholeGrant());
          write(out, revocation.content());
        });
  }

  static GrantVault.Revocation readRevocation(byte[] bytes) {
    return read(
        bytes,
        in -> {
          String authority = readText(in);
          Purpose purpose = Purpose.valueOf(readText(in));
          boolean wholeGrant = in.readBoolean();
          return new GrantVault.Revocation(readContent(in), authority, purpose, wholeGrant);
        });
  }

  private static void write(DataOutputStream out, GrantContent content) throws IOException {
    write(out, content.provider().value());
    write(out, content.label());
    write(out, content.asked());
    out.writeBoolean(content.granted().isPresent());
    write(out, content.granted().orElse(Set.of()));
    out.writeLong(content.since().toEpochMilli());
    out.writeBoolean(content.tokens().isPresent());
    if (content.tokens().isPresent()) {
      write(out, content.tokens().get());
    }
    out.writeBoolean(content.personal().isPresent());
    if (content.personal().isPresent()) {
      write(out, content.personal().get().beside());
      out.writeBoolean(content.personal().get().reminded());
    }
    out.writeShort(content.commitIdentities().size());
    for (CommitIdentity identity : content.commitIdentities()) {
      write(out, identity.name());
      write(out, identity.email());
    }
  }

  private static GrantContent readContent(DataInputStream in) throws IOException {
    ProviderId provider = new ProviderId(readText(in));
    String label = readText(in);
    Set<Scope> asked = readScopes(in);
    boolean known = in.readBoolean();
    Set<Scope> granted = readScopes(in);
    Instant since = Instant.ofEpochMilli(in.readLong());
    Optional<GrantContent.Tokens> tokens =
        in.readBoolean() ? Optional.of(readTokens(in)) : Optional.empty();
    return new GrantContent(
        provider,
        label,
        asked,
        known ? Optional.of(granted) : Optional.empty(),
        since,
        tokens,
        in.readBoolean()
            ? Optional.of(new GrantContent.Personal(readText(in), in.readBoolean()))
            : Optional.empty(),
        readCommitIdentities(in));
  }

  private static List<CommitIdentity> readCommitIdentities(DataInputStream in) throws IOException {
    List<CommitIdentity> identities = new ArrayList<>();
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      identities.add(new CommitIdentity(readText(in), readText(in)));
    }
    return identities;
  }

  private static void write(DataOutputStream out, GrantContent.Tokens tokens) throws IOException {
    write(out, tokens.access().reveal());
    out.writeLong(tokens.obtainedAt().toEpochMilli());
    out.writeLong(tokens.expiresAt().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
    write(out, tokens.refresh().map(Secret::reveal).orElse(""));
  }

  private static GrantContent.Tokens readTokens(DataInputStream in) throws IOException {
    Secret access = Secret.of(readText(in));
    Instant obtainedAt = Instant.ofEpochMilli(in.readLong());
    long expires = in.readLong();
    String refresh = readText(in);
    return new GrantContent.Tokens(
        access,
        obtainedAt,
        expires == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expires)),
        refresh.isEmpty() ? Optional.empty() : Optional.of(Secret.of(refresh)));
  }

  private static void write(DataOutputStream out, Set<Scope> scopes) throws IOException {
    out.writeShort(scopes.size());
    for (Scope scope : scopes) {
      write(out, scope.value());
    }
  }

  private static Set<Scope> readScopes(DataInputStream in) throws IOException {
    Set<Scope> scopes = new LinkedHashSet<>();
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      scopes.add(new Scope(readText(in)));
    }
    return scopes;
  }

  /** Tokens may be longer than what {@code writeUTF} takes. */
  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
