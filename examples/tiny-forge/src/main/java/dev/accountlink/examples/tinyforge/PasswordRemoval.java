package dev.accountlink.examples.tinyforge;

import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Provider;
import dev.accountlink.spi.LinkStore;
import java.util.List;
import java.util.Optional;

/** Takes a user's password away, unless it is the last way in. */
final class PasswordRemoval {

  private final ForgeUsers users;
  private final LinkStore links;
  private final List<Provider> providers;

  PasswordRemoval(ForgeUsers users, LinkStore links, List<Provider> providers) {
    this.users = users;
    this.links = links;
    this.providers = List.copyOf(providers);
  }

  /**
   * Asks and removes under the same lock as a disconnect, so that the two do not meet.
   *
   * @param session the key of the session that goes on; the others end
   * @return whether the password is gone
   */
  boolean remove(ForgeUser user, Optional<String> session) {
    return links.locked(
        new UserId(user.id()),
        connected -> {
          boolean anotherWayIn = connected.stream().anyMatch(this::works);
          if (anotherWayIn) {
            users.removePassword(user.id(), session);
          }
          return anotherWayIn;
        });
  }

  /** One cannot sign in through what is not configured, or configured for other things only. */
  private boolean works(Link link) {
    return providers.stream()
        .anyMatch(
            provider ->
                provider.authority().equals(link.identity().authority())
                    && provider.rules().signIn());
  }
}
