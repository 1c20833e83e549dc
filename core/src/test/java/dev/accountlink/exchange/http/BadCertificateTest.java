package dev.accountlink.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadCertificateTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @ParameterizedTest(name = "F05 TLS: a certificate that is {0}")
  @CsvSource({
    "right,          right,     true,  true",
    "not trusted,    right,     false, false",
    "for other host, elsewhere, true,  false",
    "expired,        expired,   true,  false",
    "not yet valid,  future,    true,  false"
  })
  void certificates(String what, String file, boolean trusted, boolean accepted) throws Exception {
    KeyStore keys = keyStore(file);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      URI address = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
      OutboundHttp http =
          (trusted ? trusting(keys) : new OutboundHttp()).under(LoopbackPolicy.HERE);
      OutboundRequest request = OutboundRequest.get(address, Map.of());
      Deadline deadline = Deadline.in(Duration.ofSeconds(10));
      if (accepted) {
        assertThat(http.send(request, deadline).isOk()).isTrue();
        return;
      }
      ProviderException failure =
          catchThrowableOfType(ProviderException.class, () -> http.send(request, deadline));
      assertThat(failure.code()).isEqualTo(Code.PROVIDER_DOWN);
      assertThat(failure).hasMessageContaining("certificate");
    } finally {
      server.stop(0);
    }
  }

  /** The JVM's own trust is what counts, so it is changed for as long as the client is built. */
  private static OutboundHttp trusting(KeyStore keys) throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(context(keys));
    try {
      return new OutboundHttp();
    } finally {
      SSLContext.setDefault(before);
    }
  }

  private static KeyStore keyStore(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = resource(name + ".p12")) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        BadCertificateTest.class.getResourceAsStream("/certificates/" + name));
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory others =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore authority = KeyStore.getInstance("PKCS12");
    authority.load(null, PASSWORD);
    try (InputStream in = resource("authority.pem")) {
      authority.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    others.init(authority);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    return context;
  }
}
