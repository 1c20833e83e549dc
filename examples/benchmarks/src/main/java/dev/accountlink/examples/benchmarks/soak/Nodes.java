package dev.accountlink.examples.benchmarks.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The processes of the nodes, and what they say. They end with this one. */
final class Nodes implements AutoCloseable {
  private final List<Process> processes = new ArrayList<>();
  private final Consumer<String> lost;

  /** Tells of each grant that a node says is lost. */
  Nodes(Consumer<String> lost) {
    this.lost = lost;
  }

  /** Starts one, and says at which port it listens. */
  int start(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", "-Xmx400m", "-cp", System.getProperty("java.class.path")));
    command.add(SoakNode.class.getName());
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    processes.add(process);
    BlockingQueue<Integer> ready = new LinkedBlockingQueue<>();
    Thread listener = new Thread(() -> listen(process, ready), "listener");
    listener.setDaemon(true);
    listener.start();
    Integer port = ready.poll(180, TimeUnit.SECONDS);
    if (port == null) {
      throw new IllegalStateException("A node does not start.");
    }
    return port;
  }

  private void listen(Process process, BlockingQueue<Integer> ready) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(SoakNode.READY)) {
          ready.add(Integer.valueOf(line.substring(SoakNode.READY.length())));
        } else if (line.startsWith(SoakNode.LOST)) {
          lost.accept(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
  }
}
