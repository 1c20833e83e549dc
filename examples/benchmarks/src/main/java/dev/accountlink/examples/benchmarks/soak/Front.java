package dev.accountlink.examples.benchmarks.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The one address that people see; each connection goes to the next node. */
final class Front implements AutoCloseable {
  private final ServerSocket door;
  private final List<Integer> ports = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "front");
            thread.setDaemon(true);
            return thread;
          });

  Front() {
    try {
      door = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  String address() {
    return "http://localhost:" + door.getLocalPort();
  }

  void add(int port) {
    ports.add(port);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket visitor = door.accept();
        int port = ports.get(Math.floorMod(turn.getAndIncrement(), ports.size()));
        Socket node = new Socket(InetAddress.getLoopbackAddress(), port);
        threads.execute(() -> pass(visitor, node));
        threads.execute(() -> pass(node, visitor));
      } catch (IOException e) {
        if (!door.isClosed()) {
          System.err.println("front: " + e);
        }
      }
    }
  }

  /** Until one side has no more to say; then neither has the other. */
  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // the other direction has ended, and closed both
      return;
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
