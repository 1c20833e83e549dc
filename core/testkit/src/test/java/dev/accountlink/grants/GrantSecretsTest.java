package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.flows.LogCapture;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;
import dev.accountlink.seal.VaultException;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.RefreshedIdToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nothing that a grant holds is to be read anywhere. */
class GrantSecretsTest {
  private final List<Object> printed = new ArrayList<>();

  @Test
  @DisplayName(
      "G03 secrets at rest: no token in a row, a log line at any level, an event or what"
          + " anything prints")
  void noTokenIsToBeReadAnywhere() {
    GrantScene scene = GrantScene.openId();
    try (scene;
        LogCapture log = LogCapture.open()) {
      everythingHappens(scene);
      Set<String> secrets =
          scene.fake.issuedSecrets().stream()
              .filter(secret -> secret.length() > 8)
              .collect(Collectors.toSet());
      assertThat(secrets).anyMatch(secret -> secret.startsWith("rt-"));

      assertThat(log.lines()).isNotEmpty();
      log.lines().forEach(line -> clean(line.whole(), secrets));
      assertThat(scene.store.written()).hasSizeGreaterThan(3);
      scene.store.written().forEach(row -> stored(row.sealed(), secrets));
      assertThat(scene.store.queued()).isNotEmpty();
      scene.store.queued().forEach(row -> stored(row.sealed(), secrets));
      scene.events.forEach(event -> clean(event.toString(), secrets));
      assertThat(printed).hasSizeGreaterThan(6);
      printed.forEach(thing -> clean(String.valueOf(thing), secrets));
      scene.store.written().forEach(row -> clean(row.toString(), secrets));
      scene.store.queued().forEach(row -> clean(row.toString(), secrets));
    }
  }

  private void everythingHappens(GrantScene scene) {
    Grants.Offer offer = scene.offer();
    printed.add(offer);
    printed.add(offer.tokens());
    printed.add(scene.grants.put(offer));
    printed.add(scene.use());
    scene.runOut();
    printed.add(scene.use());
    scene.runOut();
    scene.fake.faultOnce(Endpoint.TOKEN, Fault.serverError());
    printed.add(scene.use());
    scene.clock.pass(Duration.ofSeconds(31));
    scene.store.stumble();
    printed.add(scene.use());
    scene.openIdFake().idTokenOfRefresh(RefreshedIdToken.OF_ANOTHER_ISSUER);
    scene.runOut();
    printed.add(scene.use());
    Grant grant = scene.give();
    scene.fake.fault(Endpoint.REVOKE, Fault.serverError());
    printed.add(scene.grants.end(GrantScene.ADA, grant.id()));
    scene.clock.pass(Duration.ofMinutes(2));
    printed.add(scene.grants.maintain());
    scene.runOut();
    Access none = scene.use();
    printed.add(none);
    assertThat(none).isInstanceOf(Access.NoGrant.class);
  }

  private static void stored(String sealed, Set<String> secrets) {
    clean(sealed, secrets);
    assertThat(sealed).matches("accountlink-1\\.[0-9]+\\.[A-Za-z0-9_-]+");
    byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(sealed.lastIndexOf('.') + 1));
    clean(new String(bytes, StandardCharsets.ISO_8859_1), secrets);
  }

  private static void clean(String text, Set<String> secrets) {
    for (String secret : secrets) {
      assertThat(text).doesNotContain(secret);
    }
  }

  @Test
  @DisplayName("G06 a row that is no sealed text is never taken for a token in the clear")
  void aRowInTheClearIsNotUsed() {
    try (GrantScene scene = GrantScene.openId()) {
      Grant grant = scene.give();
      var row = scene.store.find(grant.id()).orElseThrow();
      scene.store.replace(
          new SealedGrant(row.id(), row.key(), row.version() + 1, 1, "at-in-the-clear"));

      assertThatThrownBy(scene::use)
          .isInstanceOf(VaultException.class)
          .hasMessageNotContaining("at-in-the-clear");
    }
  }

  @Test
  @DisplayName("G03 a row is bound to its user and version: an old one put back opens nothing")
  void anOldRowPutBackOpensNothing() {
    try (GrantScene scene = GrantScene.openId()) {
      Grant grant = scene.give();
      var old = scene.store.find(grant.id()).orElseThrow();
      scene.runOut();
      scene.use();
      long version = scene.store.find(grant.id()).orElseThrow().version();
      scene.store.replace(new SealedGrant(old.id(), old.key(), version + 1, 1, old.sealed()));

      assertThatThrownBy(scene::use).isInstanceOf(VaultException.class);
    }
  }

  @Test
  @DisplayName("G03 a row is bound to its user: put into another's row it opens nothing")
  void anothersRowOpensNothing() {
    try (GrantScene scene = GrantScene.openId()) {
      var adas = scene.store.find(scene.give().id()).orElseThrow();
      Grants.Offer offer = scene.offer();
      GrantKey bobs = new GrantKey(GrantScene.BOB, offer.key().identity(), offer.key().purpose());
      scene.store.insert(
          new SealedGrant(GrantId.random(), bobs, adas.version(), adas.keyId(), adas.sealed()));

      assertThatThrownBy(
              () ->
                  scene.grants.use(
                      GrantScene.BOB, GrantScene.DEMO, bobs.purpose(), GrantScene.SHORTLY))
          .isInstanceOf(VaultException.class);
      assertThat(scene.grants.of(GrantScene.BOB)).isEmpty();
      assertThat(scene.use()).isInstanceOf(Access.Given.class);
    }
  }
}
