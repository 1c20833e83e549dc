package dev.accountlink.exchange;

import com.nimbusds.jose.jwk.JWKSet;
import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.exchange.http.HttpAnswer;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.exchange.http.OutboundRequest;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One issuer's metadata and signing keys, fetched when needed and kept. Thread-safe. */
final class Discovered {
  private static final Logger LOG = LoggerFactory.getLogger(Discovered.class);

  private static final Duration FAILURE = Duration.ofSeconds(5);

  /** Endpoints change rarely, and seldom without the old ones working on. */
  private static final Refreshed.Times METADATA_TIMES =
      new Refreshed.Times(Duration.ofHours(1), Duration.ofHours(24), FAILURE, FAILURE);

  /** A key that was taken back must not be trusted for long; a new one is noticed at first use. */
  private static final Refreshed.Times KEY_TIMES =
      new Refreshed.Times(
          Duration.ofMinutes(15), Duration.ofHours(2), FAILURE, Duration.ofSeconds(30));

  private static final Map<String, String> ACCEPT_JSON = Map.of("Accept", "application/json");

  private final OutboundHttp http;
  private final Protocol.OpenIdConnect protocol;
  private final Refreshed<Metadata> metadata;
  private final Refreshed<JWKSet> keys;

  Discovered(Protocol.OpenIdConnect protocol, OutboundHttp http, Clock clock) {
    this.protocol = protocol;
    this.http = http;
    this.metadata = new Refreshed<>(clock, METADATA_TIMES, this::fetchMetadata);
    this.keys = new Refreshed<>(clock, KEY_TIMES, this::fetchKeys);
  }

  Refreshed<Metadata> metadata() {
    return metadata;
  }

  Refreshed<JWKSet> keys() {
    return keys;
  }

  private Metadata fetchMetadata(Deadline deadline) throws ProviderException {
    HttpAnswer answer = asked(protocol.metadata(), deadline, "metadata");
    String what = "The metadata of " + protocol.authority();
    Metadata found = Metadata.read(protocol, Json.object(answer, what));
    LOG.debug("Read the metadata of {}", protocol.authority());
    return found;
  }

  private JWKSet fetchKeys(Deadline deadline) throws ProviderException {
    HttpAnswer answer = asked(metadata.get(deadline).keys(), deadline, "signing keys");
    String what = "The key set of " + protocol.authority();
    Json.object(answer, what);
    try {
      JWKSet found = JWKSet.parse(answer.text().orElse(""));
      LOG.debug("Read {} signing keys of {}", found.size(), protocol.authority());
      return found;
    } catch (ParseException e) {
      throw new ProviderException(Code.NOT_JSON, what + " is not a JSON Web Key Set.");
    }
  }

  private HttpAnswer asked(URI address, Deadline deadline, String what) throws ProviderException {
    OutboundRequest request = OutboundRequest.get(address, ACCEPT_JSON);
    HttpAnswer answer = http.send(request, deadline);
    String asked = "Asked for its " + what + ", " + request.place();
    if (answer.isOutage()) {
      throw answer.outage(asked);
    }
    if (!answer.isOk()) {
      throw new ProviderException(
          Code.METADATA_INVALID, asked + " answered " + answer.status() + ".");
    }
    return answer;
  }
}
