package dev.accountlink.exchange.http;

import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;

/**
 * The one outbound HTTP client. Speaks to https only (to http on loopback), never follows a
 * redirect, never waits longer or reads more than {@link HttpLimits} say, keeps no cookie and asks
 * no {@code Authenticator}: one person's provider session must not ride on another's call.
 *
 * <p>Uses the proxy and the trust store of the JVM. Its messages name host and path, never a query,
 * a header or a body. Thread-safe. Its threads are the JDK's own for such clients: daemons that end
 * when they are idle.
 */
public final class OutboundHttp {
  private static final String USER_AGENT = "accountlink";
  private static final int PROXY_WANTS_PASSWORD = 407;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final HttpLimits limits;
  private final HttpClient client;
  private final ConcurrentMap<String, Semaphore> underWay;

  /** A client with the {@linkplain HttpLimits#DEFAULT usual limits}. */
  public OutboundHttp() {
    this(HttpLimits.DEFAULT);
  }

  /** A client with limits of its own. */
  public OutboundHttp(HttpLimits limits) {
    this.limits = limits;
    this.underWay = new ConcurrentHashMap<>();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connect())
            .build();
  }

  private OutboundHttp(OutboundHttp other, HttpLimits limits) {
    this.limits = limits;
    this.underWay = other.underWay;
    this.client = other.client;
  }

  /** The same client, reading answers of this size: for lists that are long in all honesty. */
  public OutboundHttp reading(int bodyBytes) {
    return new OutboundHttp(
        this,
        new HttpLimits(limits.connect(), limits.answer(), bodyBytes, limits.callsPerOrigin()));
  }

  /**
   * Sends a request and waits for the whole answer. A status of 400 and above is an answer.
   *
   * @throws ProviderException PROVIDER_DOWN without an answer in time, REDIRECTED for any 3xx,
   *     TOO_LARGE, METADATA_INVALID for an address that is not https
   */
  public HttpAnswer send(OutboundRequest request, Deadline deadline) throws ProviderException {
    if (!Provider.isSecureAddress(request.address())) {
      throw new ProviderException(
          Code.METADATA_INVALID, "The address of a provider must be https: " + request.place());
    }
    Semaphore places =
        underWay.computeIfAbsent(
            request.address().getRawAuthority(), o -> new Semaphore(limits.callsPerOrigin()));
    if (!acquired(places, deadline)) {
      throw down(request, "has too many calls waiting for it");
    }
    try {
      return answer(request, exchanged(request, deadline));
    } finally {
      places.release();
    }
  }

  private HttpResponse<byte[]> exchanged(OutboundRequest request, Deadline deadline)
      throws ProviderException {
    AtomicBoolean answering = new AtomicBoolean();
    try {
      try {
        return once(request, deadline, answering);
      } catch (IOException e) {
        if (!request.repeatable() || answering.get() || !diedInUse(e)) {
          throw e;
        }
        return once(request, deadline, answering);
      }
    } catch (IOException e) {
      throw translated(request, e);
    }
  }

  private HttpResponse<byte[]> once(
      OutboundRequest request, Deadline deadline, AtomicBoolean answering)
      throws IOException, ProviderException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            built(request),
            head -> {
              answering.set(true);
              return new CappedBody(limits.bodyBytes());
            });
    try {
      // On the future, not on the request: a request's timeout ends at the headers, and a body can
      // be dribbled for ever.
      return answer.get(deadline.leftWithin(limits.answer()).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw down(request, "did not answer in time");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw down(request, "was given up, because this application is stopping");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) {
        throw problem;
      }
      throw down(request, "could not be asked");
    }
  }

  private static HttpRequest built(OutboundRequest request) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(request.address());
    builder.setHeader("User-Agent", USER_AGENT);
    builder.method(
        request.method(),
        request
            .form()
            .map(form -> BodyPublishers.ofString(form, StandardCharsets.UTF_8))
            .orElseGet(BodyPublishers::noBody));
    if (request.form().isPresent()) {
      builder.setHeader("Content-Type", "application/x-www-form-urlencoded");
    }
    request.headers().forEach(builder::setHeader);
    return builder.build();
  }

  private static HttpAnswer answer(OutboundRequest request, HttpResponse<byte[]> response)
      throws ProviderException {
    int status = response.statusCode();
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
        HeaderValues.mediaType(response.headers().firstValue("Content-Type")),
        HeaderValues.date(response.headers().firstValue("Date")),
        HeaderValues.utf8(response.body()),
        HeaderValues.first(response.headers().map()));
  }

  /** A kept connection that the other side had closed meanwhile fails in just this way. */
  private static boolean diedInUse(IOException problem) {
    return !(problem instanceof HttpTimeoutException
        || problem instanceof ConnectException
        || problem instanceof SSLException
        || isTooLarge(problem));
  }

  private static boolean isTooLarge(Throwable problem) {
    for (Throwable one = problem; one != null; one = one.getCause()) {
      if (one instanceof CappedBody.TooLargeException) {
        return true;
      }
    }
    return false;
  }

  private static ProviderException translated(OutboundRequest request, IOException problem) {
    if (isTooLarge(problem)) {
      return new ProviderException(
          Code.TOO_LARGE, request.place() + " answered with more than any honest answer holds.");
    }
    if (problem instanceof HttpTimeoutException) {
      return down(request, "did not answer in time");
    }
    if (problem instanceof SSLException) {
      return down(request, "has no TLS certificate that this JVM trusts for its name");
    }
    // The cause's message can hold a whole address, so only its class is told.
    return down(request, "cannot be reached (" + problem.getClass().getSimpleName() + ")");
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
