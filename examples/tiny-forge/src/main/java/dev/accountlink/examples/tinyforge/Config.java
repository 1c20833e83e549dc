package dev.accountlink.examples.tinyforge;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What can be chosen when tiny-forge starts.
 *
 * @param port the port on localhost, 0 for any free one
 * @param data the folder for the database and the repositories; made if missing
 * @param providers the real providers; demo ones stand in for those that are missing
 */
public record Config(int port, Path data, RealProviders providers) {

  private static final int DEFAULT_PORT = 8080;
  private static final Path DEFAULT_DATA = Path.of("tiny-forge-data");

  static final String USAGE =
      """
      tiny-forge, a small forge with social sign-in

        --port <number>   port on localhost (default: the variable PORT, else 8080; 0 = any free one)
        --data <folder>   where users and repositories are kept (default: tiny-forge-data)

      Real providers instead of the demo ones, by variables of the environment:
        GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET
        OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET
      """;

  /**
   * Checks the port.
   *
   * @throws IllegalArgumentException if the port is not between 0 and 65535
   */
  public Config {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
    }
  }

  /** A forge with demo providers. */
  Config(int port, Path data) {
    this(port, data, RealProviders.NONE);
  }

  /**
   * Reads the command line, then the environment.
   *
   * @param arguments the words after the command
   * @param environment the process environment
   * @return the choices, with defaults for what was not said
   * @throws IllegalArgumentException with a sentence for the person who typed the command
   */
  public static Config parse(List<String> arguments, Map<String, String> environment) {
    int port = environment.containsKey("PORT") ? number(environment.get("PORT")) : DEFAULT_PORT;
    Path data = DEFAULT_DATA;
    for (int at = 0; at < arguments.size(); at += 2) {
      String option = arguments.get(at);
      if (at + 1 == arguments.size()) {
        throw new IllegalArgumentException(option + " needs a value after it");
      }
      String value = arguments.get(at + 1);
      switch (option) {
        case "--port" -> port = number(value);
        case "--data" -> data = Path.of(value);
        default -> throw new IllegalArgumentException("there is no option " + option);
      }
    }
    return new Config(port, data, RealProviders.of(environment));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + text);
    }
  }
}
