package dev.accountlink.exchange;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.exchange.http.HttpAnswer;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.exchange.http.OutboundRequest;
import dev.accountlink.model.AccessToken;
import dev.accountlink.provider.CallRefusedException;
import dev.accountlink.provider.PersonalTokens;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderAnswer;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.RepositoryApi;
import dev.accountlink.provider.RepositoryHosting;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls about repositories with one access token. Used by one thread. */
final class RepositoryCalls implements RepositoryApi {
  private static final int NO_CONTENT = 204;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private static final String AUTHORIZATION = "Authorization";

  private final OutboundHttp http;
  private final Deadline deadline;
  private final String baseUrl;
  private final RepositoryHosting hosting;
  private final List<URI> apis;
  private final AccessToken token;
  private final Optional<PersonalTokens> personal;

  RepositoryCalls(
      OutboundHttp http,
      Duration patience,
      Provider provider,
      RepositoryHosting hosting,
      AccessToken token) {
    this.http = http;
    this.deadline = Deadline.in(patience);
    this.baseUrl = provider.baseUrl();
    this.hosting = hosting;
    this.apis = hosting.apis(provider.baseUrl());
    this.token = token;
    this.personal = provider.kind().personalTokens();
  }

  @Override
  public String baseUrl() {
    return baseUrl;
  }

  @Override
  public ProviderAnswer get(String address) throws ProviderException, CallRefusedException {
    return answer(OutboundRequest.get(ours(address), hosting.headers()));
  }

  @Override
  public ProviderAnswer post(String address, Map<String, Object> members)
      throws ProviderException, CallRefusedException {
    return answer(
        OutboundRequest.post(
                ours(address), hosting.headers(), JSONObjectUtils.toJSONString(members))
            .with("Content-Type", "application/json"));
  }

  @Override
  public ProviderAnswer delete(String address) throws ProviderException, CallRefusedException {
    return answer(OutboundRequest.delete(ours(address), hosting.headers()));
  }

  private ProviderAnswer answer(OutboundRequest bare)
      throws ProviderException, CallRefusedException {
    OutboundRequest request = shown(bare);
    HttpAnswer answer = http.send(request, deadline);
    Optional<Duration> wait = answer.rateLimit();
    if (wait.isPresent()) {
      throw CallRefusedException.rateLimit(wait.get());
    }
    if (answer.isOutage()) {
      throw answer.outage(request.place());
    }
    if (answer.status() == UNAUTHORIZED) {
      throw CallRefusedException.token();
    }
    if (answer.status() == FORBIDDEN) {
      throw hosting
          .demand(baseUrl, ApiAnswer.bare(answer))
          .map(CallRefusedException::signOn)
          .orElseGet(CallRefusedException::permission);
    }
    boolean told = request.method().equals("GET") && answer.status() != NO_CONTENT;
    return answer.isOk() && told
        ? ApiAnswer.read(answer, "The answer of " + request.place())
        : readable(answer);
  }

  private OutboundRequest shown(OutboundRequest bare) {
    String secret = token.value().reveal();
    if (!token.personal()) {
      return bare.with(AUTHORIZATION, "Bearer " + secret);
    }
    return switch (personal.orElseThrow().shown()) {
      case BEARER -> bare.withPersonal(AUTHORIZATION, "Bearer " + secret);
      case PRIVATE_TOKEN -> bare.withPersonal("PRIVATE-TOKEN", secret);
      case BASIC -> bare.withPersonal(AUTHORIZATION, basic(":" + secret));
      case BASIC_WITH_NAME ->
          bare.withPersonal(AUTHORIZATION, basic(token.beside() + ":" + secret));
    };
  }

  private static String basic(String both) {
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> organization() {
    return personal
        .filter(kind -> token.personal() && kind.beside() == PersonalTokens.Beside.ORGANIZATION)
        .map(kind -> token.beside());
  }

  /** Of an error, and of what was changed, the body is wanted only where it is JSON. */
  private static ProviderAnswer readable(HttpAnswer answer) {
    try {
      return ApiAnswer.read(answer, "An answer");
    } catch (ProviderException e) {
      return ApiAnswer.bare(answer);
    }
  }

  /** An address below one of the API's, whoever named it (F16). */
  private URI ours(String address) throws ProviderException {
    for (URI api : apis) {
      String root = api.toString();
      if (address.startsWith(root + "/")) {
        Optional<URI> below = ApiAddress.below(api, address.substring(root.length()));
        if (below.isPresent()) {
          return below.get();
        }
      }
    }
    throw new ProviderException(
        Code.API_REFUSED,
        "The access token goes below the provider's configured API address only.");
  }
}
