package dev.accountlink.engine;

import dev.accountlink.flow.Event;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.seal.FlowId;
import dev.accountlink.spi.EventSink;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what happened, once: to the event sinks and to the log. A line holds flow id, provider id,
 * stage and code; never a token, a code, a state, an e-mail address, or the message of an exception
 * that is not ours, because nobody knows what stands in it.
 */
public final class Report {
  private static final Logger LOG = LoggerFactory.getLogger("dev.accountlink");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private final List<EventSink> sinks;
  private final Clock clock;

  /** A report to these sinks. */
  public Report(List<EventSink> sinks, Clock clock) {
    this.sinks = List.copyOf(sinks);
    this.clock = clock;
  }

  /** Which flow, through which provider, for whom: what a line can say. */
  record Trace(
      Optional<FlowId> flow,
      Optional<ProviderId> provider,
      Optional<UserId> user,
      Optional<UserId> actor) {
    static final Trace NONE = new Trace(Optional.empty(), Optional.empty(), Optional.empty());

    Trace(Optional<FlowId> flow, Optional<ProviderId> provider, Optional<UserId> user) {
      this(flow, provider, user, Optional.empty());
    }

    static Trace of(FlowId flow, ProviderId provider) {
      return new Trace(Optional.of(flow), Optional.of(provider), Optional.empty());
    }

    Trace with(UserId known) {
      return new Trace(flow, provider, Optional.of(known), actor);
    }

    Trace by(UserId administrator) {
      return new Trace(flow, provider, user, Optional.of(administrator));
    }
  }

  void happened(Event.Kind kind, Trace trace) {
    LOG.info("{} flow={} provider={}", kind, flow(trace), provider(trace));
    tell(kind, trace, Optional.empty(), Optional.empty());
  }

  /** A link was added or removed; what it is called goes to the sinks and not into the log. */
  void happened(Event.Kind kind, Trace trace, Link link) {
    LOG.info("{} flow={} provider={}", kind, flow(trace), provider(trace));
    tell(kind, trace, Optional.empty(), link.note().map(LinkNote::label));
  }

  /** What happened to a grant, with or without a browser. */
  public void happened(Event event) {
    LOG.info(
        "{} provider={}{}",
        event.kind(),
        event.provider().map(ProviderId::value).orElse("-"),
        event.code().map(code -> " code=" + code).orElse(""));
    tell(event);
  }

  void refused(Refusal refusal, Trace trace) {
    LOG.info("REFUSED flow={} provider={} code={}", flow(trace), provider(trace), refusal.code());
    tell(Event.Kind.REFUSED, trace, Optional.of(refusal.code()), Optional.empty());
  }

  Outcome.Failed failed(Stage stage, ProviderException problem, Trace trace) {
    String reference = reference();
    LOG.warn(
        "FAILED flow={} provider={} stage={} code={} reference={}: {}",
        flow(trace),
        provider(trace),
        stage,
        problem.code(),
        reference,
        problem.getMessage());
    tell(Event.Kind.FAILED, trace, Optional.of(problem.code().name()), Optional.empty());
    return new Outcome.Failed(stage, problem.code().name(), reference);
  }

  Outcome.Failed failed(Stage stage, String code, Trace trace) {
    String reference = reference();
    LOG.warn(
        "FAILED flow={} provider={} stage={} code={} reference={}",
        flow(trace),
        provider(trace),
        stage,
        code,
        reference);
    tell(Event.Kind.FAILED, trace, Optional.of(code), Optional.empty());
    return new Outcome.Failed(stage, code, reference);
  }

  Outcome.Failed failed(Stage stage, RuntimeException problem, Trace trace) {
    String reference = reference();
    String code = stage == Stage.STORE ? "STORE" : "HOST";
    LOG.error(
        "FAILED flow={} provider={} stage={} code={} reference={}",
        flow(trace),
        provider(trace),
        stage,
        code,
        reference,
        Nameless.of(problem));
    tell(Event.Kind.FAILED, trace, Optional.of(code), Optional.empty());
    return new Outcome.Failed(stage, code, reference);
  }

  private void tell(Event.Kind kind, Trace trace, Optional<String> code, Optional<String> label) {
    tell(
        new Event(
            kind,
            clock.instant(),
            trace.flow().map(FlowId::toString),
            trace.provider(),
            trace.user(),
            trace.actor(),
            code,
            label));
  }

  private void tell(Event event) {
    for (EventSink sink : sinks) {
      try {
        sink.accept(event);
      } catch (RuntimeException e) {
        LOG.error("An event sink failed and was passed over.", Nameless.of(e));
      }
    }
  }

  private static String flow(Trace trace) {
    return trace.flow().map(FlowId::toString).orElse("-");
  }

  private static String provider(Trace trace) {
    return trace.provider().map(ProviderId::value).orElse("-");
  }

  /** Eight letters and digits that can be read out over the telephone. */
  private static String reference() {
    StringBuilder reference = new StringBuilder(8);
    for (int i = 0; i < 8; i++) {
      reference.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return reference.toString();
  }

  /** An exception with the place and the type of another, without its message. */
  private static final class Nameless extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int DEPTH = 8;

    private Nameless(Throwable problem, int depth) {
      super(problem.getClass().getName(), next(problem, depth), false, true);
      setStackTrace(problem.getStackTrace());
    }

    static Nameless of(Throwable problem) {
      return new Nameless(problem, 0);
    }

    private static @Nullable Throwable next(Throwable problem, int depth) {
      Throwable cause = problem.getCause();
      return cause == null || depth == DEPTH ? null : new Nameless(cause, depth + 1);
    }
  }
}
