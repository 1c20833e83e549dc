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
