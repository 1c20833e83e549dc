package dev.accountlink.flow;

import java.util.Optional;

/**
 * Whom something sealed belongs to, as digests.
 *
 * @param browser the browser it was given to
 * @param user who was signed in then, or nobody
 * @param session which sign-in of that user, where the host can tell
 */
public record Binding(Digest browser, Optional<Digest> user, Optional<Digest> session) {}
