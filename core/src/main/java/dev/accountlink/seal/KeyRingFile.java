package dev.accountlink.seal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The file of a key ring. */
final class KeyRingFile {
  private KeyRingFile() {}

  static KeyRing open(Path file) {
    return parse(file, KeyFile.lines(file, KeyRingFile::first));
  }

  private static String first() {
    return "1 "
        + Base64.getUrlEncoder().withoutPadding().encodeToString(KeyRing.randomKey())
        + " writer";
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
