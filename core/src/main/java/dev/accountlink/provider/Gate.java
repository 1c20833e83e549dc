package dev.accountlink.provider;

import dev.accountlink.model.DomainName;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an identity must show before it signs in, registers or is connected. All gates of a provider
 * must open. What cannot be seen counts as missing.
 */
public sealed interface Gate {

  /** Whether the identity may pass. */
  boolean admits(Evidence evidence);

  /** What has to be looked up before {@link #admits} can say yes. */
  Lookup lookup();

  /** What is required, for people to read: raw text that must be escaped. */
  String required();

  /**
   * A proven e-mail address of one of these domains.
   *
   * @param domains compared whole: a domain does not stand for those below it
   */
  record EmailDomain(Set<DomainName> domains) implements Gate {
    /** Copies the set. */
    public EmailDomain {
      domains = Set.copyOf(domains);
    }

    @Override
    public boolean admits(Evidence evidence) {
      return evidence.emails().stream()
          .flatMap(email -> DomainName.ofAddress(email).stream())
          .anyMatch(domains::contains);
    }

    @Override
    public Lookup lookup() {
      return Lookup.DETAILS;
    }

    @Override
    public String required() {
      return domains.stream().map(DomainName::ascii).sorted().collect(Collectors.joining(", "));
    }
  }

  /**
   * A claim that is this text, or a list that holds it; compared byte for byte.
   *
   * @param claim its name
   * @param value the text
   */
  record ClaimEquals(String claim, String value) implements Gate {
    @Override
    public boolean admits(Evidence evidence) {
      return evidence.claims().texts(claim).contains(value);
    }

    @Override
    public Lookup lookup() {
      return Lookup.CLAIMS;
    }

    @Override
    public String required() {
      return claim + " = " + value;
    }
  }

  /**
   * Membership of one of these organisations, groups or workspaces.
   *
   * @param ids the provider's stable ids, never names: a name can be given up and taken by others
   * @param label what people call them
   */
  record MemberOf(Set<String> ids, String label) implements Gate {
    /** Copies the set. */
    public MemberOf {
      ids = Set.copyOf(ids);
    }

    @Override
    public boolean admits(Evidence evidence) {
      return evidence.memberships().stream().anyMatch(ids::contains);
    }

    @Override
    public Lookup lookup() {
      return Lookup.MEMBERSHIPS;
    }

    @Override
    public String required() {
      return label;
    }
  }
}
