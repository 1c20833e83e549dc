package dev.accountlink.examples.benchmarks.soak;

import dev.accountlink.testkit.browser.BrowserPage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What the visitors saw. Thread-safe. */
final class Ledger {
  /** How long nodes may stumble after their database is there again. */
  private static final Duration GRACE = Duration.ofSeconds(12);

  /**
   * A grant somebody was told is there.
   *
   * @param user whose
   * @param subject of which identity at home
   */
  record Granted(String user, String subject) {}

  private final Duration length;
  private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Set<Granted> granted = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> disconnects = new HashMap<>();
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final LongAdder failedMeanwhile = new LongAdder();
  private volatile Instant troubleUntil = Instant.MIN;
  private volatile Instant begun = Instant.MAX;

  Ledger(Duration length) {
    this.length = length;
  }

  /** The time runs from now on. */
  void begin() {
    begun = Instant.now();
  }

  /** From 0 to 1. */
  double progress() {
    double gone = Duration.between(begun, Instant.now()).toMillis();
    return Math.min(1, gone / length.toMillis());
  }

  boolean goesOn() {
    return progress() < 1;
  }

  void databaseGoes() {
    troubleUntil = Instant.MAX;
  }

  void databaseIsBack() {
    troubleUntil = Instant.now().plus(GRACE);
  }

  void count(String what, BrowserPage page) {
    int status = page.status();
    count(what + (status == 200 ? "" : status == 422 ? ": refused by a rule" : ": " + status));
    if (status >= 500) {
      failed(what + " " + status + " " + page.title());
    }
  }

  /** A page was not what a visitor expects. */
  void broken(Throwable problem) {
    count("broken off");
    failed(
        String.valueOf(problem.getMessage()).lines().findFirst().orElse("") + problem.getClass());
  }

  private void failed(String how) {
    if (Instant.now().isBefore(troubleUntil)) {
      failedMeanwhile.increment();
    } else {
      wrong.add("while the database was there: " + how);
    }
  }

  private void count(String what) {
    counts.computeIfAbsent(what, unused -> new LongAdder()).increment();
  }

  /** How often this user has disconnected something; to be asked before a grant is begun. */
  synchronized int disconnects(String user) {
    return disconnects.getOrDefault(user, 0);
  }

  /**
   * A grant ends with the link of its identity. To be said before this user disconnects something
   * and afterwards: which came first of that and of a grant meanwhile, nobody here can say.
   */
  synchronized void disconnecting(String user) {
    disconnects.merge(user, 1, Integer::sum);
    granted.removeIf(one -> one.user().equals(user));
  }

  /** The user was told so, who had disconnected so often when it was begun. */
  synchronized void granted(String user, String subject, int disconnectsBefore) {
    if (disconnects(user) == disconnectsBefore) {
      granted.add(new Granted(user, subject));
    }
  }

  /** The same afterwards, when nothing may stand in the way. */
  void audited(String line, Providers providers) {
    used(line, providers);
    count("afterwards a grant was " + line.split(" ", -1)[2]);
    if (!line.contains(" Given ")) {
      wrong.add("a grant is good for nothing: " + line);
    }
  }

  /** A line of {@link SoakPages}. */
  void used(String line, Providers providers) {
    String[] parts = line.split(" ", -1);
    count("a grant was " + parts[2]);
    boolean othersToken =
        !parts[3].equals("-")
            && providers.subjectOf(parts[3]).filter(of -> !of.equals(parts[1])).isPresent();
    if (othersToken) {
      wrong.add("somebody got another's token");
    }
    if (parts[2].equals("ReconnectNeeded")) {
      wrong.add("a grant is lost: " + parts[0] + " " + parts[1]);
    }
  }

  void wrong(String what) {
    wrong.add(what);
  }

  Set<Granted> granted() {
    return Set.copyOf(granted);
  }

  long failedMeanwhile() {
    return failedMeanwhile.sum();
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }

  Map<String, Long> counts() {
    Map<String, Long> sorted = new TreeMap<>();
    counts.forEach((what, count) -> sorted.put(what, count.sum()));
    return sorted;
  }
}
