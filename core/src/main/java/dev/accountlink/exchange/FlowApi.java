package dev.accountlink.exchange;

import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.exchange.http.HttpAnswer;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.exchange.http.OutboundRequest;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.ProviderAnswer;
import dev.accountlink.provider.ProviderApi;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a kind may ask with the tokens of one flow. Used by one thread. */
final class FlowApi implements ProviderApi {
  /** Asks the UserInfo endpoint, once. */
  interface UserInfoCall {
    Claims ask() throws ProviderException;
  }

  private final OutboundHttp http;
  private final Deadline deadline;
  private final String authority;
  private final Optional<URI> base;
  private final Secret accessToken;
  private final Claims idToken;
  private final UserInfoCall userInfo;
  private @Nullable Claims userInfoAnswer;
  private Map<String, String> lastHeaders = Map.of();

  FlowApi(
      OutboundHttp http,
      Deadline deadline,
      String authority,
      Optional<URI> base,
      Secret accessToken,
      Claims idToken,
      UserInfoCall userInfo) {
    this.http = http;
    this.deadline = deadline;
    this.authority = authority;
    this.base = base;
    this.accessToken = accessToken;
    this.idToken = idToken;
    this.userInfo = userInfo;
  }

  @Override
  public String authority() {
    return authority;
  }

  @Override
  public Claims idToken() {
    return idToken;
  }

  @Override
  public Claims userInfo() throws ProviderException {
    Claims known = userInfoAnswer;
    if (known == null) {
      known = userInfo.ask();
      userInfoAnswer = known;
    }
    return known;
  }

  @Override
  public ProviderAnswer get(String path, Map<String, String> headers) throws ProviderException {
    return answer(OutboundRequest.get(below(path), headers));
  }

  @Override
  public ProviderAnswer post(String path, Map<String, String> headers, String json)
      throws ProviderException {
    return answer(
        OutboundRequest.post(below(path), headers, json)
            .with("Content-Type", "application/json")
            .asRepeatable());
  }

  private ProviderAnswer answer(OutboundRequest bare) throws ProviderException {
    OutboundRequest request = bare.with("Authorization", "Bearer " + accessToken.reveal());
    HttpAnswer answer = http.send(request, deadline);
    lastHeaders = answer.headers();
    if (answer.isOutage()) {
      throw answer.outage(request.place());
    }
    if (!answer.isOk()) {
      return ApiAnswer.bare(answer);
    }
    return ApiAnswer.read(answer, "The answer of " + request.place());
  }

  /** Of the last answer; none before the first. */
  Map<String, String> lastHeaders() {
    return lastHeaders;
  }

  /** The address of a path, which a kind may have from the provider: it must not lead out. */
  private URI below(String path) throws ProviderException {
    Optional<URI> address = base.flatMap(api -> ApiAddress.below(api, path));
    if (address.isEmpty()) {
      throw new ProviderException(
          Code.API_REFUSED,
          "The access token goes below the provider's configured API address only.");
    }
    return address.get();
  }
}
