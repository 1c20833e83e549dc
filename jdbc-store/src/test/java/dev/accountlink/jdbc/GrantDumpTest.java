package dev.accountlink.jdbc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.Purpose;
import dev.accountlink.seal.VaultKeys;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.spi.SealedRevocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody finds who has the database and not the vault's key. */
class GrantDumpTest {
  private static final String ACCESS = "gho_Canary1AccessTokenThatNobodyMaySee";
  private static final String REFRESH = "ghr_Canary2RefreshTokenThatNobodyMaySee";
  private static final String LATER = "gho_Canary3NextAccessTokenNobodyMaySee";

  @TempDir Path folder;
  private JdbcConnectionPool dataSource;
  private VaultKeys vault;

  @BeforeEach
  void openDatabaseAndVault() {
    dataSource = H2.at("jdbc:h2:file:" + folder.resolve("db/forge"));
    Schema.migrate(dataSource);
    vault = VaultKeys.inFile(folder.resolve("vault-keys"));
  }

  @Test
  @DisplayName("G03 secrets at rest: neither a dump nor the database's files contain a token")
  void g03NoTokenIsInADumpOrInTheFiles() {
    keepTokens(dataSource);
    List<String> found = new ArrayList<>(H2.query(dataSource, "SCRIPT"));
    H2.execute(dataSource, "CHECKPOINT SYNC");
    found.addAll(files());
    H2.execute(dataSource, "SHUTDOWN");
    found.addAll(files());

    assertThat(String.join("\n", found))
        .as("what is there at all")
        .contains("https://id.example", "alice", "accountlink-1.");
    for (String text : found) {
      assertThat(shapesIn(text)).isEmpty();
    }
  }

  @Test
  @DisplayName("G03 secrets at rest: with the vault's key the tokens are all there")
  void g03TheTokensAreThere() {
    SealedGrant grant = keepTokens(dataSource);
    H2.execute(dataSource, "SHUTDOWN");

    JdbcGrantStore again = new JdbcGrantStore(H2.at("jdbc:h2:file:" + folder.resolve("db/forge")));
    VaultKeys sameVault = VaultKeys.inFile(folder.resolve("vault-keys"));
    SealedGrant stored = again.find(grant.id()).orElseThrow();
    assertThat(sameVault.open(stored.sealed(), stored.id().value(), "2"))
        .isEqualTo((LATER + " " + REFRESH).getBytes(UTF_8));
  }

  @Test
  @DisplayName("G03 secrets at rest: a token stored in the clear would be found")
  void g03ATokenInTheClearIsFound() {
    H2.execute(dataSource, "CREATE TABLE careless (token VARCHAR(100))");
    H2.execute(dataSource, "INSERT INTO careless VALUES ('" + REFRESH + "')");

    assertThat(shapesIn(String.join("\n", H2.query(dataSource, "SCRIPT")))).isNotEmpty();
    H2.execute(dataSource, "SHUTDOWN");
    assertThat(shapesIn(String.join("\n", files()))).isNotEmpty();
  }

  /** Through all that happens to tokens: kept, refreshed, and one to be taken back. */
  private SealedGrant keepTokens(JdbcConnectionPool database) {
    JdbcGrantStore store = new JdbcGrantStore(database);
    GrantId id = GrantId.random();
    SealedGrant first = sealed(id, 1, ACCESS + " " + REFRESH);
    assertThat(store.insert(first)).isTrue();
    store.lease(id, 1, "holder", Duration.ofHours(1));
    assertThat(store.replace(sealed(id, 2, LATER + " " + REFRESH), "holder")).isTrue();
    String revocation = "r".repeat(22);
    String text = vault.seal(ACCESS.getBytes(UTF_8), "revocation", revocation);
    store.put(new SealedRevocation(revocation, Links.NOON, 0, text));
    return first;
  }

  private SealedGrant sealed(GrantId id, long version, String tokens) {
    GrantKey key = new GrantKey(Links.ALICE, Links.key("4711"), Purpose.IMPORT);
    String text = vault.seal(tokens.getBytes(UTF_8), id.value(), Long.toString(version));
    return new SealedGrant(id, key, version, vault.writer(), text);
  }

  private List<String> files() {
    try (Stream<Path> files = Files.walk(folder.resolve("db"))) {
      return files.filter(Files::isRegularFile).map(GrantDumpTest::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shapes of the tokens that a text contains: plain, in UTF-16, hexadecimal and base64. */
  private static List<String> shapesIn(String text) {
    List<String> shapes = new ArrayList<>();
    for (String token : List.of(ACCESS, REFRESH, LATER)) {
      byte[] bytes = token.getBytes(UTF_8);
      shapes.add(token);
      shapes.add(token.substring(4));
      shapes.add(new String(token.getBytes(StandardCharsets.UTF_16BE), ISO_8859_1));
      shapes.add(HexFormat.of().formatHex(bytes));
      for (int skipped = 0; skipped < 3; skipped++) {
        byte[] rest = Arrays.copyOfRange(bytes, skipped, bytes.length / 3 * 3 - 3 + skipped);
        shapes.add(Base64.getEncoder().encodeToString(rest));
      }
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return shapes.stream().filter(shape -> lower.contains(shape.toLowerCase(Locale.ROOT))).toList();
  }
}
