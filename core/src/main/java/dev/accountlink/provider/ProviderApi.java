package dev.accountlink.provider;

import java.util.Map;

/**
 * The small interface a {@link ProviderKind} talks to its provider through, good for one flow.
 * Tokens stay behind it: no method returns one.
 */
public interface ProviderApi {
  /** Who vouches: the authority for the identity key. */
  String authority();

  /**
   * The claims of the validated ID token; empty where the protocol has none. Issuer, audience,
   * signature, times, nonce and the shape of {@code sub} have been checked.
   */
  Claims idToken();

  /**
   * The claims of the UserInfo endpoint, whose {@code sub} equals that of the ID token; empty where
   * the protocol or the provider has none. Costs a call the first time.
   *
   * @throws ProviderException when the provider does not answer, or names another subject
   */
  Claims userInfo() throws ProviderException;

  /**
   * Asks the provider's API with the flow's access token, which is sent below the configured API
   * address only.
   *
   * @param path below the API's base, beginning with {@code /}
   * @param headers to send beside {@code Authorization}
   * @throws ProviderException when there is no answer, a redirect, one that is too large, or not
   *     JSON. A status of 400 or above is an answer
   */
  ProviderAnswer get(String path, Map<String, String> headers) throws ProviderException;

  /**
   * The same with a question in JSON, for APIs that are asked so (GraphQL). It must change nothing:
   * it may be sent once more when a connection dies.
   *
   * @param json the body
   */
  ProviderAnswer post(String path, Map<String, String> headers, String json)
      throws ProviderException;
}
