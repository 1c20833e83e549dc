package dev.accountlink.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;

/** Sends bytes as no well-behaved client would, and reads the answer. */
final class RawHttp {
  private RawHttp() {}

  /** An answer. */
  record Answer(int status, List<String> headers, byte[] body) {
    List<String> all(String name) {
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).trim())
          .toList();
    }

    String header(String name) {
      List<String> found = all(name);
      return found.size() == 1 ? found.get(0) : found.toString();
    }

    String text() {
      return new String(body, java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /** A request without a body. */
  static Answer send(int port, String method, String path, String... headers) throws IOException {
    return send(port, method, path, new byte[0], headers);
  }

  /** A request with a body, whose length is told unless the headers say otherwise. */
  static Answer send(int port, String method, String path, byte[] body, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    head.append("Connection: close\r\n");
    if (Arrays.stream(headers).noneMatch(line -> line.startsWith("Host:"))) {
      head.append("Host: localhost:").append(port).append("\r\n");
    }
    boolean chunked = Arrays.stream(headers).anyMatch(line -> line.endsWith("chunked"));
    if (body.length > 0 && !chunked) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    Arrays.stream(headers).forEach(line -> head.append(line).append("\r\n"));
    head.append("\r\n");
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(head.toString().getBytes(ISO_8859_1));
      if (chunked) {
        out.write((Integer.toHexString(body.length) + "\r\n").getBytes(ISO_8859_1));
        out.write(body);
        out.write("\r\n0\r\n\r\n".getBytes(ISO_8859_1));
      } else {
        out.write(body);
      }
      socket.getOutputStream().write(out.toByteArray());
      return parse(socket.getInputStream().readAllBytes(), method);
    }
  }

  private static Answer parse(byte[] raw, String method) {
    String text = new String(raw, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    List<String> lines = List.of(text.substring(0, end).split("\r\n"));
    byte[] body = Arrays.copyOfRange(raw, end + 4, raw.length);
    Answer answer =
        new Answer(
            Integer.parseInt(lines.get(0).split(" ")[1]), lines.subList(1, lines.size()), body);
    if (!answer.all("Transfer-Encoding").isEmpty() && !method.equals("HEAD")) {
      return new Answer(answer.status(), answer.headers(), unchunk(body));
    }
    return answer;
  }

  private static byte[] unchunk(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int lineEnd = at;
      while (body[lineEnd] != '\r') {
        lineEnd++;
      }
      int length = Integer.parseInt(new String(body, at, lineEnd - at, ISO_8859_1).trim(), 16);
      if (length == 0) {
        return out.toByteArray();
      }
      out.write(body, lineEnd + 2, length);
      at = lineEnd + 2 + length + 2;
    }
  }
}
