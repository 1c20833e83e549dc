package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.UserId;
import java.util.Optional;

/** The repositories of a provider as a user's grant shows them. */
@FunctionalInterface
public interface Access {
  /** Empty when there is no such provider, or nothing is imported from it. */
  Optional<RemoteRepositories> of(UserId user, ProviderId provider);
}
