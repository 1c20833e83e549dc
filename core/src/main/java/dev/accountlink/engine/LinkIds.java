package dev.accountlink.engine;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.seal.SealKind;
import java.util.List;

/**
 * How a link is named in an address: a keyed digest, because stores of three columns have no id.
 */
final class LinkIds {
  private LinkIds() {}

  /** Its names under all keys of the ring, today's first. */
  static List<String> of(Parts parts, IdentityKey key) {
    return parts.sealer().names(SealKind.LINK_ID, key.text());
  }
}
