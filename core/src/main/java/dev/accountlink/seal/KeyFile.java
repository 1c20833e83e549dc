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
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads and, at first start, makes a file with keys, which only its owner may read. */
final class KeyFile {
  private KeyFile() {}

  /**
   * Its lines.
   *
   * @param first the line to begin it with where there is none yet; where several nodes start at
   *     once, one of theirs
   */
  static List<String> lines(Path file, Supplier<String> first) {
    try {
      if (!Files.exists(file)) {
        make(file, first.get() + "\n");
      }
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The key file " + file + " cannot be read or made.", e);
    }
  }

  /** Written beside and moved into place, so that no node ever reads half a file. */
  private static void make(Path file, String line) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
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
}
