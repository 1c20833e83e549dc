package dev.accountlink.seal;

import java.nio.file.Path;

/**
 * The ring that seals flows, steps and pages. Disposable: throwing it away costs every open flow a
 * "start again" and nothing else.
 *
 * @param ring the keys
 */
public record FlowKeys(KeyRing ring) {
  /** The ring in a file, see {@link KeyRing#inFile(Path)}. */
  public static FlowKeys inFile(Path file) {
    return new FlowKeys(KeyRing.inFile(file));
  }

  /** A ring for one node that forgets open flows at a restart. */
  public static FlowKeys processBorn() {
    return new FlowKeys(KeyRing.processBorn());
  }
}
