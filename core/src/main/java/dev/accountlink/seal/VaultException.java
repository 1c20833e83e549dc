package dev.accountlink.seal;

/** A stored value cannot be opened. Says what to do and nothing of the value. */
public final class VaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the value. */
  public enum Code {
    /** Its key is not in the ring. */
    UNKNOWN_KEY,
    /** It was changed or moved. */
    BROKEN,
    /** It is no sealed text. */
    NOT_SEALED
  }

  private final Code code;

  VaultException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** What is wrong. */
  public Code code() {
    return code;
  }
}
