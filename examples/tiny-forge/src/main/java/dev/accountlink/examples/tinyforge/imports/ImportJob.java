package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.model.ProviderId;
import dev.accountlink.model.RepositoryRef;
import dev.accountlink.model.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * The import of one repository by one user.
 *
 * @param id random
 * @param repositoryId what the forge's repository has or would have as its id
 * @param ref which repository of the provider
 * @param name what it is or would be called here
 * @param size about how large the provider says it is
 * @param trouble why it has not come to its end
 * @param page the provider's page on which the user does something about that
 * @param notBefore when the provider takes calls again
 * @param tries how often it was begun; names one attempt
 */
public record ImportJob(
    String id,
    UserId user,
    ProviderId provider,
    RepositoryRef ref,
    String repositoryId,
    String name,
    CloneWay way,
    ImportState state,
    ImportProgress progress,
    Optional<Long> size,
    Optional<ImportTrouble> trouble,
    Optional<String> page,
    Optional<Instant> notBefore,
    int tries) {}
