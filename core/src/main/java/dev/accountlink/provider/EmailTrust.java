package dev.accountlink.provider;

import dev.accountlink.model.DomainName;
import dev.accountlink.model.EmailAddress;
import java.util.Set;

/**
 * Whose word counts for an identity's e-mail addresses. An address that is not trusted is shown to
 * nobody, opens no gate and is not even compared with the addresses here.
 */
public sealed interface EmailTrust {

  /** Whether the address counts as proven to be the person's own. */
  boolean trusts(EmailAddress address);

  /** An address counts that the provider says it has verified. */
  record Claim() implements EmailTrust {
    @Override
    public boolean trusts(EmailAddress address) {
      return address.verified();
    }
  }

  /**
   * Every address counts, as if proven: for a provider with a directory that only staff writes in.
   * Only kinds that {@linkplain ProviderKind#readsDirectory read a directory} take it. Where people
   * can sign up by themselves or change their address, anybody can claim anybody's with it.
   */
  record Directory() implements EmailTrust {
    @Override
    public boolean trusts(EmailAddress address) {
      return true;
    }
  }

  /** No address counts. */
  record Never() implements EmailTrust {
    @Override
    public boolean trusts(EmailAddress address) {
      return false;
    }
  }

  /**
   * An address counts that the provider says it has verified and that is of one of these domains.
   *
   * @param domains compared whole: a domain does not stand for those below it
   */
  record Domains(Set<DomainName> domains) implements EmailTrust {
    /** Copies the set. */
    public Domains {
      domains = Set.copyOf(domains);
    }

    @Override
    public boolean trusts(EmailAddress address) {
      return address.verified()
          && DomainName.ofAddress(address).filter(domains::contains).isPresent();
    }
  }
}
