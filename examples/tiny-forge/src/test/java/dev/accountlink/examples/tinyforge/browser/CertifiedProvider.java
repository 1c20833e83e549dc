package dev.accountlink.examples.tinyforge.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An OpenID provider that is not ours and is certified: npm {@code oidc-provider} in a Node
 * process, one for a test class. It demands PKCE, sends {@code iss} and asks for consent on a page
 * of its own. Its people are grace, whose address is verified, and linus.
 */
final class CertifiedProvider implements ExecutionCondition, BeforeAllCallback, AfterAllCallback {
  private static final Path SCRIPT = Path.of("src", "test", "node", "server.mjs");
  private static final int OLDEST_NODE = 20;
  private static final String CLIENT = "tiny-forge";
  private static final String SECRET = "a-secret-of-the-tests";
  private static final String HOW =
      " For them, run npm install with examples/tiny-forge/src/test/node/package.json in"
          + " $ACCOUNTLINK_NODE_HOME (~/.cache/accountlink/node); .ci/run does so.";

  private Optional<Process> process = Optional.empty();
  private String issuer = "";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Missing.decide(missing(), "ACCOUNTLINK_REQUIRE_NODE", context);
  }

  private static Optional<String> missing() {
    String tests = "tests against a certified OpenID provider, because ";
    if (nodeVersion() < OLDEST_NODE) {
      return Optional.of(tests + "there is no Node " + OLDEST_NODE + " or newer." + HOW);
    }
    return Files.isDirectory(home().resolve("node_modules").resolve("oidc-provider"))
        ? Optional.empty()
        : Optional.of(tests + "npm oidc-provider is not in " + home() + "." + HOW);
  }

  private static Path home() {
    return Optional.ofNullable(System.getenv("ACCOUNTLINK_NODE_HOME"))
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "accountlink", "node"));
  }

  private static int nodeVersion() {
    try {
      Process node =
          new ProcessBuilder("node", "-p", "parseInt(process.versions.node)")
              .redirectError(Redirect.DISCARD)
              .start();
      String answer = new String(node.getInputStream().readAllBytes(), UTF_8).trim();
      return answer.matches("[0-9]{1,4}") ? Integer.parseInt(answer) : 0;
    } catch (IOException noNode) {
      return 0;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Process node =
        new ProcessBuilder("node", SCRIPT.toString(), home().toString())
            .redirectError(Redirect.DISCARD)
            .start();
    process = Optional.of(node);
    issuer = tell(node, "").replaceFirst("^issuer ", "");
  }

  /** What the environment has to name for it. */
  Map<String, String> environment() {
    return Map.of(
        "ACCOUNTLINK_PROVIDER_OPENID_KIND",
        "openid-connect",
        "ACCOUNTLINK_PROVIDER_OPENID_LABEL",
        "OpenID",
        "ACCOUNTLINK_PROVIDER_OPENID_URL",
        issuer,
        "ACCOUNTLINK_PROVIDER_OPENID_CLIENT_ID",
        CLIENT,
        "ACCOUNTLINK_PROVIDER_OPENID_CLIENT_SECRET",
        SECRET,
        "ACCOUNTLINK_PROVIDER_OPENID_REGISTRATION",
        "on");
  }

  /** Makes this forge a client. */
  void register(Forge forge) throws IOException {
    String callback = forge.address("/-/sso/openid/callback");
    String answer = tell(process.orElseThrow(), "client " + CLIENT + " " + SECRET + " " + callback);
    if (!answer.equals("registered")) {
      throw new IOException("The certified provider did not register the client: " + answer);
    }
  }

  String issuer() {
    return issuer;
  }

  /** Sends a line, if there is one, and reads one. */
  private static String tell(Process node, String line) throws IOException {
    if (!line.isEmpty()) {
      PrintWriter out = new PrintWriter(node.getOutputStream(), true, UTF_8);
      out.println(line);
    }
    // nothing is lost in its buffer: each line is read before the next one is caused
    String answer =
        new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8)).readLine();
    if (answer == null) {
      throw new IOException("The certified provider ended; run: node " + SCRIPT + " " + home());
    }
    return answer;
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (process.isPresent()) {
      process.get().getOutputStream().close();
      if (!process.get().waitFor(5, TimeUnit.SECONDS)) {
        process.get().destroyForcibly();
      }
    }
  }
}
