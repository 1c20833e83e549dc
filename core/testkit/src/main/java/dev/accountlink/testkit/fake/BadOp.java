package dev.accountlink.testkit.fake;

import java.util.UUID;

/**
 * A misbehaving OpenID provider: a {@link FakeOpenIdProvider} that departs from honesty in exactly
 * one {@link BadCase}. Thread-safe.
 */
public final class BadOp implements AutoCloseable {
  /** Where the headers of stolen trust point to; nobody may ever ask there. */
  static final String STRANGERS_KEYS = "/strangers-keys";

  private final BadCase badCase;
  private final FakeOpenIdProvider honest;
  private final FakeOpenIdProvider provider;

  private BadOp(BadCase badCase, FakeAddress address) {
    this.badCase = badCase;
    this.honest = FakeOpenIdProvider.start(FakeAddress.anyPort().withHost(address.host()));
    String keysPath = "/keys-" + UUID.randomUUID();
    this.provider = FakeOpenIdProvider.start(address, BadTwists.of(badCase, honest, keysPath));
    provider.alsoServeKeysAt(keysPath);
    provider.serveStrangersKeyAt(STRANGERS_KEYS);
    if (badCase == BadCase.KID_ABSENT_SINGLE_JWKS || badCase == BadCase.KID_ABSENT_MULTIPLE_JWKS) {
      provider.nameKeys(false);
    }
    if (badCase == BadCase.KID_ABSENT_MULTIPLE_JWKS) {
      provider.addKey();
    }
  }

  /** Starts on any free port of 127.0.0.1. */
  public static BadOp start(BadCase badCase) {
    return start(badCase, FakeAddress.anyPort());
  }

  /** Starts at this address. */
  public static BadOp start(BadCase badCase, FakeAddress address) {
    return new BadOp(badCase, address);
  }

  /** What goes wrong here. */
  public BadCase badCase() {
    return badCase;
  }

  /** The misbehaving provider: clients, people and counters are its own. */
  public FakeOpenIdProvider provider() {
    return provider;
  }

  /**
   * An honest provider beside it. For {@link BadCase#MIX_UP} register a client there with the same
   * callback; the browser is sent on to it.
   */
  public FakeOpenIdProvider honest() {
    return honest;
  }

  /**
   * How often somebody fetched the key that a token's own header points to; more than 0 is a
   * defect.
   */
  public int strangersKeyCalls() {
    return (int)
        provider.requests(Endpoint.OTHER).stream()
            .filter(request -> request.path().equals(STRANGERS_KEYS))
            .count();
  }

  /** The issuer of the misbehaving provider. */
  public String issuer() {
    return provider.issuer();
  }

  /** Registers the client here, limited to what the case allows. */
  public void register(FakeClient client) {
    boolean basicOnly = badCase == BadCase.CLIENT_SECRET_BASIC;
    provider.register(
        basicOnly ? client.withAuthMethods(ClientAuthMethod.CLIENT_SECRET_BASIC) : client);
  }

  @Override
  public void close() {
    provider.close();
    honest.close();
  }
}
