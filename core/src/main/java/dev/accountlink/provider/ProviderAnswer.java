package dev.accountlink.provider;

import java.util.List;

/**
 * What an API answered.
 *
 * @param status the HTTP status
 * @param object the body when it is a JSON object, else no claims
 * @param list the objects of the body when it is a JSON array, else none
 */
public record ProviderAnswer(int status, Claims object, List<Claims> list) {
  /** Whether the status is 2xx. */
  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** Prints the status only. */
  @Override
  public String toString() {
    return "ProviderAnswer[" + status + "]";
  }
}
