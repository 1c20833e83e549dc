package dev.accountlink.exchange.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does to its connections, one after the other, what a script says. */
final class ScriptedServer implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

  /** What happens on one connection: the n-th request gets the n-th answer, then it is closed. */
  interface Script {
    void play(ScriptedServer server, Socket connection) throws IOException;
  }

  private final ServerSocket socket;
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Queue<String> hosts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();

  ScriptedServer(Script... scripts) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(List.of(scripts)), "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Answers one request with each of these; an empty answer is none, and the connection closes. */
  static Script answers(String... answers) {
    return (server, connection) -> {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
      for (String answer : answers) {
        if (!server.read(in)) {
          return;
        }
        connection.getOutputStream().write(answer.getBytes(US_ASCII));
      }
    };
  }

  /** Sends header bytes without end. */
  static Script endlessHeaders() {
    return (server, connection) -> {
      byte[] drop = "X-Drop: 1\r\n".getBytes(US_ASCII);
      connection.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
      // Each write waits until the other side has read; it ends when that side hangs up.
      for (int i = 0; i < 1 << 24; i++) {
        connection.getOutputStream().write(drop);
      }
    };
  }

  URI address(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + pathAndQuery);
  }

  /** The first lines of the requests that came. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** The Host lines of the requests that came. */
  List<String> hosts() {
    return List.copyOf(hosts);
  }

  /** How many connections came. */
  int connections() {
    return connections.get();
  }

  private void serve(List<Script> scripts) {
    for (Script script : scripts) {
      try (Socket connection = socket.accept()) {
        connections.incrementAndGet();
        script.play(this, connection);
      } catch (IOException e) {
        // The client hung up, or the test is over.
      }
    }
  }

  private boolean read(BufferedReader in) throws IOException {
    String first = in.readLine();
    if (first == null) {
      return false;
    }
    requests.add(first);
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.startsWith("Host: ")) {
        hosts.add(line);
      }
      if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
        length = Integer.parseInt(line.substring(16).trim());
      }
    }
    return in.skip(length) == length;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
