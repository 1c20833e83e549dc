package dev.accountlink.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a fake provider answers. Immutable. */
final class Reply {
  private final int status;
  private final List<Map.Entry<String, String>> headers;
  private final byte[] body;

  private Reply(int status, List<Map.Entry<String, String>> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  static Reply of(int status, Map<String, String> headers, String body) {
    return new Reply(status, List.copyOf(headers.entrySet()), body.getBytes(UTF_8));
  }

  static Reply of(int status, String contentType, String body) {
    return new Reply(status, List.of(), body.getBytes(UTF_8)).with("Content-Type", contentType);
  }

  static Reply json(int status, Map<String, ?> members) {
    return of(status, "application/json; charset=utf-8", JSONObjectUtils.toJSONString(members));
  }

  static Reply jsonArray(List<?> elements) {
    return of(200, "application/json; charset=utf-8", JSONArrayUtils.toJSONString(elements));
  }

  static Reply html(int status, String page) {
    return of(status, "text/html; charset=utf-8", page).with("Cache-Control", "no-store");
  }

  static Reply redirect(int status, String location) {
    return new Reply(status, List.of(Map.entry("Location", location)), new byte[0])
        .with("Cache-Control", "no-store");
  }

  Reply with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(name, value));
    return new Reply(status, List.copyOf(more), body);
  }

  Reply withBody(byte[] other) {
    return new Reply(status, headers, other);
  }

  int status() {
    return status;
  }

  List<Map.Entry<String, String>> headers() {
    return headers;
  }

  byte[] body() {
    return body.clone();
  }
}
