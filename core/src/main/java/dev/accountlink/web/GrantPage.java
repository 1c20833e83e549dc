package dev.accountlink.web;

import dev.accountlink.flow.Refusal;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.PersonalTokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What users let this application do at a provider: asked for, shown and ended. */
public sealed interface GrantPage extends Page {
  /**
   * Says what will be asked for and why, before somebody is sent to a provider to grant it: {@code
   * GET {prefix}/{provider}/authorize}. What the person ticks is posted as {@code part.<PART>}.
   *
   * @param provider which
   * @param identity what the identity is called that gave a grant before
   * @param ended whether the provider has ended that grant
   * @param parts what can be asked for
   * @param form what the button posts besides
   * @param cancel where Cancel leads, a path on this origin
   */
  record Authorize(
      ProviderView provider,
      Optional<String> identity,
      boolean ended,
      List<PartView> parts,
      Form form,
      String cancel)
      implements GrantPage {
    /** Copies the list. */
    public Authorize {
      parts = List.copyOf(parts);
    }

    /** Prints the provider only: names belong to people. */
    @Override
    public String toString() {
      return "Authorize[" + provider.id() + "]";
    }
  }

  /**
   * Something that can be asked for.
   *
   * @param part which
   * @param permissions what the provider calls it
   * @param had whether it was granted before
   * @param optional whether people choose; else it is asked for in any case
   */
  record PartView(Part part, List<String> permissions, boolean had, boolean optional) {
    /** Copies the list. */
    public PartView {
      permissions = List.copyOf(permissions);
    }
  }

  /**
   * Asks for a personal access token: {@code GET {prefix}/{provider}/token}. It is posted as {@code
   * token}, what stands beside it as {@code beside}, and the tick as {@code replace}.
   *
   * @param provider which
   * @param connected what the user's identities are called, one of which must have made it
   * @param parts what a token can be good for, and the permissions it then needs
   * @param page the provider's own page where it is made
   * @param beside what has to be entered beside it
   * @param replacesToken whether it takes the place of a token that was entered before
   * @param replacesGrant whether it may take the place of a grant, which needs the tick
   * @param problem why the last try did not count
   * @param detail what is missing, or which identity it would have to be
   * @param form what the button posts besides
   * @param cancel where Cancel leads, a path on this origin
   */
  record EnterToken(
      ProviderView provider,
      String connected,
      List<PartView> parts,
      String page,
      Optional<BesideField> beside,
      boolean replacesToken,
      boolean replacesGrant,
      Optional<Refusal> problem,
      Optional<String> detail,
      Form form,
      String cancel)
      implements GrantPage {
    /** Copies the list. */
    public EnterToken {
      parts = List.copyOf(parts);
    }

    @Override
    public int status() {
      return problem.map(Refusal::status).orElse(200);
    }

    /** Prints provider and problem only: names belong to people. */
    @Override
    public String toString() {
      return "EnterToken[" + provider.id() + ", " + problem + "]";
    }
  }

  /**
   * What has to be entered beside a token.
   *
   * @param what which
   * @param value what was entered before
   */
  record BesideField(PersonalTokens.Beside what, String value) {
    /** Prints which only. */
    @Override
    public String toString() {
      return "BesideField[" + what + "]";
    }
  }

  /**
   * The current user's grants: {@code GET {prefix}/grants}.
   *
   * @param grants what was given, the latest first
   * @param more where grants are asked for
   * @param tokens where personal access tokens are entered
   * @param back the host's page to go back to
   */
  record Grants(
      List<GrantView> grants, List<AuthorizeLink> more, List<AuthorizeLink> tokens, String back)
      implements GrantPage {
    /** Copies the lists. */
    public Grants {
      grants = List.copyOf(grants);
      more = List.copyOf(more);
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * Where a grant is asked for.
   *
   * @param provider of which provider
   * @param page a path on this origin
   */
  record AuthorizeLink(ProviderView provider, String page) {}

  /**
   * A grant.
   *
   * @param id its name
   * @param provider which provider, where it is configured
   * @param authority who vouches for the identity
   * @param identity what the identity is called
   * @param since when it was given
   * @param ended whether the provider has ended it
   * @param personal whether it is a personal access token, which was entered here
   * @param runsOutAt when that runs out, where it is known
   * @param parts what of the provider's parts it gives
   * @param again where it is asked for once more, a path on this origin; empty where that is
   *     switched off
   * @param end what the End button posts
   */
  record GrantView(
      String id,
      Optional<ProviderView> provider,
      String authority,
      String identity,
      Instant since,
      boolean ended,
      boolean personal,
      Optional<Instant> runsOutAt,
      List<GivenPart> parts,
      Optional<String> again,
      Form end) {
    /** Copies the list. */
    public GrantView {
      parts = List.copyOf(parts);
    }

    /** Prints name and authority only: names belong to people. */
    @Override
    public String toString() {
      return "GrantView[" + id + " at " + authority + "]";
    }
  }

  /**
   * A part, and whether a grant gives it.
   *
   * @param part which
   * @param given whether it does, as far as is known
   * @param unsure whether the provider does not say
   * @param asked whether it was asked for
   */
  record GivenPart(Part part, boolean given, boolean unsure, boolean asked) {}

  /**
   * What came of ending a grant.
   *
   * @param provider which provider, where it is configured
   * @param disconnected whether it ended because its identity was disconnected
   * @param how what came of it
   * @param page where people end it at the provider themselves
   * @param back where people came from, a path on this origin
   */
  record GrantEnded(
      Optional<ProviderView> provider,
      boolean disconnected,
      How how,
      Optional<String> page,
      String back)
      implements GrantPage {
    /** What came of it. */
    public enum How {
      /** The provider took everything back. */
      REVOKED,
      /** The provider has no way for applications. */
      UNSUPPORTED,
      /** The provider could not be asked and will be. */
      TO_BE_RETRIED,
      /** A personal access token is used no more here; the provider lets only people delete it. */
      TOKEN_LEFT
    }
  }
}
