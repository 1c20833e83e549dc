package dev.accountlink.examples.tinyforge.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Keycloak from its published zip, one for a test class, with the realm of {@code
 * src/test/keycloak}: grace, whose address is verified, and linus, whose is not.
 */
final class Keycloak implements ExecutionCondition, BeforeAllCallback, AfterAllCallback {
  private static final Path REALM = Path.of("src", "test", "keycloak", "demo-realm.json");
  private static final String WITHOUT =
      "tests against Keycloak, because the profile that unpacks it is off. For them, run"
          + " ./mvnw -Pkeycloak verify.";

  private Optional<Process> process = Optional.empty();
  private String issuer = "";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> why = home().isPresent() ? Optional.empty() : Optional.of(WITHOUT);
    return Missing.decide(why, "ACCOUNTLINK_REQUIRE_KEYCLOAK", context);
  }

  private static Optional<Path> home() {
    return Optional.ofNullable(System.getProperty("accountlink.keycloak"))
        .map(Path::of)
        .filter(Files::isDirectory);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path home = home().orElseThrow();
    Path realms = Files.createDirectories(home.resolve("data").resolve("import"));
    Files.copy(REALM, realms.resolve("demo-realm.json"), StandardCopyOption.REPLACE_EXISTING);
    int port = freePort();
    Process server =
        new ProcessBuilder(
                "sh",
                home.resolve("bin").resolve("kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port)
            .redirectErrorStream(true)
            .start();
    process = Optional.of(server);
    issuer = "http://127.0.0.1:" + port + "/realms/demo";
    BufferedReader log = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
    awaitStart(log);
    Thread reader = new Thread(() -> drain(log), "keycloak-log");
    reader.setDaemon(true);
    reader.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static void awaitStart(BufferedReader log) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("Listening on:")) {
        return;
      }
      said.append(line).append('\n');
    }
    throw new IOException("Keycloak ended before it listened:\n" + said);
  }

  /** A full pipe would stop it. Stopping it closes the pipe, which ends the reading. */
  private static void drain(Reader log) {
    try {
      log.transferTo(Writer.nullWriter());
    } catch (IOException closed) {
      // The server was stopped while its log was read.
    }
  }

  /** What the environment has to name for it. */
  Map<String, String> environment() {
    return Map.of(
        "ACCOUNTLINK_PROVIDER_KEYCLOAK_KIND",
        "openid-connect",
        "ACCOUNTLINK_PROVIDER_KEYCLOAK_LABEL",
        "Keycloak",
        "ACCOUNTLINK_PROVIDER_KEYCLOAK_URL",
        issuer,
        "ACCOUNTLINK_PROVIDER_KEYCLOAK_CLIENT_ID",
        "tiny-forge",
        "ACCOUNTLINK_PROVIDER_KEYCLOAK_CLIENT_SECRET",
        "a-secret-of-the-tests",
        "ACCOUNTLINK_PROVIDER_KEYCLOAK_REGISTRATION",
        "on");
  }

  String issuer() {
    return issuer;
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    if (process.isPresent()) {
      process.get().descendants().forEach(ProcessHandle::destroy);
      process.get().destroy();
      if (!process.get().waitFor(20, TimeUnit.SECONDS)) {
        process.get().descendants().forEach(ProcessHandle::destroyForcibly);
        process.get().destroyForcibly();
      }
    }
  }
}
