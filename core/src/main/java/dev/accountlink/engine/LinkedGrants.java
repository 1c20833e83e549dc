package dev.accountlink.engine;

import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Outcome;
import dev.accountlink.grant.Ended;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.UserId;
import dev.accountlink.web.WebReply;
import java.util.Optional;

/**
 * What an identity was granted ends when its user disconnects it (D19): who wants an application
 * out does not look for what it has besides. What came of it at the provider is told.
 */
final class LinkedGrants {
  private final Parts parts;
  private final Replies replies;

  LinkedGrants(Parts parts, Replies replies) {
    this.parts = parts;
    this.replies = replies;
  }

  /** The answer to a disconnect that ended a grant as well; empty where there was none. */
  Optional<WebReply> ended(Outcome outcome, UserId user, Note.Context context, Visit visit) {
    return outcome instanceof Outcome.Disconnected gone && parts.grants().isPresent()
        ? ended(parts.grants().get(), user, gone.identity())
            .map(told -> replies.note(told.of(context), visit))
        : Optional.empty();
  }

  private record Told(Grant grant, Ended ended) {
    Note.Ended of(Note.Context context) {
      Note.Context there =
          new Note.Context(Optional.of(grant.provider()), Intent.Name.CONNECT, context.returnTo());
      return new Note.Ended(there, true, GrantPages.code(ended, Optional.of(grant)));
    }
  }

  /** There is one for a purpose; the last one is told of. */
  private static Optional<Told> ended(Grants grants, UserId user, IdentityKey identity) {
    return grants.of(user).stream()
        .filter(grant -> grant.key().identity().equals(identity))
        .map(grant -> new Told(grant, grants.end(user, grant.id())))
        .filter(told -> !(told.ended() instanceof Ended.NotFound))
        .reduce((first, second) -> second);
  }
}
