package dev.accountlink.exchange.http;

import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * The one outbound HTTP client. Speaks to https only (to http on loopback), and only to addresses
 * that an {@link AddressPolicy} allows; never follows a redirect, never waits longer or reads more
 * than {@link HttpLimits} say, keeps no cookie and asks no {@code Authenticator}: one person's
 * provider session must not ride on another's call.
 *
 * <p>Uses the proxy and the trust store of the JVM. Its messages name host and path, never a query,
 * a header or a body. Thread-safe. Its threads are daemons that end when they are idle; it depends
 * on no thread that the host could keep busy.
 */
public final class OutboundHttp {
  private static final int PROXY_WANTS_PASSWORD = 407;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final HttpLimits limits;
  private final NameService names;
  private final Connections connections;
  private final Waits waits;
  private final ConcurrentMap<String, Semaphore> underWay;
  private final AddressPolicy policy;

  /** A client with the {@linkplain HttpLimits#DEFAULT usual limits}. */
  public OutboundHttp() {
    this(HttpLimits.DEFAULT);
  }

  /** A client with limits of its own. */
  public OutboundHttp(HttpLimits limits) {
    this(limits, Clock.systemUTC(), NameService.OF_THE_JVM);
  }

  /**
   * A client with everything of its own.
   *
   * @param clock by which a provider is left alone that asked for it
   * @param names asked once for each call
   */
  public OutboundHttp(HttpLimits limits, Clock clock, NameService names) {
    this(
        limits,
        names,
        new Connections(limits),
        new Waits(clock),
        new ConcurrentHashMap<>(),
        AddressPolicy.PUBLIC_ONLY);
  }

  private OutboundHttp(
      HttpLimits limits,
      NameService names,
      Connections connections,
      Waits waits,
      ConcurrentMap<String, Semaphore> underWay,
      AddressPolicy policy) {
    this.limits = limits;
    this.names = names;
    this.connections = connections;
    this.waits = waits;
    this.underWay = underWay;
    this.policy = policy;
  }

  /** The same client, connections and limits included, for calls under another policy. */
  public OutboundHttp under(AddressPolicy other) {
    return new OutboundHttp(limits, names, connections, waits, underWay, other);
  }

  /** The same client, reading answers of this size: for lists that are long in all honesty. */
  public OutboundHttp reading(int bodyBytes) {
    HttpLimits more =
        new HttpLimits(limits.connect(), limits.answer(), bodyBytes, limits.callsPerOrigin());
    return new OutboundHttp(more, names, connections, waits, underWay, policy);
  }

  /** The same client for the calls of a provider. */
  public OutboundHttp of(Provider provider) {
    return under(AddressPolicy.of(provider));
  }

  /**
   * Sends a request and waits for the whole answer. A status of 400 and above is an answer.
   *
   * @throws ProviderException PROVIDER_DOWN without an answer in time, REDIRECTED for any 3xx,
   *     TOO_LARGE, METADATA_INVALID for an address that is not https, ADDRESS_DENIED for one that
   *     leads where the policy does not allow
   */
  public HttpAnswer send(OutboundRequest request, Deadline deadline) throws ProviderException {
    if (!Provider.isSecureAddress(request.address())) {
      throw new ProviderException(
          Code.METADATA_INVALID, "The address of a provider must be https: " + request.place());
    }
    String origin = request.address().getRawAuthority();
    Optional<Duration> wait = waits.left(origin);
    if (wait.isPresent()) {
      throw new ProviderException(
          Code.PROVIDER_DOWN,
          origin
              + " asked to be left alone, so it was not asked. Try again in "
              + HttpAnswer.words(wait.get())
              + ".",
          wait);
    }
    Semaphore places =
        underWay.computeIfAbsent(origin, o -> new Semaphore(limits.callsPerOrigin()));
    if (!acquired(places, deadline)) {
      throw down(request, "has too many calls waiting for it");
    }
    HttpAnswer answer = answer(request, received(request, places, deadline));
    waits.remember(request, answer);
    return answer;
  }

  private Call.Received received(OutboundRequest request, Semaphore places, Deadline deadline)
      throws ProviderException {
    Call call = new Call(connections, request, policy, names, limits.bodyBytes());
    Future<Call.Received> answer =
        connections.start(
            () -> {
              try {
                return call.run();
              } finally {
                places.release(); // here, so that calls nobody waits for are counted as well
              }
            });
    try {
      // On the future, not on the socket: headers and bodies can be dribbled for ever.
      return answer.get(deadline.leftWithin(limits.answer()).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      call.giveUp();
      throw down(request, "did not answer in time");
    } catch (InterruptedException e) {
      call.giveUp();
      Thread.currentThread().interrupt();
      throw down(request, "was given up, because this application is stopping");
    } catch (ExecutionException e) {
      throw translated(request, Objects.requireNonNull(e.getCause()));
    }
  }

  private HttpAnswer answer(OutboundRequest request, Call.Received received)
      throws ProviderException {
    int status = received.status();
    if (status >= 300 && status < 400) {
      throw new ProviderException(
          Code.REDIRECTED,
          request.place()
              + " answered with a redirect ("
              + status
              + "). Redirects are never followed: configure the address it leads to.");
    }
    if (status == PROXY_WANTS_PASSWORD) {
      throw down(request, "cannot be reached: the proxy wants a password");
    }
    return new HttpAnswer(
        status,
        HeaderValues.mediaType(Optional.ofNullable(received.headers().get("content-type"))),
        HeaderValues.date(Optional.ofNullable(received.headers().get("date"))),
        received.text(),
        received.headers(),
        waits.read(status, received.headers()));
  }

  private static ProviderException translated(OutboundRequest request, Throwable problem) {
    if (problem instanceof ProviderException known) {
      return known;
    }
    if (problem instanceof Call.TooLargeException) {
      return new ProviderException(
          Code.TOO_LARGE, request.place() + " answered with more than any honest answer holds.");
    }
    if (problem instanceof InterruptedIOException) {
      return down(request, "did not answer in time");
    }
    if (problem instanceof SSLException) {
      return down(request, "has no TLS certificate that this JVM trusts for its name");
    }
    // The cause's message can hold a whole address, so only its class is told.
    return problem instanceof IOException
        ? down(request, "cannot be reached (" + problem.getClass().getSimpleName() + ")")
        : down(request, "could not be asked");
  }

  private static ProviderException down(OutboundRequest request, String what) {
    return new ProviderException(
        Code.PROVIDER_DOWN, request.address().getRawAuthority() + " " + what + ".");
  }

  private static boolean acquired(Semaphore places, Deadline deadline) {
    try {
      return places.tryAcquire(deadline.leftWithin(PATIENCE).toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
