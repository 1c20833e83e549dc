package dev.accountlink.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSealingTest {
  private static final byte[] SECRET = "s3cret-of-a-client".getBytes(StandardCharsets.UTF_8);
  @TempDir Path folder;
  private SecretOpeningKeys keys;
  private SecretSealingKey sealing;

  @BeforeEach
  void makeKeys() {
    keys = SecretOpeningKeys.inFile(folder.resolve("secrets.jwk"));
    sealing = SecretSealingKey.of(keys.sealingKey().text());
  }

  @Test
  @DisplayName("G05 write-only client secret: one side seals, and only the other opens")
  void oneSideSealsAndTheOtherOpens() {
    String sealed = sealing.seal(SECRET, "client", "id");

    assertThat(keys.open(sealed, "client", "id")).isEqualTo(SECRET);
    assertThat(sealing.seal(SECRET, "client", "id")).isNotEqualTo(sealed);
  }

  @Test
  @DisplayName("G05 the side that seals holds nothing that opens")
  void theSealingSideHoldsNothingThatOpens() throws IOException {
    String written = Files.readString(folder.resolve("secrets.jwk"));

    assertThat(written).contains("\"d\"");
    assertThat(sealing.text()).doesNotContain("\"d\"");
    assertThat(sealing + " " + keys).doesNotContain("\"x\"").doesNotContain("{");
    assertThatThrownBy(() -> SecretSealingKey.of(written.strip()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("opens secrets");
    Path given = folder.resolve("given.jwk");
    Files.writeString(given, sealing.text());
    assertThatThrownBy(() -> SecretOpeningKeys.inFile(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must hold keys that open");
  }

  @Test
  @DisplayName("G05 a sealed secret cannot be carried to another place")
  void aSealedSecretIsForOnePlace() {
    String sealed = sealing.seal(SECRET, "client", "id");

    refused(sealed, "client", "other").isEqualTo(VaultException.Code.BROKEN);
    refused(sealed, "clienti", "d").isEqualTo(VaultException.Code.BROKEN);
    String[] parts = sealed.split("\\.");
    String header = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    parts[1] =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.replace("2:id", "2:xx").getBytes(StandardCharsets.UTF_8));
    refused(String.join(".", parts), "client", "xx").isEqualTo(VaultException.Code.BROKEN);
  }

  @Test
  void whatIsNotSealedIsNotTakenForIt() {
    refused("s3cret").isEqualTo(VaultException.Code.NOT_SEALED);
    refused("accountlink-sealed-1.x").isEqualTo(VaultException.Code.BROKEN);
    String sealed = sealing.seal(SECRET);
    refused(sealed.substring(0, sealed.length() - 4) + "AAAA")
        .isEqualTo(VaultException.Code.BROKEN);
  }

  @Test
  @DisplayName("G04 key rotation: a new key seals, the old one opens what it sealed")
  void keysAreRotated() throws IOException {
    String old = sealing.seal(SECRET);
    SecretOpeningKeys fresh = SecretOpeningKeys.inFile(folder.resolve("fresh.jwk"));
    assertThatThrownBy(() -> fresh.open(old))
        .isInstanceOfSatisfying(
            VaultException.class,
            e -> assertThat(e.code()).isEqualTo(VaultException.Code.UNKNOWN_KEY));

    Path both = folder.resolve("both.jwk");
    Files.write(
        both,
        List.of(
            "# the second one is from before",
            Files.readString(folder.resolve("fresh.jwk")).strip(),
            Files.readString(folder.resolve("secrets.jwk")).strip()));
    SecretOpeningKeys rotated = SecretOpeningKeys.inFile(both);

    assertThat(rotated.open(old)).isEqualTo(SECRET);
    assertThat(fresh.open(rotated.sealingKey().seal(SECRET))).isEqualTo(SECRET);
  }

  @Test
  void aLineThatIsNoKeyIsNotQuoted() throws IOException {
    Path file = folder.resolve("broken.jwk");
    Files.writeString(file, "{\"kty\":\"EC\",\"d\":\"topsecret\"}");

    assertThatThrownBy(() -> SecretOpeningKeys.inFile(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a JWK on P-256")
        .hasNoCause();
  }

  private AbstractThrowableAssert<?, ?> thrown(String sealed, String... place) {
    return assertThatThrownBy(() -> keys.open(sealed, place));
  }

  private org.assertj.core.api.AbstractObjectAssert<?, Object> refused(
      String sealed, String... place) {
    return thrown(sealed, place)
        .isInstanceOf(VaultException.class)
        .extracting(e -> ((VaultException) e).code());
  }
}
