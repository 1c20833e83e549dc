package dev.accountlink.examples.tinyforge;

import com.sun.net.httpserver.HttpExchange;
import dev.accountlink.testkit.fake.FakeGit;
import dev.accountlink.testkit.fake.FakeRepository;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Git that stops in the middle of what it sends, until it is let go on or broken off. */
final class GateGit implements FakeGit {
  private static final int MIDDLE = 300_000;

  private final FakeGit git;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile boolean broken;

  GateGit(FakeGit git) {
    this.git = git;
  }

  @Override
  public void serve(FakeRepository repository, String path, HttpExchange exchange)
      throws IOException {
    exchange.setStreams(null, new Gate(exchange.getResponseBody()));
    git.serve(repository, path, exchange);
  }

  /** Waits until somebody has got half. */
  void awaitMiddle() {
    await(reached);
  }

  /** Sends the rest. */
  void goOn() {
    opened.countDown();
  }

  /** Breaks the line. */
  void breakOff() {
    broken = true;
    opened.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(3, TimeUnit.MINUTES)) {
        throw new AssertionError("nobody came so far");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Gate extends FilterOutputStream {
    private long sent;

    Gate(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      sent += length;
      if (sent > MIDDLE) {
        out.flush();
        reached.countDown();
        await(opened);
        if (broken) {
          throw new IOException("the line is broken");
        }
      }
    }
  }
}
