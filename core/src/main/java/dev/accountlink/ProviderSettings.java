package dev.accountlink;

import dev.accountlink.model.DomainName;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.EmailTrust;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderKind;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import dev.accountlink.seal.SecretOpeningKeys;
import dev.accountlink.seal.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The properties of one provider, read once. Every message names the key. */
final class ProviderSettings {
  private static final Set<String> KEYS =
      Set.of(
          "kind",
          "label",
          "url",
          "icon",
          "order",
          "form-post",
          "client-id",
          "client-secret",
          "client-secret-file",
          "client-secret-sealed",
          "import.client-id",
          "import.client-secret",
          "import.client-secret-file",
          "import.client-secret-sealed",
          "sign-in",
          "registration",
          "importing",
          "confirm-connect",
          "conflict",
          "email-trust",
          "gate.email-domains",
          "gate.claim",
          "gate.members-of",
          "identities-per-user",
          "without-auth-time",
          "private-addresses",
          "personal-tokens");

  private final String prefix;
  private final Map<String, String> values;
  private final Map<String, ProviderKind> kinds;
  private final Optional<SecretOpeningKeys> secrets;

  /**
   * Settings.
   *
   * @param prefix of every key, with the dot at its end
   * @param secrets what opens sealed client secrets
   * @throws IllegalArgumentException for a key nobody knows
   */
  ProviderSettings(
      String prefix,
      Map<String, String> values,
      Map<String, ProviderKind> kinds,
      Optional<SecretOpeningKeys> secrets) {
    this.prefix = prefix;
    this.secrets = secrets;
    this.values = values;
    this.kinds = kinds;
    for (String key : values.keySet()) {
      if (!KEYS.contains(key)) {
        throw wrong(key, "there is no such key. Those are " + String.join(", ", sorted(KEYS)));
      }
    }
  }

  /** Where it stands among the others: a smaller number first. */
  int order() {
    return number("order", 0);
  }

  Provider provider() {
    String id = prefix.substring("accountlink.provider.".length(), prefix.length() - 1);
    ProviderKind kind =
        Optional.ofNullable(kinds.get(required("kind")))
            .orElseThrow(() -> wrong("kind", "write one of " + String.join(", ", kinds.keySet())));
    String address = text("url").or(kind::usualAddress).orElseThrow(() -> missing("url"));
    try {
      Provider provider =
          new Provider(
              new ProviderId(id),
              text("label").orElse(id),
              kind,
              address,
              Map.of(Purpose.SIGN_IN, client("", kind, address)),
              rules(),
              isOn("form-post", false),
              text("icon").orElseGet(kind::name));
      boolean ownImport = values.keySet().stream().anyMatch(key -> key.startsWith("import."));
      return ownImport
          ? provider.withClient(Purpose.IMPORT, client("import.", kind, address))
          : provider;
    } catch (IllegalArgumentException e) {
      throw String.valueOf(e.getMessage()).startsWith(prefix)
          ? e
          : new IllegalArgumentException(prefix + "…: " + e.getMessage(), e);
    }
  }

  private Client client(String part, ProviderKind kind, String address) {
    String id = required(part + "client-id");
    String key = part + "client-secret";
    List<String> there =
        Stream.of(key, key + "-file", key + "-sealed")
            .filter(one -> text(one).isPresent())
            .toList();
    if (there.isEmpty()) {
      throw missing(key);
    }
    String first = there.get(0);
    if (there.size() > 1) {
      throw wrong(there.get(1), "there is " + prefix + first + " as well. Keep one of them");
    }
    String value = required(first);
    if (first.endsWith("-file")) {
      return Client.of(id, inFile(first, value));
    }
    return first.equals(key)
        ? Client.of(id, value)
        : Client.of(id, opened(first, value, kind.name(), address, id).reveal());
  }

  private Secret opened(String key, String sealed, String kind, String address, String clientId) {
    try {
      return ClientSecrets.open(
          secrets.orElseThrow(
              () -> wrong(key, "this application was given no keys that open sealed secrets")),
          kind,
          address,
          clientId,
          sealed);
    } catch (VaultException e) {
      throw wrong(
          key,
          e.code() == VaultException.Code.BROKEN
              ? "it was changed, or sealed for another kind, url or client-id. Enter the secret"
                  + " anew"
              : String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
    }
  }

  private String inFile(String key, String path) {
    try {
      String content = Files.readString(Path.of(path)).strip();
      if (content.isEmpty()) {
        throw wrong(key, "the file " + path + " is empty");
      }
      return content;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          prefix + key + ": the file " + path + " cannot be read. Let this process read it.", e);
    }
  }

  private ProviderRules rules() {
    ProviderRules usual = ProviderRules.DEFAULT;
    return usual
        .withSignIn(isOn("sign-in", usual.signIn()))
        .withRegistration(oneOf("registration", Registration.class, usual.registration()))
        .withImporting(isOn("importing", usual.importing()))
        .withConfirmConnect(isOn("confirm-connect", usual.confirmConnect()))
        .withConflict(oneOf("conflict", Conflict.class, usual.conflict()))
        .withEmailTrust(text("email-trust").map(this::trust).orElse(usual.emailTrust()))
        .withGates(gates())
        .withIdentitiesPerUser(number("identities-per-user", usual.identitiesPerUser()))
        .withoutAuthTime(isOn("without-auth-time", usual.withoutAuthTime()))
        .withPrivateAddresses(isOn("private-addresses", usual.privateAddresses()))
        .withPersonalTokens(isOn("personal-tokens", usual.personalTokens()));
  }

  private EmailTrust trust(String text) {
    return switch (text) {
      case "claim" -> new EmailTrust.Claim();
      case "never" -> new EmailTrust.Never();
      case "directory" -> new EmailTrust.Directory();
      default -> new EmailTrust.Domains(domains("email-trust", text));
    };
  }

  private List<Gate> gates() {
    List<Gate> gates = new ArrayList<>();
    text("gate.email-domains")
        .ifPresent(text -> gates.add(new Gate.EmailDomain(domains("gate.email-domains", text))));
    text("gate.claim").map(this::claim).ifPresent(gates::add);
    text("gate.members-of")
        .map(text -> new Gate.MemberOf(Set.copyOf(words(text)), text))
        .ifPresent(gates::add);
    return gates;
  }

  private Gate claim(String text) {
    String[] parts = text.split("=", 2);
    if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
      throw wrong("gate.claim", "write NAME=VALUE, such as hd=example.com");
    }
    return new Gate.ClaimEquals(parts[0].strip(), parts[1].strip());
  }

  private Set<DomainName> domains(String key, String text) {
    try {
      return words(text).stream().map(DomainName::of).collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw wrong(key, "write domains between commas, such as example.com, example.org");
    }
  }

  private boolean isOn(String key, boolean usual) {
    return text(key)
        .map(text -> choice(key, text, List.of("on", "off"), Function.identity()).equals("on"))
        .orElse(usual);
  }

  private <E extends Enum<E>> E oneOf(String key, Class<E> type, E usual) {
    return text(key)
        .map(
            text ->
                choice(key, text, Arrays.asList(type.getEnumConstants()), ProviderSettings::name))
        .orElse(usual);
  }

  private <T> T choice(String key, String text, List<T> all, Function<T, String> name) {
    Predicate<T> same = one -> name.apply(one).equals(text.toLowerCase(Locale.ROOT));
    return all.stream()
        .filter(same)
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    key,
                    "'"
                        + text
                        + "' stands there. Write "
                        + all.stream().map(name).collect(Collectors.joining(" or "))));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private int number(String key, int usual) {
    try {
      return text(key).map(Integer::parseInt).orElse(usual);
    } catch (NumberFormatException e) {
      throw wrong(key, "write a whole number");
    }
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
  }

  private String required(String key) {
    return text(key).orElseThrow(() -> missing(key));
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(String::strip).filter(t -> !t.isEmpty());
  }

  private IllegalArgumentException missing(String key) {
    return wrong(key, "is missing. Every provider needs it");
  }

  private IllegalArgumentException wrong(String key, String what) {
    String variable = (prefix + key).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    return new IllegalArgumentException(prefix + key + " (or " + variable + "): " + what + ".");
  }

  private static Set<String> sorted(Set<String> keys) {
    return new TreeSet<>(keys);
  }

  /** Prints the prefix only: there are secrets. */
  @Override
  public String toString() {
    return "ProviderSettings[" + prefix + "]";
  }
}
