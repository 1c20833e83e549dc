package dev.accountlink.testkit.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Twists of what comes back through the browser. */
final class ResponseTwists {
  private static final String STRANGER = "https://issuer.example.net";

  private ResponseTwists() {}

  static Optional<OpenIdTwist> of(BadCase badCase, FakeOpenIdProvider honest) {
    return switch (badCase) {
      case RESPONSE_ISS_INVALID -> set("iss", STRANGER);
      case RESPONSE_ISS_REMOVED -> remove("iss");
      case RESPONSE_ISS_DOUBLED -> add("iss", STRANGER);
      case STATE_INVALID -> set("state", "not-the-state-that-was-sent");
      case STATE_MISSING -> remove("state");
      case STATE_EMPTY -> set("state", "");
      case STATE_DOUBLED -> twist(answer -> doubled(answer, "state"));
      case CODE_DOUBLED -> add("code", "another-code");
      case CODE_EMPTY -> set("code", "");
      case CODE_MISSING -> remove("code");
      case CODE_AND_ERROR -> add("error", "access_denied");
      case ACCESS_DENIED -> error("access_denied", "The person pressed Cancel.");
      case ERROR_WITH_WRONG_ISS ->
          twist(answer -> put(failed(answer, "access_denied", "Cancelled."), "iss", STRANGER));
      case ERROR_DESCRIPTION_HOSTILE ->
          error(
              "access_denied",
              "<script>alert('xss')</script>\r\nSet-Cookie: a=b\u0000\u001b[31m\u202Etxt.exe");
      case ERROR_UNKNOWN -> error("the_moon_is_full", "Come back tomorrow.");
      case ACCESS_TOKEN_IN_FRONT -> add("access_token", "front-channel-token");
      case ID_TOKEN_IN_FRONT -> add("id_token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.");
      case MIX_UP -> Optional.of(mixUp(honest));
      default -> Optional.empty();
    };
  }

  private static Optional<OpenIdTwist> set(String name, String value) {
    return twist(answer -> put(answer, name, value));
  }

  private static Optional<OpenIdTwist> add(String name, String value) {
    return twist(
        answer -> {
          answer.add(Map.entry(name, value));
          return answer;
        });
  }

  private static Optional<OpenIdTwist> remove(String name) {
    return twist(answer -> without(answer, name));
  }

  private static Optional<OpenIdTwist> error(String code, String description) {
    return twist(answer -> failed(answer, code, description));
  }

  private static List<Map.Entry<String, String>> failed(
      List<Map.Entry<String, String>> answer, String code, String description) {
    return put(put(without(answer, "code"), "error", code), "error_description", description);
  }

  private static List<Map.Entry<String, String>> put(
      List<Map.Entry<String, String>> answer, String name, String value) {
    List<Map.Entry<String, String>> result = without(answer, name);
    result.add(Map.entry(name, value));
    return result;
  }

  private static List<Map.Entry<String, String>> without(
      List<Map.Entry<String, String>> answer, String name) {
    List<Map.Entry<String, String>> result = new ArrayList<>(answer);
    result.removeIf(member -> member.getKey().equals(name));
    return result;
  }

  private static List<Map.Entry<String, String>> doubled(
      List<Map.Entry<String, String>> answer, String name) {
    List<Map.Entry<String, String>> result = new ArrayList<>(answer);
    answer.stream().filter(member -> member.getKey().equals(name)).forEach(result::add);
    return result;
  }

  private static Optional<OpenIdTwist> twist(
      UnaryOperator<List<Map.Entry<String, String>>> change) {
    return Optional.of(
        new OpenIdTwist() {
          @Override
          public List<Map.Entry<String, String>> response(List<Map.Entry<String, String>> honest) {
            return change.apply(honest);
          }
        });
  }

  /**
   * Sends the browser on to the honest provider in the name of the client that is registered there
   * for the same callback.
   */
  private static OpenIdTwist mixUp(FakeOpenIdProvider honest) {
    return new OpenIdTwist() {
      @Override
      public Optional<Reply> instead(AuthorizationRequest request) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        request.parameters().keySet().stream()
            .filter(name -> !name.equals("client_id"))
            .forEach(
                name ->
                    request
                        .parameter(name)
                        .ifPresent(value -> parameters.add(Map.entry(name, value))));
        return honest
            .clientFor(request.redirectUri())
            .map(
                client -> {
                  parameters.add(Map.entry("client_id", client.id()));
                  return Reply.redirect(
                      303, FormCodec.append(honest.url("/authorize"), parameters));
                });
      }
    };
  }
}
