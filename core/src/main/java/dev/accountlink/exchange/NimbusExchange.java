package dev.accountlink.exchange;

import dev.accountlink.exchange.http.AddressPolicy;
import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.CallRefusedException;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.Finding;
import dev.accountlink.provider.PersonalTokens;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.RepositoryApi;
import dev.accountlink.provider.RepositoryHosting;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real exchange: OAuth 2.0 and OpenID Connect through Nimbus and the one outbound client.
 *
 * <p>A callback takes at most 15 seconds of calls: five before the code is handed in, ten from
 * there on. Thread-safe; keeps each issuer's metadata and keys; needs no closing.
 */
public final class NimbusExchange implements ProviderExchange {
  private static final Logger LOG = LoggerFactory.getLogger(NimbusExchange.class);

  private static final Duration FOR_METADATA = Duration.ofSeconds(5);
  private static final Duration FOR_REDEEMING = Duration.ofSeconds(10);
  private static final Duration FOR_A_PAGE = Duration.ofSeconds(2);

  private static final Duration FOR_A_LIST = Duration.ofSeconds(20);

  /** An organisation's repositories come at once at Azure DevOps: thousands of them. */
  private static final int BYTES_OF_A_LIST = 2 * 1024 * 1024;

  private final OutboundHttp http;
  private final Clock clock;
  private final IdTokens idTokens;
  private final ConcurrentMap<Site, Discovered> sites = new ConcurrentHashMap<>();

  /** What is fetched under one policy is not taken for what another allows. */
  private record Site(Protocol.OpenIdConnect protocol, AddressPolicy policy) {}

  /** An exchange over a client. */
  public NimbusExchange(OutboundHttp http, Clock clock) {
    this.http = http;
    this.clock = clock;
    this.idTokens = new IdTokens(clock);
  }

  @Override
  public URI authorizationAddress(AuthorizationRequest request) throws ProviderException {
    Protocol protocol = request.provider().protocol();
    if (protocol instanceof Protocol.OAuth2 plain) {
      return AuthorizationAddress.of(plain.authorization(), request, false);
    }
    Metadata metadata =
        site(request.provider(), openId(protocol)).metadata().get(Deadline.in(FOR_METADATA));
    return AuthorizationAddress.of(metadata.authorization(), request, true);
  }

  @Override
  public String authorizationOrigin(Provider provider) {
    Protocol protocol = provider.protocol();
    if (protocol instanceof Protocol.OAuth2 plain) {
      return origin(plain.authorization());
    }
    try {
      return origin(
          site(provider, openId(protocol))
              .metadata()
              .get(Deadline.in(FOR_A_PAGE), false)
              .authorization());
    } catch (ProviderException e) {
      LOG.debug("{}: {} while a page was made", provider.id().value(), e.code());
      return origin(URI.create(provider.baseUrl()));
    }
  }

  @Override
  public IssuerCheck checkIssuer(Provider provider, Optional<String> issuer)
      throws ProviderException {
    Protocol protocol = provider.protocol();
    if (protocol instanceof Protocol.OAuth2 plain) {
      // Where nothing is configured, nothing is promised and nothing can be compared.
      return plain.callbackIssuer().isPresent()
          ? judged(issuer, plain.callbackIssuer().get()::equals, false)
          : IssuerCheck.FINE;
    }
    Protocol.OpenIdConnect openId = openId(protocol);
    Metadata metadata = site(provider, openId).metadata().get(Deadline.in(FOR_METADATA));
    return judged(issuer, openId.issuers()::onCallback, metadata.promisesIssuer());
  }

  private static IssuerCheck judged(
      Optional<String> issuer, Predicate<String> own, boolean promised) {
    if (issuer.isEmpty()) {
      return promised ? IssuerCheck.MISSING : IssuerCheck.FINE;
    }
    return own.test(issuer.get()) ? IssuerCheck.FINE : IssuerCheck.WRONG;
  }

  private static Protocol.OpenIdConnect openId(Protocol protocol) {
    return (Protocol.OpenIdConnect) protocol;
  }

  @Override
  public Arrival redeem(Redemption redemption) throws ProviderException {
    Deadline deadline = Deadline.in(FOR_REDEEMING);
    Protocol protocol = redemption.provider().protocol();
    Redeemed redeemed =
        protocol instanceof Protocol.OAuth2 plain
            ? redeemed(plain, redemption, deadline)
            : redeemed(openId(protocol), redemption, deadline);
    LOG.debug("{}: a code was exchanged", redemption.provider().id().value());
    TokenEndpoint.Tokens tokens = redeemed.tokens();
    GrantedScopes granted =
        new GrantedScopes(
            http.of(redemption.provider()),
            deadline,
            protocol.authority(),
            redemption.client(),
            tokens.accessToken());
    return new FlowArrival(
        redemption.provider().kind(),
        redeemed.api(),
        granted,
        tokens.texts(),
        grantTokens(redemption.provider()).issued(redemption.provider(), tokens));
  }

  @Override
  public TokenRefresh.Answer refresh(TokenRefresh refresh) throws ProviderException {
    return grantTokens(refresh.provider()).refresh(refresh);
  }

  @Override
  public TokenRevocation.Answer revoke(TokenRevocation revocation) throws ProviderException {
    return grantTokens(revocation.provider()).revoke(revocation);
  }

  @Override
  public RepositoryApi repositories(
      Provider provider, RepositoryHosting hosting, AccessToken token) {
    return new RepositoryCalls(
        http.of(provider).reading(BYTES_OF_A_LIST), FOR_A_LIST, provider, hosting, token);
  }

  @Override
  public PersonalTokens.Facts personalToken(Provider provider, AccessToken token)
      throws ProviderException, CallRefusedException {
    return personal(provider, token).read();
  }

  @Override
  public TokenRevocation.Answer revokePersonal(Provider provider, AccessToken token)
      throws ProviderException {
    return personal(provider, token).revoke();
  }

  private PersonalTokenCalls personal(Provider provider, AccessToken token) {
    RepositoryHosting hosting = provider.kind().repositories().orElseThrow();
    return new PersonalTokenCalls(
        provider,
        provider.kind().personalTokens().orElseThrow(),
        hosting,
        repositories(provider, hosting, token));
  }

  @Override
  public List<Finding> examine(Provider provider, URI callback) {
    return new Examination(http.of(provider), clock, provider, callback).run();
  }

  private record Redeemed(FlowApi api, TokenEndpoint.Tokens tokens) {
    @Override
    public String toString() {
      return "Redeemed[hidden]";
    }
  }

  private Redeemed redeemed(Protocol.OAuth2 plain, Redemption redemption, Deadline deadline)
      throws ProviderException {
    OutboundHttp calls = http.of(redemption.provider());
    TokenEndpoint.Tokens tokens =
        new TokenEndpoint(calls)
            .exchange(plain.token(), plain.clientAuthentication(), redemption, deadline);
    FlowApi api =
        new FlowApi(
            calls,
            deadline,
            plain.authority(),
            Optional.of(plain.api()),
            tokens.accessToken(),
            Claims.NONE,
            () -> Claims.NONE);
    return new Redeemed(api, tokens);
  }

  private Redeemed redeemed(Protocol.OpenIdConnect openId, Redemption redemption, Deadline deadline)
      throws ProviderException {
    OutboundHttp calls = http.of(redemption.provider());
    Discovered site = site(redemption.provider(), openId);
    Metadata metadata = site.metadata().get(deadline);
    TokenEndpoint.Tokens tokens =
        new TokenEndpoint(calls)
            .exchange(metadata.token(), metadata.clientAuthentication(), redemption, deadline);
    SignedTokens.Verified verified = verified(openId, site, redemption, tokens, deadline);
    String clientId = redemption.client().id();
    String subject = verified.claims().text("sub").orElseThrow();
    FlowApi api =
        new FlowApi(
            calls,
            deadline,
            openId.authority(),
            openId.api(),
            tokens.accessToken(),
            verified.claims().claims(),
            () ->
                metadata.userInfo().isEmpty()
                    ? Claims.NONE
                    : new UserInfo(calls)
                        .ask(
                            site,
                            openId.issuers(),
                            metadata,
                            metadata.userInfo().get(),
                            tokens.accessToken(),
                            clientId,
                            subject,
                            deadline));
    return new Redeemed(api, tokens);
  }

  private SignedTokens.Verified verified(
      Protocol.OpenIdConnect openId,
      Discovered site,
      Redemption redemption,
      TokenEndpoint.Tokens tokens,
      Deadline deadline)
      throws ProviderException {
    Secret idToken =
        tokens
            .idToken()
            .orElseThrow(
                () ->
                    new ProviderException(
                        Code.ID_TOKEN_INVALID, "The token endpoint gave no ID token."));
    SignedTokens.Verified verified =
        SignedTokens.verify(idToken.reveal(), site.metadata().get(deadline), site.keys(), deadline);
    idTokens.check(
        verified,
        new IdTokens.Expected(
            openId.authority(),
            openId.issuers(),
            redemption.client().id(),
            redemption.nonce(),
            tokens.accessToken(),
            tokens.date()));
    return verified;
  }

  private GrantTokens grantTokens(Provider provider) {
    return new GrantTokens(http.of(provider), clock, openId -> site(provider, openId));
  }

  private Discovered site(Provider provider, Protocol.OpenIdConnect protocol) {
    AddressPolicy policy = AddressPolicy.of(provider);
    return sites.computeIfAbsent(
        new Site(protocol, policy), known -> new Discovered(protocol, http.under(policy), clock));
  }

  private static String origin(URI address) {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return address.getScheme() + "://" + address.getHost() + port;
  }
}
