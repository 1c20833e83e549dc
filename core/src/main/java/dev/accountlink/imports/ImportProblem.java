package dev.accountlink.imports;

import dev.accountlink.flow.Refusal;
import dev.accountlink.provider.ProviderException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Why a question about repositories has no answer. The same for all of them. */
public sealed interface ImportProblem
    extends RepositoryPage, RepositoryLookup, CloneOffer, DeployKeyAddition, DeployKeyRemoval {

  /**
   * The provider had too many calls, or this person's token had.
   *
   * @param pause how long until the same question is welcome; a second to a day
   */
  record RateLimited(Duration pause) implements ImportProblem {}

  /** The user has granted nothing to import with, or has ended it. */
  record NoGrant() implements ImportProblem {}

  /** The provider does not take the token any more: the user has to grant again. */
  record TokenRefused() implements ImportProblem {}

  /**
   * A rule of this application says no.
   *
   * @param refusal the rule
   */
  record Refused(Refusal refusal) implements ImportProblem {}

  /**
   * The token is being refreshed at this moment.
   *
   * @param pause when to ask again
   */
  record Busy(Duration pause) implements ImportProblem {}

  /** The token is good, but not for this: the user did not grant it, or may not do it. */
  record NotPermitted() implements ImportProblem {}

  /**
   * The token is good, but an organisation lets it in only after the person has authorised it
   * there.
   *
   * @param page where, at the provider's own address; empty where the provider does not say. Good
   *     for this person only, and for an hour or so
   */
  record SignOnDemanded(Optional<URI> page) implements ImportProblem {
    /** Prints whether there is a page. */
    @Override
    public String toString() {
      return "SignOnDemanded[" + (page.isPresent() ? "with" : "without") + " a page]";
    }
  }

  /** Providers of this kind have nothing of the sort. */
  record Unsupported() implements ImportProblem {}

  /**
   * The provider did not do its part, which the log tells in words; it may at another time.
   *
   * @param code what went wrong
   */
  record Failed(ProviderException.Code code) implements ImportProblem {}
}
