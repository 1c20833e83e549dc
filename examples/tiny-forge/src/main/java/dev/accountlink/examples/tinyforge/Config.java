package dev.accountlink.examples.tinyforge;

import dev.accountlink.ProviderProperties;
import dev.accountlink.examples.tinyforge.imports.ImportLimits;
import dev.accountlink.provider.BundledKinds;
import dev.accountlink.provider.Provider;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be chosen when tiny-forge starts.
 *
 * @param port the port on localhost, 0 for any free one
 * @param data the folder for the database and the repositories; made if missing
 * @param providers the real providers; without any there are demo ones
 * @param imports what imports may take of this machine
 */
public record Config(int port, Path data, List<Provider> providers, ImportLimits imports) {

  private static final int DEFAULT_PORT = 8080;
  private static final Path DEFAULT_DATA = Path.of("tiny-forge-data");

  static final String USAGE =
      """
      tiny-forge, a small forge with social sign-in

        --port <number>   port on localhost (default: the variable PORT, else 8080; 0 = any free one)
        --data <folder>   where users and repositories are kept (default: tiny-forge-data)
        --largest <MiB>   the largest repository that can be imported (default: 500)

      Repositories are imported over SSH from servers whose keys are listed in the file known_hosts
      of the data folder, as OpenSSH writes them but with plain names: ssh-keyscan github.com

      Real providers instead of the demo ones, by variables of the environment. For one called
      WORK, and as many more under other names:
        ACCOUNTLINK_PROVIDER_WORK_KIND=gitlab
        ACCOUNTLINK_PROVIDER_WORK_URL=https://git.example.com
        ACCOUNTLINK_PROVIDER_WORK_CLIENT_ID=...
        ACCOUNTLINK_PROVIDER_WORK_CLIENT_SECRET=...
        ACCOUNTLINK_PROVIDER_WORK_REGISTRATION=on    lets strangers in
        ACCOUNTLINK_PROVIDER_WORK_LABEL=...          what the button says
      Kinds: %s.
      """
          .formatted(String.join(", ", BundledKinds.ALL.keySet()));

  /**
   * Checks the port and copies the list.
   *
   * @throws IllegalArgumentException if the port is not between 0 and 65535
   */
  public Config {
    providers = List.copyOf(providers);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
    }
  }

  /** A forge with the usual limits. */
  public Config(int port, Path data, List<Provider> providers) {
    this(port, data, providers, ImportLimits.DEFAULT);
  }

  /** A forge with demo providers. */
  Config(int port, Path data) {
    this(port, data, List.of());
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
    ImportLimits imports = ImportLimits.DEFAULT;
    for (int at = 0; at < arguments.size(); at += 2) {
      String option = arguments.get(at);
      if (at + 1 == arguments.size()) {
        throw new IllegalArgumentException(option + " needs a value after it");
      }
      String value = arguments.get(at + 1);
      switch (option) {
        case "--port" -> port = number(value);
        case "--data" -> data = Path.of(value);
        case "--largest" -> imports = imports.withBytes((long) number(value, "a size") << 20);
        default -> throw new IllegalArgumentException("there is no option " + option);
      }
    }
    return new Config(port, data, providers(environment), imports);
  }

  private static List<Provider> providers(Map<String, String> environment) {
    Map<String, String> set = new HashMap<>(environment);
    // a variable that a start script leaves empty names nothing
    set.values().removeIf(String::isBlank);
    return ProviderProperties.read(ProviderProperties.fromEnvironment(set));
  }

  private static int number(String text) {
    return number(text, "a port");
  }

  private static int number(String text, String what) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(what + " is a number from 0 to 65535, not " + text);
    }
  }
}
