package dev.accountlink.exchange.http;

import dev.accountlink.provider.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/** One request on its way, on a thread of its own, and what may be tried once more for it. */
final class Call {
  /** The body was longer than allowed. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * What came back.
   *
   * @param headers by name in small letters; of several with one name the first
   * @param text the body, empty when its bytes are not UTF-8
   */
  record Received(int status, Map<String, String> headers, Optional<String> text) {
    @Override
    public String toString() {
      return "Received[" + status + "]";
    }
  }

  /** What a gateway says of a provider that may be back the next moment. */
  private static final Set<Integer> PASSING = Set.of(502, 503, 504);

  private final Connections connections;
  private final OutboundRequest request;
  private final AddressPolicy policy;
  private final NameService names;
  private final int cap;
  private boolean answering;
  private boolean givenUp; // guarded by this, like the next
  private @Nullable HttpUriRequestBase current;

  Call(
      Connections connections,
      OutboundRequest request,
      AddressPolicy policy,
      NameService names,
      int cap) {
    this.connections = connections;
    this.request = request;
    this.policy = policy;
    this.names = names;
    this.cap = cap;
  }

  /** The answer to the first try, or to the only other. */
  Received run() throws IOException, ProviderException {
    Destination destination = Destination.of(request.address(), policy, names);
    Received first;
    try {
      first = tried(destination);
    } catch (IOException e) {
      if (!request.repeatable() || answering || !diedInUse(e)) {
        throw e;
      }
      connections.closeIdle();
      return tried(destination);
    }
    boolean again =
        request.method().equals("GET")
            && PASSING.contains(first.status())
            && !first.headers().containsKey("retry-after");
    return again ? tried(destination) : first;
  }

  /** Nobody waits any longer: whatever is under way ends. */
  synchronized void giveUp() {
    givenUp = true;
    if (current != null) {
      current.cancel();
    }
  }

  /** A host may have addresses that do not answer beside some that do. */
  private Received tried(Destination destination) throws IOException {
    IOException last = new NoRouteToHostException();
    for (var host : destination.hosts()) {
      HttpUriRequestBase written = written();
      try (ClassicHttpResponse head = connections.open(host, destination, begun(written))) {
        answering = true;
        return received(head, written);
      } catch (ConnectException | NoRouteToHostException | ConnectTimeoutException e) {
        last = e;
      }
    }
    throw last;
  }

  private synchronized HttpUriRequestBase begun(HttpUriRequestBase written) throws IOException {
    if (givenUp) {
      throw new SocketException();
    }
    current = written;
    return written;
  }

  private HttpUriRequestBase written() {
    HttpUriRequestBase written = new HttpUriRequestBase(request.method(), request.address());
    request
        .form()
        .ifPresent(
            form -> {
              written.setEntity(new ByteArrayEntity(form.getBytes(StandardCharsets.UTF_8), null));
              written.setHeader("Content-Type", "application/x-www-form-urlencoded");
            });
    request.headers().forEach(written::setHeader);
    return written;
  }

  private Received received(ClassicHttpResponse head, HttpUriRequestBase written)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : head.getHeaders()) {
      headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    return new Received(
        head.getCode(), headers, HeaderValues.utf8(body(head.getEntity(), written)));
  }

  private byte[] body(@Nullable HttpEntity entity, HttpUriRequestBase written) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    InputStream content = entity.getContent();
    byte[] body = content.readNBytes(cap + 1);
    if (body.length > cap) {
      written.cancel(); // or closing would read on for the end
      throw new TooLargeException();
    }
    return body;
  }

  /** A kept connection that the other side had closed meanwhile fails in just these ways. */
  private static boolean diedInUse(IOException problem) {
    boolean dead =
        problem instanceof NoHttpResponseException
            || problem instanceof ConnectionClosedException
            || problem instanceof SocketException
            || problem.getCause() instanceof SocketException;
    return dead
        && !(problem instanceof ConnectException || problem instanceof NoRouteToHostException);
  }
}
