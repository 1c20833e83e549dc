package dev.accountlink.exchange;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.ScopeCatalogue;
import dev.accountlink.provider.ScopeCatalogue.Report;
import dev.accountlink.provider.TokenRules;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What becomes of tokens that are kept: they are refreshed, and taken back. Thread-safe. */
final class GrantTokens {
  private static final Duration FOR_A_REFRESH = Duration.ofSeconds(15);
  private static final Duration FOR_A_REVOCATION = Duration.ofSeconds(10);

  private final OutboundHttp http;
  private final Clock clock;
  private final TokenEndpoint endpoint;
  private final RevocationEndpoint revocations;
  private final IdTokens idTokens;
  private final Function<Protocol.OpenIdConnect, Discovered> sites;

  GrantTokens(OutboundHttp http, Clock clock, Function<Protocol.OpenIdConnect, Discovered> sites) {
    this.http = http;
    this.clock = clock;
    this.endpoint = new TokenEndpoint(http);
    this.revocations = new RevocationEndpoint(http);
    this.idTokens = new IdTokens(clock);
    this.sites = sites;
  }

  /** Where a provider says no lifetime, its kind may know it. */
  IssuedTokens issued(Provider provider, TokenEndpoint.Tokens tokens) {
    Optional<Duration> life =
        tokens.life().or(() -> provider.kind().tokens(provider.baseUrl()).accessLife());
    return new IssuedTokens(
        tokens.accessToken(),
        life.map(clock.instant()::plus),
        tokens.refreshToken(),
        provider.kind().scopes().reported().stream()
            .filter(report -> provider.kind().isScoped(tokens.accessToken()))
            .filter(Report.InAnswer.class::isInstance)
            .map(report -> tokens.texts().get(((Report.InAnswer) report).member()))
            .filter(said -> said != null)
            .findFirst()
            .map(ScopeCatalogue::read));
  }

  TokenRefresh.Answer refresh(TokenRefresh refresh) throws ProviderException {
    Deadline deadline = Deadline.in(FOR_A_REFRESH);
    if (refresh.provider().protocol() instanceof Protocol.OAuth2 plain) {
      TokenEndpoint.Tokens tokens =
          endpoint.refresh(plain.token(), plain.clientAuthentication(), renewal(refresh), deadline);
      return new TokenRefresh.Answer(issued(refresh.provider(), tokens), Optional.empty());
    }
    Protocol.OpenIdConnect openId = (Protocol.OpenIdConnect) refresh.provider().protocol();
    Metadata metadata = sites.apply(openId).metadata().get(deadline);
    TokenEndpoint.Tokens tokens =
        endpoint.refresh(
            metadata.token(), metadata.clientAuthentication(), renewal(refresh), deadline);
    Optional<ProviderException> objection = Optional.empty();
    try {
      requireSamePerson(openId, refresh, tokens, deadline);
    } catch (ProviderException e) {
      objection = Optional.of(e);
    }
    return new TokenRefresh.Answer(issued(refresh.provider(), tokens), objection);
  }

  private static TokenEndpoint.Renewal renewal(TokenRefresh refresh) {
    return new TokenEndpoint.Renewal(refresh.provider(), refresh.client(), refresh.refreshToken());
  }

  /** A provider need not send an ID token with a refresh; one that it sends has to be right. */
  private void requireSamePerson(
      Protocol.OpenIdConnect openId,
      TokenRefresh refresh,
      TokenEndpoint.Tokens tokens,
      Deadline deadline)
      throws ProviderException {
    if (tokens.idToken().isEmpty()) {
      return;
    }
    Discovered site = sites.apply(openId);
    SignedTokens.Verified verified = said(tokens.idToken().get(), site, deadline);
    idTokens.checkRefreshed(
        verified,
        new IdTokens.Expected(
            openId.authority(),
            openId.issuers(),
            refresh.client().id(),
            "",
            tokens.accessToken(),
            tokens.date()));
    FlowApi api =
        new FlowApi(
            http,
            deadline,
            openId.authority(),
            openId.api(),
            tokens.accessToken(),
            verified.claims().claims(),
            () -> Claims.NONE);
    if (!FlowArrival.read(() -> refresh.provider().kind().identity(api))
        .key()
        .equals(refresh.identity())) {
      throw new ProviderException(
          Code.OTHER_PERSON, "The ID token that came with a refresh is of another person.");
    }
  }

  /**
   * While the keys cannot be had, the token is believed without: it came straight from its issuer's
   * token endpoint (OpenID Connect Core section 3.1.3.7 item 6). Otherwise an outage of one address
   * would end everybody's grants, because the old tokens are gone by now.
   */
  private static SignedTokens.Verified said(Secret token, Discovered site, Deadline deadline)
      throws ProviderException {
    try {
      return SignedTokens.verify(
          token.reveal(), site.metadata().get(deadline), site.keys(), deadline);
    } catch (ProviderException e) {
      if (e.code() != Code.PROVIDER_DOWN) {
        throw e;
      }
      return SignedTokens.unverified(token.reveal());
    }
  }

  TokenRevocation.Answer revoke(TokenRevocation revocation) throws ProviderException {
    Provider provider = revocation.provider();
    Deadline deadline = Deadline.in(FOR_A_REVOCATION);
    TokenRules.Revocation way = provider.kind().tokens(provider.baseUrl()).revocation();
    if (way instanceof TokenRules.Revocation.ByPerson person) {
      return new TokenRevocation.Answer.Unsupported(person.byPerson());
    }
    if (way instanceof TokenRules.Revocation.GitHubGrant github) {
      return endedAtGitHub(github.api(), revocation, deadline);
    }
    if (way instanceof TokenRules.Revocation.Endpoint known) {
      return revoked(known.endpoint(), authentication(provider, deadline), revocation, deadline);
    }
    TokenRules.Revocation.Discovered discovered = (TokenRules.Revocation.Discovered) way;
    Optional<URI> found =
        provider.protocol() instanceof Protocol.OpenIdConnect openId
            ? sites.apply(openId).metadata().get(deadline).revocation()
            : Optional.empty();
    return found.isEmpty()
        ? new TokenRevocation.Answer.Unsupported(discovered.byPerson())
        : revoked(found.get(), authentication(provider, deadline), revocation, deadline);
  }

  /**
   * GitHub finds an authorization by an access token that is good, and by nothing else: one that
   * has run out says nothing of the refresh token, which is good for half a year.
   */
  private TokenRevocation.Answer endedAtGitHub(
      URI api, TokenRevocation revocation, Deadline deadline) throws ProviderException {
    boolean known = revocations.gitHub(api, revocation, revocation.accessToken(), deadline);
    if (!known && revocations.isGoodAtGitHub(api, revocation.accessToken(), deadline)) {
      throw new ProviderException(
          Code.TOKEN_REFUSED, "GitHub takes tokens that it does not know as this client's.");
    }
    if (known || !revocation.wholeGrant() || revocation.refreshToken().isEmpty()) {
      return new TokenRevocation.Answer.Revoked();
    }
    IssuedTokens next;
    try {
      next = renewed(revocation, revocation.refreshToken().get(), deadline);
    } catch (ProviderException e) {
      if (e.code() == Code.INVALID_GRANT) {
        return new TokenRevocation.Answer.Revoked();
      }
      throw e;
    }
    try {
      revocations.gitHub(api, revocation, next.accessToken(), deadline);
      return new TokenRevocation.Answer.Revoked();
    } catch (ProviderException e) {
      return new TokenRevocation.Answer.Renewed(next, e);
    }
  }

  private IssuedTokens renewed(TokenRevocation revocation, Secret refreshToken, Deadline deadline)
      throws ProviderException {
    Protocol.OAuth2 plain = (Protocol.OAuth2) revocation.provider().protocol();
    TokenEndpoint.Renewal renewal =
        new TokenEndpoint.Renewal(revocation.provider(), revocation.client(), refreshToken);
    return issued(
        revocation.provider(),
        endpoint.refresh(plain.token(), plain.clientAuthentication(), renewal, deadline));
  }

  private ClientAuthentication authentication(Provider provider, Deadline deadline)
      throws ProviderException {
    return provider.protocol() instanceof Protocol.OpenIdConnect openId
        ? sites.apply(openId).metadata().get(deadline).clientAuthentication()
        : ((Protocol.OAuth2) provider.protocol()).clientAuthentication();
  }

  /** The refresh token first: whoever holds it could have a new access token. */
  private TokenRevocation.Answer revoked(
      URI address,
      ClientAuthentication authentication,
      TokenRevocation revocation,
      Deadline deadline)
      throws ProviderException {
    if (revocation.refreshToken().isPresent()) {
      Secret refresh = revocation.refreshToken().get();
      revoke(address, authentication, revocation, new RefreshToken(refresh.reveal()), deadline);
    }
    Token access = new BearerAccessToken(revocation.accessToken().reveal());
    revoke(address, authentication, revocation, access, deadline);
    return new TokenRevocation.Answer.Revoked();
  }

  private void revoke(
      URI address,
      ClientAuthentication authentication,
      TokenRevocation revocation,
      Token token,
      Deadline deadline)
      throws ProviderException {
    revocations.standard(address, authentication, revocation.client(), token, deadline);
  }
}
