package dev.accountlink.grant;

import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.flow.Event;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Providers;
import dev.accountlink.seal.VaultKeys;
import dev.accountlink.spi.EventSink;
import dev.accountlink.spi.GrantStore;
import dev.accountlink.spi.HostUsers;
import java.time.Clock;
import java.util.Optional;

/**
 * All that grants work with.
 *
 * @param store where they are kept
 * @param keys what seals them
 * @param providers who issued the tokens
 * @param users whose standing is asked before a token is handed out
 * @param exchange the way to the providers
 * @param events who is told
 * @param clock the time
 */
public record GrantParts(
    GrantStore store,
    VaultKeys keys,
    Providers providers,
    HostUsers users,
    ProviderExchange exchange,
    EventSink events,
    Clock clock) {

  void happened(
      Event.Kind kind, Optional<UserId> user, ProviderId provider, Optional<String> code) {
    events.accept(
        new Event(
            kind,
            clock.instant(),
            Optional.empty(),
            Optional.of(provider),
            user,
            Optional.empty(),
            code,
            Optional.empty()));
  }
}
