package dev.accountlink;

import dev.accountlink.engine.LinkingEndpoints;
import dev.accountlink.engine.Parts;
import dev.accountlink.engine.Report;
import dev.accountlink.engine.Settings;
import dev.accountlink.engine.Watched;
import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.exchange.http.NameService;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.grant.GrantParts;
import dev.accountlink.grant.Grants;
import dev.accountlink.memory.InMemoryReplayGuard;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.CallbackRule;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Providers;
import dev.accountlink.seal.FlowKeys;
import dev.accountlink.seal.Sealer;
import dev.accountlink.seal.VaultKeys;
import dev.accountlink.spi.EventSink;
import dev.accountlink.spi.GrantStore;
import dev.accountlink.spi.HostPages;
import dev.accountlink.spi.HostPasswords;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.ReplayGuard;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what {@link AccountLinking} needs. Users, sessions and links are required; everything
 * else has a default. Not thread-safe; used once.
 */
public final class AccountLinkingBuilder {
  private static final Logger LOG = LoggerFactory.getLogger("dev.accountlink");

  private final String baseUrl;
  private final List<Provider> providers = new ArrayList<>();
  private final List<EventSink> sinks = new ArrayList<>();
  private String prefix = "/-/sso";
  private boolean strictSession;
  private Set<Part> importParts = EnumSet.allOf(Part.class);
  private Optional<HostUsers> users = Optional.empty();
  private Optional<HostSessions> sessions = Optional.empty();
  private Optional<HostPasswords> passwords = Optional.empty();
  private Optional<LinkStore> links = Optional.empty();
  private Optional<GrantKeeping> grants = Optional.empty();
  private Optional<FlowKeys> flowKeys = Optional.empty();
  private Optional<ReplayGuard> replayGuard = Optional.empty();
  private HostPages pages = HostPages.DEFAULT;
  private Clock clock = Clock.systemUTC();

  AccountLinkingBuilder(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /**
   * Adds a provider. People see them in the order they are added. None is a valid configuration.
   */
  public AccountLinkingBuilder provider(Provider provider) {
    providers.add(provider);
    return this;
  }

  /** The host's users. Required. */
  public AccountLinkingBuilder users(HostUsers hostUsers) {
    users = Optional.of(hostUsers);
    return this;
  }

  /** The host's sessions. Required. */
  public AccountLinkingBuilder sessions(HostSessions hostSessions) {
    sessions = Optional.of(hostSessions);
    return this;
  }

  /**
   * The host's password check, with which users prove who is at the keyboard before ways in change.
   * Without it they do so at a linked provider or on a page of the host.
   */
  public AccountLinkingBuilder passwords(HostPasswords hostPasswords) {
    passwords = Optional.of(hostPasswords);
    return this;
  }

  /** Where links are kept. Required. */
  public AccountLinkingBuilder links(LinkStore store) {
    links = Optional.of(store);
    return this;
  }

  private record GrantKeeping(GrantStore store, VaultKeys keys) {}

  /**
   * Where grants are kept, and what seals them. Without it nothing can be imported, and no token is
   * ever kept.
   *
   * @param keys to be kept apart from the store: without them it cannot be read
   */
  public AccountLinkingBuilder grants(GrantStore store, VaultKeys keys) {
    grants = Optional.of(new GrantKeeping(store, keys));
    return this;
  }

  /**
   * What this application can do something with when people import, so that they are asked for
   * nothing else. Without it, all that a provider's kind offers; {@link Part#READ_REPOSITORIES} is
   * always asked for.
   *
   * @throws IllegalArgumentException when a part is not of imports
   */
  public AccountLinkingBuilder importParts(Set<Part> parts) {
    if (!parts.stream().allMatch(part -> part.purpose() == Purpose.IMPORT)) {
      throw new IllegalArgumentException("Signing in is no part of imports: leave it out.");
    }
    importParts = EnumSet.of(Part.READ_REPOSITORIES);
    importParts.addAll(parts);
    return this;
  }

  /**
   * The keys that protect flows, for a restart without loss or for several nodes. Needs a {@link
   * #replayGuard} that all nodes share. Without it, keys live as long as this process.
   */
  public AccountLinkingBuilder flowKeys(FlowKeys keys) {
    flowKeys = Optional.of(keys);
    return this;
  }

  /** What remembers used flows. Without it, this process's memory. */
  public AccountLinkingBuilder replayGuard(ReplayGuard guard) {
    replayGuard = Optional.of(guard);
    return this;
  }

  /** The host's own pages and texts. */
  public AccountLinkingBuilder pages(HostPages hostPages) {
    pages = hostPages;
    return this;
  }

  /** Adds somebody to be told what happens. */
  public AccountLinkingBuilder events(EventSink sink) {
    sinks.add(sink);
    return this;
  }

  /** Where this library's pages begin, below the base URL. {@code /-/sso} unless said otherwise. */
  public AccountLinkingBuilder prefix(String path) {
    prefix = path;
    return this;
  }

  /**
   * Says that the host's session cookie is SameSite=Strict. Browsers coming back from a provider
   * then take one more step on this site, so that they show the cookie.
   */
  public AccountLinkingBuilder strictSession() {
    strictSession = true;
    return this;
  }

  /** Another clock, for tests. */
  public AccountLinkingBuilder clock(Clock other) {
    clock = other;
    return this;
  }

  /**
   * Checks everything and builds. Writes one line to the log for each provider, with the exact
   * callback address to register there.
   *
   * @throws IllegalArgumentException when something is missing or wrong; the message says what to
   *     write instead
   */
  public AccountLinking build() {
    Settings settings = new Settings(baseUrl, prefix, strictSession, importParts);
    requirePath("home()", pages.home().path());
    pages.signInPage().ifPresent(path -> requirePath("signInPage()", path));
    pages.settingsPage().ifPresent(path -> requirePath("settingsPage()", path));
    pages.gitCredentialsPage().ifPresent(path -> requirePath("gitCredentialsPage()", path));
    FlowKeys keys = flowKeys.orElseGet(FlowKeys::processBorn);
    providers.forEach(AccountLinkingBuilder::requireFree);
    Providers all = Providers.of(providers);
    ProviderExchange exchange =
        new NimbusExchange(
            new OutboundHttp(HttpLimits.DEFAULT, clock, NameService.OF_THE_JVM), clock);
    Report report = new Report(sinks, clock);
    HostUsers hostUsers = required(users, "users(…)");
    Parts parts =
        new Parts(
            settings,
            all,
            Watched.users(hostUsers),
            Watched.sessions(required(sessions, "sessions(…)")),
            passwords.map(Watched::passwords),
            Watched.links(required(links, "links(…)")),
            grants.map(
                kept ->
                    new Grants(
                        new GrantParts(
                            kept.store(),
                            kept.keys(),
                            all,
                            hostUsers,
                            exchange,
                            report::happened,
                            clock))),
            Watched.guard(guardFor(keys)),
            pages,
            report,
            exchange,
            new Sealer(keys, baseUrl),
            clock);
    AccountLinking linking = new AccountLinking(parts);
    linking.providers().forEach(provider -> announce(provider, linking));
    return linking;
  }

  private static void requirePath(String question, String path) {
    if (ReturnTo.read(path).filter(read -> read.path().equals(path)).isEmpty()) {
      throw new IllegalArgumentException(
          "HostPages." + question + ": answer with a path on your origin, such as /sign-in.");
    }
  }

  /** These names are addresses of our own. */
  private static void requireFree(Provider provider) {
    if (LinkingEndpoints.isReserved(provider.id())) {
      throw new IllegalArgumentException(
          "Provider '"
              + provider.id().value()
              + "': this id is an address of Accountlink itself. Choose another.");
    }
  }

  private static <T> T required(Optional<T> part, String call) {
    return part.orElseThrow(
        () -> new IllegalArgumentException("Call " + call + " before build()."));
  }

  /** Keys that live longer than the guard would let used flows be used again. */
  private ReplayGuard guardFor(FlowKeys keys) {
    if (flowKeys.isPresent() && replayGuard.isEmpty()) {
      throw new IllegalArgumentException(
          "flowKeys(…) needs replayGuard(…): take JdbcReplayGuard, which all nodes share, or a guard"
              + " of your own that lives as long as the keys.");
    }
    if (!keys.ring().isProcessBorn() && replayGuard.orElseThrow() instanceof InMemoryReplayGuard) {
      LOG.warn(
          "The keys outlive this process and the replay guard does not: after a restart, flows that"
              + " were used could be used again. Take JdbcReplayGuard.");
    }
    return replayGuard.orElseGet(
        () -> new InMemoryReplayGuard(clock, InMemoryReplayGuard.DEFAULT_CAPACITY));
  }

  private static void announce(Provider provider, AccountLinking linking) {
    boolean prefixRule = provider.kind().callbackRule() != CallbackRule.EXACT;
    LOG.info(
        "Provider '{}' ({}): register exactly this callback address: {}{}",
        provider.id().value(),
        provider.kind().name(),
        linking.callbackOf(provider),
        prefixRule
            ? " (it matches by prefix there: a shorter address would let codes leak to other pages)"
            : "");
  }
}
