package dev.accountlink.testkit.fake;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.accountlink.testkit.browser.TestBrowser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A relying party in its barest form, to try the fakes without any library. */
final class PlainClient {
  static final String CALLBACK = "http://localhost:9/-/sso/demo/callback";
  static final String VERIFIER = "v".repeat(43);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private PlainClient() {}

  static String authorizeAddress(String endpoint, String scope, String... more) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", "forge");
    parameters.put("redirect_uri", CALLBACK);
    parameters.put("response_type", "code");
    parameters.put("scope", scope);
    parameters.put("state", "s-1");
    parameters.put("nonce", "n-1");
    parameters.put("code_challenge", PkceCheck.challenge(VERIFIER));
    parameters.put("code_challenge_method", "S256");
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    parameters.values().removeIf(String::isEmpty);
    return FormCodec.append(endpoint, List.copyOf(parameters.entrySet()));
  }

  /** Goes to the provider in a browser of its own and gives the parameters of the callback. */
  static Map<String, String> arrive(String authorizeAddress) {
    return arrive(TestBrowser.fresh(), authorizeAddress);
  }

  static Map<String, String> arrive(TestBrowser browser, String authorizeAddress) {
    return callback(browser.get(authorizeAddress).location());
  }

  static Map<String, String> callback(URI location) {
    Map<String, String> result = new LinkedHashMap<>();
    FormCodec.parse(location.getRawQuery())
        .forEach((name, values) -> result.put(name, values.get(0)));
    return result;
  }

  static HttpResponse<String> redeem(String endpoint, String code, String... changes) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", "forge");
    form.put("client_secret", "quiet");
    form.put("code", code);
    form.put("redirect_uri", CALLBACK);
    form.put("code_verifier", VERIFIER);
    for (int i = 0; i < changes.length; i += 2) {
      form.put(changes[i], changes[i + 1]);
    }
    form.values().removeIf(String::isEmpty);
    return send(
        HttpRequest.newBuilder(URI.create(endpoint))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    FormCodec.encode(List.copyOf(form.entrySet())))));
  }

  static HttpResponse<String> get(String address, String accessToken) {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + accessToken)
            .header("User-Agent", "plain-client"));
  }

  static HttpResponse<String> get(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)));
  }

  static Map<String, Object> json(HttpResponse<String> response) {
    try {
      return JSONObjectUtils.parse(response.body());
    } catch (java.text.ParseException noObject) {
      throw new AssertionError(response.body(), noObject);
    }
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
