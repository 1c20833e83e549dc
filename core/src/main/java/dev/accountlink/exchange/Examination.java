package dev.accountlink.exchange;

import com.nimbusds.jose.jwk.JWKSet;
import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.exchange.http.HttpAnswer;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.exchange.http.OutboundRequest;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Scope;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.Finding;
import dev.accountlink.provider.Finding.Check;
import dev.accountlink.provider.Finding.Verdict;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.RegistrationForm;
import dev.accountlink.provider.ScopeCatalogue.Choice;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at a configured provider without signing anybody in: asks for what it publishes, and hands
 * in a code that cannot be right, whose refusal tells whether the client is. Used by one thread.
 */
final class Examination {
  private static final Duration FOR_EACH = Duration.ofSeconds(10);
  private static final Duration TOLERANCE = Duration.ofSeconds(60);
  private static final String NO_CODE = "accountlink-examination-of-the-client";

  private final OutboundHttp http;
  private final Clock clock;
  private final Provider provider;
  private final URI callback;
  private final List<Finding> findings = new ArrayList<>();

  Examination(OutboundHttp http, Clock clock, Provider provider, URI callback) {
    this.http = http;
    this.clock = clock;
    this.provider = provider;
    this.callback = callback;
  }

  List<Finding> run() {
    if (provider.protocol() instanceof Protocol.OpenIdConnect openId) {
      openId(openId);
    } else {
      plain((Protocol.OAuth2) provider.protocol());
    }
    return List.copyOf(findings);
  }

  private void plain(Protocol.OAuth2 plain) {
    Optional<HttpAnswer> answer = reach(plain.api());
    if (answer.isPresent()) {
      clock(answer.get());
      client(plain.token(), plain.clientAuthentication());
      add(
          Check.CALLBACK_ISSUER,
          plain.callbackIssuer().isPresent() ? Verdict.GOOD : Verdict.HINT,
          plain.callbackIssuer().isPresent()
              ? "Callbacks that name another issuer are refused."
              : "Callbacks do not name this provider; each provider has a callback of its own here.");
    }
  }

  private void openId(Protocol.OpenIdConnect openId) {
    Optional<HttpAnswer> answer = reach(openId.metadata());
    if (answer.isEmpty()) {
      return;
    }
    clock(answer.get());
    try {
      JsonObject document = Json.object(answer.get(), "The metadata of " + openId.authority());
      Metadata metadata = Metadata.read(openId, document);
      metadata(openId, metadata);
      keys(openId);
      client(metadata.token(), metadata.clientAuthentication());
      said(document);
      add(
          Check.CALLBACK_ISSUER,
          metadata.promisesIssuer() ? Verdict.GOOD : Verdict.HINT,
          metadata.promisesIssuer()
              ? "Every callback names this provider, and one that does not is refused."
              : "Callbacks need not name this provider; each has a callback of its own here.");
    } catch (ProviderException e) {
      wrong(Check.METADATA, e, "Compare the configured address with what the provider publishes.");
    }
  }

  /** Endpoints may stand on other hosts, which an administrator should have seen once. */
  private void metadata(Protocol.OpenIdConnect openId, Metadata metadata) {
    List<String> elsewhere =
        Stream.of(metadata.authorization(), metadata.token(), metadata.keys())
            .map(URI::getHost)
            .filter(host -> !host.equals(openId.metadata().getHost()))
            .distinct()
            .toList();
    add(
        Check.METADATA,
        elsewhere.isEmpty() ? Verdict.GOOD : Verdict.HINT,
        elsewhere.isEmpty()
            ? "The metadata are of the configured issuer."
            : "The metadata are of the configured issuer and lead to other hosts: "
                + String.join(", ", elsewhere)
                + ". Check that they are the provider's.");
  }

  private Optional<HttpAnswer> reach(URI address) {
    try {
      HttpAnswer answer =
          http.send(
              OutboundRequest.get(address, Map.of("Accept", "application/json")),
              Deadline.in(FOR_EACH));
      if (answer.isOutage()) {
        add(
            Check.REACHABLE,
            Verdict.WRONG,
            String.valueOf(answer.outage("The provider is out of order and").getMessage()));
        return Optional.empty();
      }
      good(Check.REACHABLE, "The provider answers.");
      return Optional.of(answer);
    } catch (ProviderException e) {
      wrong(
          Check.REACHABLE,
          e,
          "Check the address, the name service, the firewall, the proxy, and which certificates"
              + " this JVM trusts.");
      return Optional.empty();
    }
  }

  private void clock(HttpAnswer answer) {
    Optional<Instant> theirs = answer.date();
    if (theirs.isEmpty()) {
      add(Check.CLOCK, Verdict.HINT, "The provider does not tell its time.");
      return;
    }
    Duration off = Duration.between(clock.instant(), theirs.get());
    String words =
        "The provider's clock is "
            + off.abs().toSeconds()
            + " s "
            + (off.isNegative() ? "behind" : "ahead of")
            + " this machine's.";
    add(
        Check.CLOCK,
        off.abs().compareTo(TOLERANCE) > 0 ? Verdict.WRONG : Verdict.GOOD,
        off.abs().compareTo(TOLERANCE) > 0
            ? words + " Set both by a time server: signed answers would be refused."
            : words);
  }

  private void keys(Protocol.OpenIdConnect openId) {
    try {
      JWKSet keys = new Discovered(openId, http, clock).keys().get(Deadline.in(FOR_EACH));
      add(
          Check.KEYS,
          keys.isEmpty() ? Verdict.WRONG : Verdict.GOOD,
          keys.isEmpty()
              ? "It publishes no signing keys: no signed answer can be checked."
              : "It publishes its signing keys (" + keys.size() + ").");
    } catch (ProviderException e) {
      wrong(Check.KEYS, e, "Without them no signed answer can be checked.");
    }
  }

  /** A right client is told that the code is wrong, and a wrong one that it is. */
  private void client(URI endpoint, ClientAuthentication authentication) {
    RegistrationForm form = provider.kind().registrationForm(provider.baseUrl());
    Redemption nothing =
        new Redemption(
            provider,
            provider.client(Purpose.SIGN_IN),
            callback,
            Secret.of(NO_CODE),
            Secret.of(NO_CODE + "-verifier"),
            "");
    try {
      new TokenEndpoint(http).exchange(endpoint, authentication, nothing, Deadline.in(FOR_EACH));
      add(Check.CLIENT, Verdict.WRONG, "The provider takes any code: do not let people sign in.");
    } catch (ProviderException e) {
      if (e.code() == Code.INVALID_GRANT) {
        good(Check.CLIENT, "The provider knows the client and takes its secret.");
      } else if (e.code() == Code.INVALID_CLIENT) {
        wrong(
            Check.CLIENT,
            e,
            "Copy \""
                + form.idName()
                + "\" and \""
                + form.secretName()
                + "\" once more from "
                + form.address()
                + ".");
      } else if (e.code() == Code.REDIRECT_MISMATCH) {
        wrong(Check.CLIENT, e, "Register exactly this callback address: " + callback + ".");
      } else if (e.code() == Code.ADDRESS_DENIED) {
        wrong(Check.CLIENT, e, "");
      } else {
        add(
            Check.CLIENT,
            Verdict.HINT,
            "Whether the client is right cannot be told from the answer: " + e.getMessage());
      }
    }
  }

  private void said(JsonObject document) {
    boolean pkce =
        document
            .texts("code_challenge_methods_supported")
            .filter(methods -> methods.contains("S256"))
            .isPresent();
    add(
        Check.PKCE,
        pkce ? Verdict.GOOD : Verdict.HINT,
        pkce
            ? "It knows PKCE with S256."
            : "It does not say that it knows PKCE with S256. It is sent all the same.");
    List<String> known = document.texts("scopes_supported").orElse(List.of());
    List<String> unknown =
        provider.signInScopes().stream()
            .map(Scope::value)
            .filter(scope -> !known.isEmpty() && !known.contains(scope))
            .toList();
    boolean fixed = provider.kind().scopes().choice() == Choice.FIXED_ON_CLIENT;
    add(
        Check.SCOPES,
        unknown.isEmpty() || fixed ? Verdict.GOOD : Verdict.HINT,
        unknown.isEmpty() || fixed
            ? "It knows the scopes that are asked for."
            : "It does not name these scopes, which are asked for: "
                + String.join(", ", unknown)
                + ".");
  }

  private void good(Check check, String words) {
    add(check, Verdict.GOOD, words);
  }

  private void wrong(Check check, ProviderException problem, String next) {
    // Where an address is denied, the message itself says what to do.
    String more = problem.code() == Code.ADDRESS_DENIED ? "" : " " + next;
    add(check, Verdict.WRONG, problem.getMessage() + more);
  }

  private void add(Check check, Verdict verdict, String words) {
    findings.add(new Finding(check, verdict, words));
  }
}
