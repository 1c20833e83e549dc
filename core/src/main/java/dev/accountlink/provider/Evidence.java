package dev.accountlink.provider;

import dev.accountlink.model.EmailAddress;
import java.util.List;
import java.util.Set;

/**
 * What gates look at: what a provider says of an identity, as far as it was asked for.
 *
 * @param emails the addresses that count by the provider's {@linkplain EmailTrust trust rule}
 * @param claims claims of ID token and UserInfo
 * @param memberships stable ids of the organisations, groups or workspaces it is a member of
 */
public record Evidence(List<EmailAddress> emails, Claims claims, Set<String> memberships) {
  /** Copies the collections. */
  public Evidence {
    emails = List.copyOf(emails);
    memberships = Set.copyOf(memberships);
  }

  /** Prints nothing of the person. */
  @Override
  public String toString() {
    return "Evidence[hidden]";
  }
}
