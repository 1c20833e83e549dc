package dev.accountlink.imports;

import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grants;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.UserId;
import java.time.Duration;
import java.util.function.Function;

/**
 * The access that a user granted. A token that the provider refuses before its time is told to the
 * grant, so that it does not go on looking alive. Immutable and thread-safe.
 */
public final class GrantAccess implements AccessSource {
  private final Grants grants;
  private final UserId user;
  private final Function<Duration, Access> use;

  private GrantAccess(Grants grants, UserId user, Function<Duration, Access> use) {
    this.grants = grants;
    this.user = user;
    this.use = use;
  }

  /** The grant that the user gave last at a provider. */
  public static GrantAccess last(Grants grants, UserId user, ProviderId provider) {
    return new GrantAccess(grants, user, life -> grants.use(user, provider, Purpose.IMPORT, life));
  }

  /** One grant of the user. */
  public static GrantAccess of(Grants grants, UserId user, GrantId grant) {
    return new GrantAccess(grants, user, life -> grants.use(user, grant, life));
  }

  @Override
  public AccessToken token(Duration life) throws NoAccessException {
    return given(use.apply(life));
  }

  @Override
  public AccessToken other(AccessToken refused) throws NoAccessException {
    Access now = use.apply(Duration.ZERO);
    return given(
        now instanceof Access.Given given
            ? grants.refused(user, given.grant().id(), refused.value())
            : now);
  }

  private static AccessToken given(Access access) throws NoAccessException {
    if (access instanceof Access.Given given) {
      return given.access();
    }
    throw new NoAccessException(problem(access));
  }

  private static ImportProblem problem(Access access) {
    if (access instanceof Access.NoGrant) {
      return new ImportProblem.NoGrant();
    }
    if (access instanceof Access.Refused refused) {
      return new ImportProblem.Refused(refused.refusal());
    }
    if (access instanceof Access.Busy busy) {
      return new ImportProblem.Busy(busy.retryAfter());
    }
    if (access instanceof Access.Failed failed) {
      return new ImportProblem.Failed(failed.code());
    }
    return new ImportProblem.TokenRefused();
  }
}
