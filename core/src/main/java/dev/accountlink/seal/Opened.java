package dev.accountlink.seal;

/** What came of opening a sealed text. */
public sealed interface Opened {
  /** It is whole and was sealed by this ring for this use. */
  final class Whole implements Opened {
    private final SealRef ref;
    private final byte[] plain;

    Whole(SealRef ref, byte[] plain) {
      this.ref = ref;
      this.plain = plain;
    }

    /** Which thing it is. */
    public SealRef ref() {
      return ref;
    }

    /** A copy of what was sealed. */
    public byte[] plain() {
      return plain.clone();
    }

    /** Prints the id only. */
    @Override
    public String toString() {
      return "Whole[" + ref.id() + "]";
    }
  }

  /** Its key is not in the ring: it is old, or another node's ring is ahead. */
  record UnknownKey() implements Opened {}

  /** It was changed, cut, made for something else, or is no sealed text at all. */
  record Broken() implements Opened {}
}
