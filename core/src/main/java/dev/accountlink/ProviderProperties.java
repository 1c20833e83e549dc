package dev.accountlink;

import dev.accountlink.provider.BundledKinds;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderKind;
import dev.accountlink.seal.SecretOpeningKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads providers from properties and from the environment:
 *
 * <pre>
 * accountlink.provider.work.kind=gitlab
 * accountlink.provider.work.url=https://git.example.com
 * accountlink.provider.work.client-id=…
 * accountlink.provider.work.client-secret-file=/run/secrets/work
 * accountlink.provider.work.registration=on
 * </pre>
 *
 * <p>In the environment a key is written in capitals with {@code _} for dots and hyphens: {@code
 * ACCOUNTLINK_PROVIDER_WORK_CLIENT_ID}. An error names the key, what stands there unless it is a
 * secret, and what to write.
 */
public final class ProviderProperties {
  private static final String PREFIX = "accountlink.provider.";
  private static final Pattern KEY =
      Pattern.compile("accountlink\\.provider\\.([a-z0-9]+(?:-[a-z0-9]+)*)\\.([a-z0-9.-]+)");
  private static final String VARIABLE_PREFIX = "ACCOUNTLINK_PROVIDER_";
  private static final Pattern VARIABLE =
      Pattern.compile(VARIABLE_PREFIX + "([A-Z0-9]+)_([A-Z0-9_]+)");

  private ProviderProperties() {}

  /**
   * The providers that the properties name, by {@code order}, then by id.
   *
   * @throws IllegalArgumentException for a key nobody knows, a value that cannot be, or a missing
   *     one
   */
  public static List<Provider> read(Map<String, String> properties) {
    return read(properties, BundledKinds.ALL);
  }

  /**
   * The same with kinds of the host's own.
   *
   * @param kinds by their names
   */
  public static List<Provider> read(
      Map<String, String> properties, Map<String, ProviderKind> kinds) {
    return read(properties, kinds, Optional.empty());
  }

  /**
   * The same where client secrets may be sealed, see {@link ClientSecrets}.
   *
   * @param secrets opens them
   */
  public static List<Provider> read(
      Map<String, String> properties, Map<String, ProviderKind> kinds, SecretOpeningKeys secrets) {
    return read(properties, kinds, Optional.of(secrets));
  }

  private static List<Provider> read(
      Map<String, String> properties,
      Map<String, ProviderKind> kinds,
      Optional<SecretOpeningKeys> secrets) {
    Map<String, Map<String, String>> byId = new TreeMap<>();
    for (Map.Entry<String, String> property : new TreeMap<>(properties).entrySet()) {
      if (property.getKey().startsWith(PREFIX)) {
        Matcher key = KEY.matcher(property.getKey());
        if (!key.matches()) {
          throw new IllegalArgumentException(
              property.getKey()
                  + ": write accountlink.provider.ID.NAME, the id in small letters, digits and"
                  + " hyphens.");
        }
        byId.computeIfAbsent(key.group(1), id -> new TreeMap<>())
            .put(key.group(2), property.getValue());
      }
    }
    List<ProviderSettings> settings = new ArrayList<>();
    byId.forEach(
        (id, values) ->
            settings.add(new ProviderSettings(PREFIX + id + ".", values, kinds, secrets)));
    return settings.stream()
        .sorted(Comparator.comparingInt(ProviderSettings::order))
        .map(ProviderSettings::provider)
        .toList();
  }

  /**
   * The properties that environment variables stand for. An id has no hyphen there.
   *
   * @param environment such as {@code System.getenv()}
   * @throws IllegalArgumentException for a variable that begins like one of these and is none
   */
  public static Map<String, String> fromEnvironment(Map<String, String> environment) {
    Map<String, String> properties = new LinkedHashMap<>();
    environment.forEach(
        (name, value) -> {
          Matcher variable = VARIABLE.matcher(name);
          if (variable.matches()) {
            String key = variable.group(2).toLowerCase(Locale.ROOT).replace('_', '-');
            properties.put(
                PREFIX
                    + variable.group(1).toLowerCase(Locale.ROOT)
                    + "."
                    + key.replaceFirst("^(import|gate)-", "$1."),
                value);
          } else if (name.startsWith(VARIABLE_PREFIX)) {
            throw new IllegalArgumentException(
                name
                    + ": write "
                    + VARIABLE_PREFIX
                    + "ID_NAME in capitals, the id in letters and digits, such as "
                    + VARIABLE_PREFIX
                    + "WORK_CLIENT_ID.");
          }
        });
    return properties;
  }
}
