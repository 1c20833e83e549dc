package dev.accountlink.seal;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several keys that can read and one that writes. Immutable and thread-safe.
 *
 * <p>To change keys on several nodes, first give the new key to all as a reader, then make it the
 * writer, and only later take the old one away. Keys are 32 random bytes; a shorter key or a
 * password typed as text is refused.
 */
public final class KeyRing {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<Integer, Key> keys;
  private final Key writer;
  private final boolean processBorn;

  private KeyRing(Key writer, List<Key> readers, boolean processBorn) {
    Map<Integer, Key> all = new TreeMap<>();
    all.put(writer.id(), writer);
    for (Key reader : readers) {
      if (all.put(reader.id(), reader) != null) {
        throw new IllegalArgumentException(
            "Two keys of the ring have the id " + reader.id() + ". Give each its own.");
      }
    }
    this.keys = all;
    this.writer = writer;
    this.processBorn = processBorn;
  }

  /** One key of a ring: an id that stands in everything it seals, and 32 random bytes. */
  public static final class Key {
    /** The only length, in bytes. */
    public static final int LENGTH = 32;

    private final int id;
    private final byte[] bytes;

    /**
     * Checks and copies.
     *
     * @param id 0 to 255
     * @param bytes 32 random bytes
     * @throws IllegalArgumentException when the bytes are not 32 or look like typed text
     */
    public Key(int id, byte[] bytes) {
      if (id < 0 || id > 255) {
        throw new IllegalArgumentException("A key id is a number from 0 to 255, not " + id + ".");
      }
      if (bytes.length != LENGTH) {
        throw new IllegalArgumentException(
            "A ring key is 32 random bytes, not "
                + bytes.length
                + ". Make one with KeyRing.inFile.");
      }
      if (looksTyped(bytes)) {
        throw new IllegalArgumentException(
            "This ring key is text, not random bytes. Make one with KeyRing.inFile.");
      }
      this.id = id;
      this.bytes = bytes.clone();
    }

    /** Its name in what it seals. */
    public int id() {
      return id;
    }

    byte[] bytes() {
      return bytes;
    }

    private static boolean looksTyped(byte[] bytes) {
      for (byte octet : bytes) {
        if (octet < ' ' || octet > '~') {
          return allEqual(bytes);
        }
      }
      return true;
    }

    private static boolean allEqual(byte[] bytes) {
      for (byte octet : bytes) {
        if (octet != bytes[0]) {
          return false;
        }
      }
      return true;
    }

    /** Two keys are one when id and bytes are. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && id == key.id && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return id;
    }

    /** Prints the id only. */
    @Override
    public String toString() {
      return "Key[" + id + ", hidden]";
    }
  }

  /** A ring of the given keys: the first writes, all read. */
  public static KeyRing of(Key writer, Key... readers) {
    return new KeyRing(writer, List.of(readers), false);
  }

  /**
   * A ring that lives and dies with this process: for one node, and for tests. What it sealed
   * cannot be read after a restart or by another node.
   */
  public static KeyRing processBorn() {
    return new KeyRing(new Key(1, randomKey()), List.of(), true);
  }

  /**
   * The ring kept in a file, which is made at first start with one random key, readable by its
   * owner only. Each line is {@code <id> <32 bytes in base64url> writer|reader}; exactly one is the
   * writer.
   *
   * @throws IllegalArgumentException when the file is not of that form; the message names the line
   * @throws java.io.UncheckedIOException when it cannot be read or made
   */
  public static KeyRing inFile(Path file) {
    return KeyRingFile.open(file);
  }

  static KeyRing read(Function<Boolean, List<Key>> keysByWriting) {
    List<Key> writers = keysByWriting.apply(true);
    if (writers.size() != 1) {
      throw new IllegalArgumentException(
          "A key ring has exactly one writer, this one has " + writers.size() + ".");
    }
    return new KeyRing(writers.get(0), keysByWriting.apply(false), false);
  }

  static byte[] randomKey() {
    return random(Key.LENGTH);
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Whether the ring dies with this process. */
  public boolean isProcessBorn() {
    return processBorn;
  }

  Key writer() {
    return writer;
  }

  Optional<Key> key(int id) {
    return Optional.ofNullable(keys.get(id));
  }

  List<Key> all() {
    return List.copyOf(keys.values());
  }

  /** Prints the ids only. */
  @Override
  public String toString() {
    return keys.keySet().stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "KeyRing[", ", writer " + writer.id() + "]"));
  }
}
