package dev.accountlink.exchange.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.cookie.CookieSpecFactory;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The kept connections, and the threads that use them: daemons, which end after half a minute
 * without a call and then close what was idle that long. A call has a thread of its own, because
 * only then can whoever waits for it walk away from a name service or a server that drips.
 */
final class Connections {
  private static final String PROXY = "accountlink.proxy";
  private static final int IDLE_SECONDS = 30;
  private static final int HEADERS = 200;
  private static final int HEADER_LENGTH = 16 * 1024;

  private final AtomicLong names = new AtomicLong();
  private final PoolingHttpClientConnectionManager kept;
  private final CloseableHttpClient client;
  private final ThreadPoolExecutor threads;

  Connections(HttpLimits limits) {
    this.kept = kept(limits);
    this.client = client(kept, limits);
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            this::thread);
  }

  <T> Future<T> start(Callable<T> call) {
    return threads.submit(call);
  }

  /** The head of an answer; closing it without reading all of the body closes the connection. */
  ClassicHttpResponse open(HttpHost host, Destination destination, HttpUriRequestBase request)
      throws IOException {
    HttpClientContext context = HttpClientContext.create();
    destination.proxy().ifPresent(proxy -> context.setAttribute(PROXY, proxy));
    return client.executeOpen(host, request, context);
  }

  /** After one kept connection was found dead, the others are hardly better. */
  void closeIdle() {
    kept.closeIdle(TimeValue.ZERO_MILLISECONDS);
  }

  /** Inherits nothing of whoever happens to call first, whose application may end before. */
  private Thread thread(Runnable calls) {
    Thread thread =
        new Thread(
            null,
            () -> {
              calls.run();
              kept.closeIdle(TimeValue.ofSeconds(IDLE_SECONDS - 1));
            },
            "accountlink-http-" + names.incrementAndGet(),
            0,
            false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Connections.class.getClassLoader());
    return thread;
  }

  private static PoolingHttpClientConnectionManager kept(HttpLimits limits) {
    Timeout answer = Timeout.of(limits.answer());
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setConnectionFactory(Connections::quiet)
        .setTlsSocketStrategy(
            new DefaultClientTlsStrategy(trustOfTheJvm(), HostnameVerificationPolicy.BUILTIN, null))
        .setDnsResolver(new NoLookup())
        .setMaxConnTotal(Integer.MAX_VALUE)
        .setMaxConnPerRoute(limits.callsPerOrigin())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(limits.connect()))
                .setSocketTimeout(answer)
                .build())
        .setDefaultTlsConfig(
            TlsConfig.custom().setHandshakeTimeout(Timeout.of(limits.connect())).build())
        .build();
  }

  private static CloseableHttpClient client(
      PoolingHttpClientConnectionManager kept, HttpLimits limits) {
    Timeout answer = Timeout.of(limits.answer());
    return HttpClientBuilder.create()
        .setConnectionManager(kept)
        .setRoutePlanner(new Planned())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .setDefaultCookieSpecRegistry(RegistryBuilder.<CookieSpecFactory>create().build())
        .setUserAgent("accountlink")
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setConnectionRequestTimeout(answer)
                .setResponseTimeout(answer)
                .build())
        .build();
  }

  /** Logs nothing: at its debug level the usual one writes headers and bodies, secrets included. */
  private static DefaultManagedHttpClientConnection quiet(Socket none) {
    return new QuietConnection();
  }

  private static SSLContext trustOfTheJvm() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no TLS.", e);
    }
  }

  private static final class QuietConnection extends DefaultManagedHttpClientConnection {
    QuietConnection() {
      super(
          "accountlink",
          null,
          null,
          Http1Config.custom().setMaxHeaderCount(HEADERS).setMaxLineLength(HEADER_LENGTH).build(),
          null,
          null,
          null,
          null);
    }

    @Override
    public void bind(Socket socket) throws IOException {
      bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket tls, Socket socket) throws IOException {
      bind(new SocketHolder(tls, socket));
    }

    @Override
    protected void onRequestSubmitted(ClassicHttpRequest request) {}

    @Override
    protected void onResponseReceived(ClassicHttpResponse response) {}
  }

  /** The proxy was chosen when the destination was checked. */
  private static final class Planned extends DefaultRoutePlanner {
    Planned() {
      super(null);
    }

    @Override
    protected HttpHost determineProxy(HttpHost target, HttpContext context) {
      return (HttpHost) context.getAttribute(PROXY);
    }
  }

  /** Every host comes with its address: were one looked up here, nobody would have checked it. */
  private static final class NoLookup implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
