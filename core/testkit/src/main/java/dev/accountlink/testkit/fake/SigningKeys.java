package dev.accountlink.testkit.fake;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The keys a fake OpenID provider signs with. Thread-safe.
 *
 * <p>To make an RSA key takes a good tenth of a second, and on a busy machine longer than a call
 * may take. The first is therefore there from the start, and a closed provider leaves its keys to
 * later ones; two that are open never share one.
 */
final class SigningKeys implements AutoCloseable {
  private static final Queue<RSAKey> LEFT_OVER = new ConcurrentLinkedQueue<>();

  private final List<RSAKey> published = new ArrayList<>();
  private final List<RSAKey> retired = new ArrayList<>();
  private final List<RSAKey> strangers = new ArrayList<>();
  private boolean named = true;
  private int count;

  SigningKeys() {
    published.add(next());
  }

  /** The key that signs now. */
  synchronized RSAKey current() {
    return published.get(published.size() - 1);
  }

  /** Replaces all keys by a new one. */
  synchronized void rotate() {
    retired.addAll(published);
    published.clear();
    published.add(next());
  }

  /** Publishes one key more and signs with it from now on. */
  synchronized void addAnother() {
    published.add(next());
  }

  /** Whether keys and signatures carry a key id from now on. */
  synchronized void nameThem(boolean withKeyId) {
    named = withKeyId;
  }

  /** A key that is not the provider's and claims the id of the one that is. */
  synchronized RSAKey strangersKey() {
    String honestId = current().getKeyID();
    makeStrangersKey();
    return new RSAKey.Builder(strangers.get(0)).keyID(honestId).build();
  }

  /** As {@link #rotate} and {@link #addAnother} do: now, and not during a call. */
  synchronized void makeStrangersKey() {
    if (strangers.isEmpty()) {
      strangers.add(next());
    }
  }

  synchronized Map<String, Object> publicSet() {
    List<JWK> shown = new ArrayList<>();
    for (RSAKey key : published) {
      shown.add(named ? key : new RSAKey.Builder(key).keyID(null).build());
    }
    return new JWKSet(shown).toJSONObject(true);
  }

  String sign(Map<String, @Nullable Object> claims) {
    return sign(new JWSHeader.Builder(JWSAlgorithm.RS256), current(), claims);
  }

  String sign(JWSHeader.Builder header, RSAKey key, Map<String, @Nullable Object> claims) {
    try {
      JWSObject token =
          new JWSObject(header.keyID(keyId(key).orElse(null)).build(), new Payload(claims));
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private synchronized Optional<String> keyId(RSAKey key) {
    return named ? Optional.of(key.getKeyID()) : Optional.empty();
  }

  private RSAKey next() {
    count++;
    RSAKey raw = Optional.ofNullable(LEFT_OVER.poll()).orElseGet(SigningKeys::generate);
    return new RSAKey.Builder(raw)
        .keyID("key-" + count)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(JWSAlgorithm.RS256)
        .build();
  }

  private static RSAKey generate() {
    try {
      return new RSAKeyGenerator(2048).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public synchronized void close() {
    LEFT_OVER.addAll(published);
    LEFT_OVER.addAll(retired);
    LEFT_OVER.addAll(strangers);
    published.clear();
    retired.clear();
    strangers.clear();
  }
}
