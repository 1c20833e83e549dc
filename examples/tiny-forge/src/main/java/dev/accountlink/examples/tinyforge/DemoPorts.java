package dev.accountlink.examples.tinyforge;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The ports of the demo providers, kept in a file beside the links: a link names the address of who
 * vouched, so yesterday's links would be dead on another port.
 */
final class DemoPorts {

  private final Path file;
  private final Properties ports = new Properties();

  DemoPorts(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        ports.load(reader);
      }
    }
  }

  Optional<Integer> find(String provider) {
    return Optional.ofNullable(ports.getProperty(provider)).map(Integer::valueOf);
  }

  void keep(String provider, int port) throws IOException {
    ports.setProperty(provider, Integer.toString(port));
    try (Writer writer = Files.newBufferedWriter(file)) {
      ports.store(writer, "Where the demo providers listen; links name these addresses.");
    }
  }
}
