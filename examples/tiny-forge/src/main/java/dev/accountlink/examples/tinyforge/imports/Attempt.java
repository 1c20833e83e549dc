package dev.accountlink.examples.tinyforge.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * One try of an import: the folder it fills, and whether it is to stop. Asked often and from
 * several threads, so that neither a user who cancels nor a limit waits for long.
 */
final class Attempt {
  /** Why an attempt ends before its time. */
  enum Stop {
    /** The user cancelled it, or is gone. */
    UNWANTED,
    /** The forge is stopped; it begins the import again at its next start. */
    SHUTDOWN,
    /** Too large. */
    SIZE,
    /** Too slow. */
    TIME
  }

  private final ImportJob job;
  private final Path folder;
  private final ImportLimits limits;
  private final Clock clock;
  private final Instant end;
  private volatile Optional<String> key = Optional.empty();
  private final AtomicReference<Optional<Stop>> stop = new AtomicReference<>(Optional.empty());

  Attempt(ImportJob job, Path folder, ImportLimits limits, Clock clock) {
    this.job = job;
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
    this.end = clock.instant().plus(limits.time());
  }

  ImportJob job() {
    return job;
  }

  /** Where the clone grows. */
  Path folder() {
    return folder;
  }

  ImportLimits limits() {
    return limits;
  }

  /** Remembers the public half of the key that is registered for this attempt. */
  void use(String publicKey) {
    key = Optional.of(publicKey);
  }

  Optional<String> key() {
    return key;
  }

  /** The first reason stays. */
  void stop(Stop reason) {
    stop.compareAndSet(Optional.empty(), Optional.of(reason));
  }

  Optional<Stop> stopped() {
    if (clock.instant().isAfter(end)) {
      stop(Stop.TIME);
    }
    return stop.get();
  }

  boolean isStopped() {
    return stopped().isPresent();
  }

  /** How much the folder holds; stops the attempt when that is too much. */
  long measure() {
    long bytes = size(folder);
    if (bytes > limits.bytes()) {
      stop(Stop.SIZE);
    }
    return bytes;
  }

  /** A file may be renamed while one looks. */
  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException changing) {
      return 0;
    }
  }
}
