package dev.accountlink.flows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged by anybody at any level while it is open, through slf4j and through the
 * JDK's own logging.
 */
public final class LogCapture implements AutoCloseable {
  /**
   * The server this test's host runs on, the client inside the test browser, and JUnit. With the
   * library's client alone and nothing left out: {@link OutboundLogTest}.
   */
  private static final List<String> OF_THE_TEST_ITSELF =
      List.of("com.sun.net.httpserver", "jdk.internal.httpclient", "org.junit");

  /**
   * One event.
   *
   * @param logger who said it
   * @param message the line
   * @param problem the exceptions below it, with their messages and traces
   */
  public record Line(String logger, String message, String problem) {
    public String whole() {
      return logger + " " + message + "\n" + problem;
    }
  }

  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final ch.qos.logback.classic.Logger root =
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level formerLevel = root.getLevel();
  private final List<Appender<ILoggingEvent>> formerAppenders = new ArrayList<>();
  private final ToLines appender = new ToLines();
  private final java.util.logging.Logger julRoot = LogManager.getLogManager().getLogger("");
  private final java.util.logging.Level formerJulLevel = julRoot.getLevel();
  private final List<Handler> formerHandlers = List.of(julRoot.getHandlers());
  private final FromJdk handler = new FromJdk();

  private final List<String> ignored;

  private LogCapture(List<String> ignored) {
    this.ignored = ignored;
    root.iteratorForAppenders().forEachRemaining(formerAppenders::add);
    formerAppenders.forEach(root::detachAppender);
    appender.setContext(context);
    appender.start();
    root.addAppender(appender);
    root.setLevel(Level.TRACE);
    formerHandlers.forEach(julRoot::removeHandler);
    julRoot.addHandler(handler);
    julRoot.setLevel(java.util.logging.Level.ALL);
  }

  public static LogCapture open() {
    return new LogCapture(OF_THE_TEST_ITSELF);
  }

  /** With what every client logs; the fakes' own server stays out. */
  public static LogCapture withClient() {
    return new LogCapture(List.of("com.sun.net.httpserver", "org.junit"));
  }

  private void add(Line line) {
    if (ignored.stream().noneMatch(line.logger()::startsWith)) {
      lines.add(line);
    }
  }

  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The lines of this library that report how a flow ended badly. */
  List<String> endings() {
    return lines.stream()
        .filter(line -> line.logger().equals("dev.accountlink"))
        .map(Line::message)
        .filter(message -> message.startsWith("FAILED") || message.startsWith("REFUSED"))
        .toList();
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    formerAppenders.forEach(root::addAppender);
    root.setLevel(formerLevel);
    julRoot.removeHandler(handler);
    julRoot.setLevel(formerJulLevel);
    formerHandlers.forEach(julRoot::addHandler);
  }

  private final class ToLines extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      String problem =
          Optional.ofNullable(event.getThrowableProxy())
              .map(ThrowableProxyUtil::asString)
              .orElse("");
      add(
          new Line(
              event.getLoggerName(),
              event.getFormattedMessage(),
              problem + event.getMDCPropertyMap() + event.getKeyValuePairs()));
    }
  }

  private final class FromJdk extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    FromJdk() {
      setLevel(java.util.logging.Level.ALL);
    }

    @Override
    public void publish(LogRecord entry) {
      String name = String.valueOf(entry.getLoggerName());
      StringWriter problem = new StringWriter();
      Optional.ofNullable(entry.getThrown())
          .ifPresent(thrown -> thrown.printStackTrace(new PrintWriter(problem)));
      add(new Line(name, formatter.formatMessage(entry), problem.toString()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
