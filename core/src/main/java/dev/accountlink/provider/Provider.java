package dev.accountlink.provider;

import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Scope;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One configured instance that vouches for people: "Bitbucket", "our GitLab". Immutable.
 *
 * @param id its name in addresses
 * @param label its name for people
 * @param kind what brand it is of
 * @param baseUrl where it is: the issuer for OpenID Connect, else origin and context path; https,
 *     or http on loopback
 * @param clients one client per purpose; some providers fix scopes per client
 * @param rules what the administrator allows
 * @param formPost whether the provider answers by a form that the browser posts (OAuth 2.0 Form
 *     Post Response Mode) instead of in the callback's address
 * @param icon the name of a drawing that the pages bring along: usually the kind's
 */
public record Provider(
    ProviderId id,
    String label,
    ProviderKind kind,
    String baseUrl,
    Map<Purpose, Client> clients,
    ProviderRules rules,
    boolean formPost,
    String icon) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException that names the provider and says what to write instead
   */
  public Provider {
    String named = "Provider '" + id.value() + "': ";
    if (label.isBlank() || label.length() > 80) {
      throw new IllegalArgumentException(named + "give it a label of 1 to 80 characters.");
    }
    clients = Map.copyOf(clients);
    if (!clients.containsKey(Purpose.SIGN_IN)) {
      throw new IllegalArgumentException(
          named + "give it a client (id and secret) for signing in.");
    }
    requireSecureAddress(named, baseUrl);
    requireOneSpelling(named, kind.protocol(baseUrl), baseUrl);
    requirePassableGates(named, kind, baseUrl, rules);
    if (rules.emailTrust() instanceof EmailTrust.Directory && !kind.readsDirectory()) {
      throw new IllegalArgumentException(
          named
              + "this kind reads no directory kept by staff, so EmailTrust.Directory would believe"
              + " whatever people type. Take EmailTrust.Claim.");
    }
    if (rules.personalTokens()
        && (kind.personalTokens().isEmpty() || kind.repositories().isEmpty())) {
      throw new IllegalArgumentException(
          named
              + "switch personalTokens off: this kind has no personal access tokens that could list"
              + " repositories.");
    }
    if (!rules.confirmConnect() && !kind.showsAccountPicker()) {
      throw new IllegalArgumentException(
          named
              + "leave confirmConnect on: this kind shows no account picker, so nobody would see"
              + " which identity becomes a way in.");
    }
  }

  /** A gate that nobody could ever pass is a mistake that locks everybody out. */
  private static void requirePassableGates(
      String named, ProviderKind kind, String baseUrl, ProviderRules rules) {
    for (Gate gate : rules.gates()) {
      if (gate instanceof Gate.MemberOf && !kind.tellsMemberships()) {
        throw new IllegalArgumentException(
            named
                + "this kind tells no memberships, so nobody could pass Gate.MemberOf. Take"
                + " Gate.ClaimEquals with the claim that names the group.");
      }
      if (gate instanceof Gate.ClaimEquals
          && !(kind.protocol(baseUrl) instanceof Protocol.OpenIdConnect)) {
        throw new IllegalArgumentException(
            named + "this kind makes no claims, so nobody could pass Gate.ClaimEquals.");
      }
      if (gate instanceof Gate.EmailDomain && rules.emailTrust() instanceof EmailTrust.Never) {
        throw new IllegalArgumentException(
            named
                + "no e-mail address counts (EmailTrust.Never), so nobody could pass"
                + " Gate.EmailDomain.");
      }
    }
  }

  /** A provider with one client and {@linkplain ProviderRules#DEFAULT default rules}. */
  public static Provider of(
      String id, String label, ProviderKind kind, String baseUrl, Client client) {
    return new Provider(
        new ProviderId(id),
        label,
        kind,
        baseUrl,
        Map.of(Purpose.SIGN_IN, client),
        ProviderRules.DEFAULT,
        false,
        kind.name());
  }

  /** The same with other rules. */
  public Provider withRules(ProviderRules other) {
    return new Provider(id, label, kind, baseUrl, clients, other, formPost, icon);
  }

  /** The same, answering by form_post. */
  public Provider withFormPost() {
    return new Provider(id, label, kind, baseUrl, clients, rules, true, icon);
  }

  /** The same with another drawing. */
  public Provider withIcon(String other) {
    return new Provider(id, label, kind, baseUrl, clients, rules, formPost, other);
  }

  /** The same with a client of its own for a purpose. */
  public Provider withClient(Purpose purpose, Client client) {
    Map<Purpose, Client> more = new EnumMap<>(clients);
    more.put(purpose, client);
    return new Provider(id, label, kind, baseUrl, more, rules, formPost, icon);
  }

  /** The same with registration switched on or off. */
  public Provider withRegistration(Registration registration) {
    return withRules(rules.withRegistration(registration));
  }

  /** What it speaks, and where. */
  public Protocol protocol() {
    return kind.protocol(baseUrl);
  }

  /** What to ask for when somebody signs in or connects: what the gates look at included. */
  public Set<Scope> signInScopes() {
    return kind.scopes().scopes(signInParts());
  }

  /** What signing in and connecting need: what the gates look at included. */
  public Set<Part> signInParts() {
    boolean memberships =
        rules.gates().stream().anyMatch(gate -> gate.lookup() == Lookup.MEMBERSHIPS);
    return memberships ? EnumSet.of(Part.SIGN_IN, Part.MEMBERSHIPS) : EnumSet.of(Part.SIGN_IN);
  }

  /**
   * What to ask for when somebody grants parts of a purpose: who it is has to be known as well.
   * Where scopes are fixed on the client, they are what the client has.
   */
  public Set<Scope> scopes(Collection<Part> parts) {
    Set<Part> all = new LinkedHashSet<>();
    all.add(Part.SIGN_IN);
    all.addAll(parts);
    return kind.scopes().scopes(all);
  }

  /** What of a purpose people can be asked for here, in the order of the parts. */
  public List<Part> parts(Purpose purpose) {
    return Arrays.stream(Part.values())
        .filter(part -> part.purpose() == purpose && kind.scopes().offers(part))
        .toList();
  }

  /** How people's own tokens are read here; empty where they are not switched on. */
  public Optional<PersonalTokens> personalTokens() {
    return kind.personalTokens().filter(tokens -> rules.personalTokens());
  }

  /** Who vouches: the first half of its identities' keys. */
  public String authority() {
    return protocol().authority();
  }

  /** The client to use for a purpose: its own, else the one for signing in. */
  public Client client(Purpose purpose) {
    return Optional.ofNullable(clients.get(purpose))
        .or(() -> Optional.ofNullable(clients.get(Purpose.SIGN_IN)))
        .orElseThrow();
  }

  /** Whether an address is https, or http to this very machine. */
  public static boolean isSecureAddress(URI address) {
    String host = address.getHost();
    if (host == null || address.getRawUserInfo() != null) {
      return false;
    }
    return "https".equals(address.getScheme())
        || ("http".equals(address.getScheme()) && isLoopback(address));
  }

  /** Whether an address names this very machine: localhost, 127.0.0.1 or [::1]. */
  public static boolean isLoopback(URI address) {
    String host = address.getHost();
    return host != null && Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
  }

  /** Whether an address is spelt as browsers write it: small letters, no usual port, no dots. */
  public static boolean isCanonical(URI address) {
    int usual = "https".equals(address.getScheme()) ? 443 : 80;
    String authority = address.getRawAuthority();
    return address.getPort() != usual
        && authority.equals(authority.toLowerCase(Locale.ROOT))
        && address.equals(address.normalize());
  }

  /**
   * The address is half of every identity's key, so it has one spelling. An issuer is compared as
   * the provider writes it.
   */
  private static void requireOneSpelling(String named, Protocol protocol, String address) {
    boolean asIssued =
        protocol instanceof Protocol.OpenIdConnect openId && openId.issuers().inMetadata(address);
    if (!asIssued && !isCanonical(URI.create(address))) {
      throw new IllegalArgumentException(
          named
              + "write the host in small letters, without the usual port, and the path without dots:"
              + " links are kept under this address.");
    }
  }

  private static void requireSecureAddress(String named, String address) {
    try {
      URI uri = new URI(address);
      boolean plain = address.chars().allMatch(letter -> letter < 128);
      if (isSecureAddress(uri)
          && plain
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return;
      }
    } catch (URISyntaxException e) {
      // Falls through to the one message that says what is wanted.
    }
    throw new IllegalArgumentException(
        named
            + "write its address as https://host/path, without query and with letters beyond ASCII"
            + " percent-encoded (http only for localhost, 127.0.0.1 and [::1]).");
  }
}
