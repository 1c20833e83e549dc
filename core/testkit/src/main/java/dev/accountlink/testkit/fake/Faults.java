package dev.accountlink.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** The faults planted at a fake provider, and how each is played. */
final class Faults {
  private final Map<Endpoint, Fault> always = new EnumMap<>(Endpoint.class);
  private final Map<Endpoint, Deque<Fault>> once = new EnumMap<>(Endpoint.class);
  private final CountDownLatch closed;

  /** Waiting ends at once when the latch opens. */
  Faults(CountDownLatch closed) {
    this.closed = closed;
  }

  synchronized void plant(Endpoint endpoint, Fault fault) {
    always.put(endpoint, fault);
  }

  synchronized void plantOnce(Endpoint endpoint, Fault fault) {
    once.computeIfAbsent(endpoint, key -> new ArrayDeque<>()).add(fault);
  }

  synchronized void clear() {
    always.clear();
    once.clear();
  }

  synchronized Optional<Fault> next(Endpoint endpoint) {
    Deque<Fault> waiting = once.get(endpoint);
    if (waiting != null && !waiting.isEmpty()) {
      return Optional.of(waiting.remove());
    }
    return Optional.ofNullable(always.get(endpoint));
  }

  void play(Fault fault, HttpExchange exchange, Supplier<Reply> honest)
      throws IOException, InterruptedException {
    if (fault instanceof Fault.Answer answer) {
      FakeServer.send(exchange, Reply.of(answer.status(), answer.headers(), answer.body()));
    } else if (fault instanceof Fault.GzipBomb bomb) {
      FakeServer.send(exchange, packed(bomb.bytes()));
    } else if (fault instanceof Fault.Slow slow) {
      closed.await(slow.delay().toMillis(), TimeUnit.MILLISECONDS);
      FakeServer.send(exchange, honest.get());
    } else if (fault instanceof Fault.Dribble dribble) {
      dribble(exchange, honest.get(), dribble.pause().toMillis());
    } else if (fault instanceof Fault.Oversized oversized) {
      inflate(exchange, honest.get(), oversized.bytes());
    } else if (fault instanceof Fault.Hang) {
      closed.await();
    } else if (fault instanceof Fault.LoseAnswer) {
      Reply unused = honest.get();
    } else if (fault instanceof Fault.ByteOrderMark) {
      FakeServer.send(exchange, marked(honest.get()));
    } else if (fault instanceof Fault.ExtraHeader extra) {
      FakeServer.send(exchange, honest.get().with(extra.name(), extra.value()));
    }
    // DropConnection: the server closes the exchange after every request, answered or not.
  }

  private void dribble(HttpExchange exchange, Reply reply, long pauseMillis)
      throws IOException, InterruptedException {
    FakeServer.sendHead(exchange, reply, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (byte one : reply.body()) {
        out.write(one);
        out.flush();
        if (closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    }
  }

  private void inflate(HttpExchange exchange, Reply reply, long bytes) throws IOException {
    FakeServer.sendHead(exchange, reply, 0);
    byte[] block = new byte[8192];
    Arrays.fill(block, (byte) ' ');
    try (OutputStream out = exchange.getResponseBody()) {
      for (long written = 0; written < bytes && closed.getCount() > 0; written += block.length) {
        out.write(block);
      }
      out.write(reply.body());
    }
  }

  private static Reply marked(Reply reply) {
    byte[] body = new byte[reply.body().length + 3];
    body[0] = (byte) 0xEF;
    body[1] = (byte) 0xBB;
    body[2] = (byte) 0xBF;
    System.arraycopy(reply.body(), 0, body, 3, reply.body().length);
    return reply.withBody(body);
  }

  private static Reply packed(int bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      byte[] block = " ".repeat(8192).getBytes(UTF_8);
      for (int written = 0; written < bytes; written += block.length) {
        gzip.write(block);
      }
      gzip.write("{}".getBytes(UTF_8));
    }
    return Reply.json(200, Map.of())
        .with("Content-Encoding", "gzip")
        .withBody(packed.toByteArray());
  }
}
