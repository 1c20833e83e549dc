package dev.accountlink.exchange;

import dev.accountlink.exchange.http.HttpAnswer;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.ProviderAnswer;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.util.List;

/** Reads what an API answered as kinds see it. */
final class ApiAnswer {
  private ApiAnswer() {}

  /** An answer whose body nobody looks at. */
  static ProviderAnswer bare(HttpAnswer answer) {
    return new ProviderAnswer(answer.status(), Claims.NONE, List.of(), answer.headers());
  }

  /**
   * An answer with its body.
   *
   * @throws ProviderException when that is not JSON, or neither an object nor a list
   */
  static ProviderAnswer read(HttpAnswer answer, String what) throws ProviderException {
    Object value = Json.value(answer, what);
    if (value instanceof JsonObject object) {
      return new ProviderAnswer(answer.status(), object.claims(), List.of(), answer.headers());
    }
    if (value instanceof List<?> list) {
      List<Claims> objects =
          list.stream()
              .filter(JsonObject.class::isInstance)
              .map(item -> ((JsonObject) item).claims())
              .toList();
      return new ProviderAnswer(answer.status(), Claims.NONE, objects, answer.headers());
    }
    throw new ProviderException(Code.NOT_JSON, what + " is neither an object nor a list.");
  }
}
