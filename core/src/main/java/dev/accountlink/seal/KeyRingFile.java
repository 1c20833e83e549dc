package dev.accountlink.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Reads and, at first start, makes the file of a key ring. */
final class KeyRingFile {
  private KeyRingFile() {}

  static KeyRing open(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return parse(file, Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The key ring file " + file + " cannot be read or made.", e);
    }
  }

  /** Written beside and moved into place, so that no node ever reads half a file. */
  private static void make(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    String line =
        "1 "
            + Base64.getUrlEncoder().withoutPadding().encodeToString(KeyRing.randomKey())
            + " writer\n";
    Path draft = Files.createTempFile(folder, file.getFileName() + ".", ".new", ownerOnly());
    try {
      Files.writeString(draft, line, StandardOpenOption.TRUNCATE_EXISTING);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another node was first: its ring counts, and the draft below is dropped.
    } catch (UnsupportedOperationException | FileSystemException e) {
      makeWithoutLinks(file, line);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Some file systems know no hard links; a node that starts at this very moment reads again. */
  private static void makeWithoutLinks(Path file, String line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      // Another node was first.
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static KeyRing parse(Path file, List<String> lines) {
    List<KeyRing.Key> writers = new ArrayList<>();
    List<KeyRing.Key> readers = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split("\\s+");
      if (parts.length != 3 || !(parts[2].equals("writer") || parts[2].equals("reader"))) {
        throw notALine(file, i);
      }
      (parts[2].equals("writer") ? writers : readers).add(key(file, i, parts));
    }
    return KeyRing.read(writing -> writing ? writers : readers);
  }

  private static KeyRing.Key key(Path file, int line, String[] parts) {
    try {
      return new KeyRing.Key(Integer.parseInt(parts[0]), Base64.getUrlDecoder().decode(parts[1]));
    } catch (IllegalArgumentException e) {
      // The cause could quote the key, so it is not passed on.
      throw notALine(file, line);
    }
  }

  private static IllegalArgumentException notALine(Path file, int line) {
    return new IllegalArgumentException(
        "Line "
            + (line + 1)
            + " of the key ring file "
            + file
            + " is not '<id 0-255> <32 random bytes in base64url> writer|reader'.");
  }
}
