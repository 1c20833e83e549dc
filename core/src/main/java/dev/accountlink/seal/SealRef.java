package dev.accountlink.seal;

/**
 * Which sealed thing, and under which key of the ring: what further keys of the same flow are
 * derived from, also after the ring has a new writer.
 *
 * @param id the thing
 * @param keyId the ring key that sealed it
 */
public record SealRef(FlowId id, int keyId) {}
