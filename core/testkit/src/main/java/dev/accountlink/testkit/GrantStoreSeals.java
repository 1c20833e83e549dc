package dev.accountlink.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.GrantId;
import dev.accountlink.seal.KeyRing;
import dev.accountlink.seal.VaultKeys;
import dev.accountlink.spi.SealedGrant;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That what is sealed comes back to the letter, and can be sealed anew under another key. */
abstract class GrantStoreSeals extends GrantStoreLeases {
  private static final String VISIBLE =
      "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ"
          + "[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

  @Test
  @DisplayName("G03 secrets at rest: a sealed text of any length comes back to the letter")
  void g03SealedTextsComeBackToTheLetter() {
    String longest = VISIBLE.repeat(SealedGrant.MAX_LENGTH / VISIBLE.length() + 1);
    for (int length : new int[] {1, 255, 4_001, 32_768, 65_535, SealedGrant.MAX_LENGTH}) {
      String text = longest.substring(0, length);
      SealedGrant grant = sealed(GrantId.random(), "of " + length, 1, 1, text);

      inserted(grant);
      assertThat(store.find(grant.id()).map(SealedGrant::sealed)).contains(text);
      String other = new StringBuilder(text).reverse().toString();
      store.replace(next(grant, other));
      assertThat(store.find(grant.id()).map(SealedGrant::sealed)).contains(other);
      assertThat(store.remove(grant.id()).map(SealedGrant::sealed)).contains(other);
    }
  }

  @Test
  void whatOtherKeysSealedComesInPagesInTheOrderOfNames() {
    List<SealedGrant> others = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      others.add(inserted(sealed(GrantId.random(), "other " + i, 1, i % 3, "text")));
      inserted(sealed(GrantId.random(), "ours " + i, 1, 200, "text"));
    }
    others.sort(Comparator.comparing(grant -> grant.id().value()));

    for (int limit : new int[] {1, 5, 12, 13, Integer.MAX_VALUE}) {
      assertThat(inPagesOf(limit)).as("pages of %s", limit).isEqualTo(others);
    }
    store.remove(others.get(4).id());
    assertThat(store.notSealedBy(200, Optional.of(others.get(4).id()), 2))
        .as("a page goes on after one that is gone")
        .isEqualTo(others.subList(5, 7));
  }

  @Test
  void aKeyThatNobodyHasSealedNothing() {
    for (int i = 0; i < 3; i++) {
      inserted(sealed(GrantId.random(), "of key " + i, 1, i * 127, "text"));
    }

    assertThat(store.notSealedBy(256, Optional.empty(), 10)).hasSize(3);
  }

  @Test
  void aPageOfNothingIsRefused() {
    for (int limit : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> store.notSealedBy(1, Optional.empty(), limit))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @DisplayName("G04 key rotation: all is sealed anew under a new key, though it stopped in between")
  void g04AllIsSealedAnewInSeveralGoes() {
    KeyRing.Key first = key(1);
    KeyRing.Key second = key(2);
    VaultKeys before = new VaultKeys(KeyRing.of(first));
    VaultKeys both = new VaultKeys(KeyRing.of(second, first));
    List<GrantId> ids = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      GrantId id = GrantId.random();
      String text = before.seal(("token of " + i).getBytes(UTF_8), id.value(), "1");
      inserted(sealed(id, "s" + i, 1, before.writer(), text));
      ids.add(id);
    }

    sealAnew(both, store.notSealedBy(2, Optional.empty(), 3));
    assertThat(store.notSealedBy(2, Optional.empty(), 10)).as("after it stopped").hasSize(6);
    List<SealedGrant> page;
    do {
      page = store.notSealedBy(2, Optional.empty(), 4);
      sealAnew(both, page);
    } while (!page.isEmpty());

    VaultKeys after = new VaultKeys(KeyRing.of(second));
    for (int i = 0; i < ids.size(); i++) {
      SealedGrant grant = store.find(ids.get(i)).orElseThrow();
      assertThat(grant.keyId()).isEqualTo(2);
      assertThat(after.open(grant.sealed(), grant.id().value(), "2"))
          .isEqualTo(("token of " + i).getBytes(UTF_8));
    }
  }

  private void sealAnew(VaultKeys keys, List<SealedGrant> page) {
    for (SealedGrant grant : page) {
      byte[] plain = keys.open(grant.sealed(), grant.id().value(), "" + grant.version());
      long version = grant.version() + 1;
      String text = keys.seal(plain, grant.id().value(), "" + version);
      assertThat(
              store.replace(new SealedGrant(grant.id(), grant.key(), version, keys.writer(), text)))
          .isTrue();
    }
  }

  private List<SealedGrant> inPagesOf(int limit) {
    List<SealedGrant> seen = new ArrayList<>();
    Optional<GrantId> last = Optional.empty();
    List<SealedGrant> page;
    do {
      page = store.notSealedBy(200, last, limit);
      assertThat(page).hasSizeLessThanOrEqualTo(limit).noneMatch(seen::contains);
      seen.addAll(page);
      last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1).id());
    } while (page.size() == limit);
    return seen;
  }

  private static KeyRing.Key key(int id) {
    byte[] bytes = new byte[KeyRing.Key.LENGTH];
    new SecureRandom().nextBytes(bytes);
    return new KeyRing.Key(id, bytes);
  }

  private static SealedGrant sealed(
      GrantId id, String subject, long version, int keyId, String text) {
    return new SealedGrant(id, key(ALICE, subject), version, keyId, text);
  }
}
