package dev.accountlink.engine;

import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.grant.Grants;
import dev.accountlink.provider.Providers;
import dev.accountlink.seal.Sealer;
import dev.accountlink.spi.HostPages;
import dev.accountlink.spi.HostPasswords;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.ReplayGuard;
import java.time.Clock;
import java.util.Optional;

/**
 * All that the verbs work with: made once, shared by all, itself without state.
 *
 * @param settings where the application is
 * @param providers through whom people sign in
 * @param users the host's users
 * @param sessions the host's sessions
 * @param passwords the host's password check, if it has one
 * @param links where links are kept
 * @param grants tokens that users gave, where the application keeps any
 * @param replayGuard what was used
 * @param pages the host's own pages
 * @param report where events and log lines go
 * @param exchange the way to the providers
 * @param sealer what goes through browsers
 * @param clock the time
 */
public record Parts(
    Settings settings,
    Providers providers,
    HostUsers users,
    HostSessions sessions,
    Optional<HostPasswords> passwords,
    LinkStore links,
    Optional<Grants> grants,
    ReplayGuard replayGuard,
    HostPages pages,
    Report report,
    ProviderExchange exchange,
    Sealer sealer,
    Clock clock) {}
