package dev.accountlink.exchange;

import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.exchange.http.HttpAnswer;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.exchange.http.OutboundRequest;
import dev.accountlink.model.Scope;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ScopeCatalogue;
import dev.accountlink.provider.ScopeCatalogue.Report;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out what was granted, where the provider says it. What was asked is never taken for it:
 * some providers grant something else and say nothing.
 */
final class GrantedScopes {
  private static final Map<String, String> ACCEPT = Map.of("Accept", "application/json");

  private final OutboundHttp http;
  private final Deadline deadline;
  private final String base;
  private final Client client;
  private final Secret accessToken;

  GrantedScopes(
      OutboundHttp http, Deadline deadline, String base, Client client, Secret accessToken) {
    this.http = http;
    this.deadline = deadline;
    this.base = base;
    this.client = client;
    this.accessToken = accessToken;
  }

  /**
   * The first report that says something.
   *
   * @param answer what the token endpoint said
   * @param headers of the last API answer
   */
  Optional<Set<Scope>> find(
      List<Report> reports, Map<String, String> answer, Map<String, String> headers)
      throws ProviderException {
    for (Report report : reports) {
      Optional<String> said = said(report, answer, headers);
      if (said.isPresent()) {
        return said.map(ScopeCatalogue::read);
      }
    }
    return Optional.empty();
  }

  private Optional<String> said(
      Report report, Map<String, String> answer, Map<String, String> headers)
      throws ProviderException {
    if (report instanceof Report.InAnswer inAnswer) {
      return Optional.ofNullable(answer.get(inAnswer.member()));
    }
    if (report instanceof Report.InHeader inHeader) {
      return Optional.ofNullable(headers.get(inHeader.name().toLowerCase(Locale.ROOT)));
    }
    if (report instanceof Report.Introspection introspection) {
      return introspected(below(introspection.path()));
    }
    Report.TokenInfo info = (Report.TokenInfo) report;
    return informed(below(info.path()), info.member());
  }

  private URI below(String path) {
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  /** RFC 7662; the client shows its secret in the header, form-encoded first. */
  private Optional<String> introspected(URI address) throws ProviderException {
    String pair = encoded(client.id()) + ":" + encoded(client.secret().reveal());
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    OutboundRequest request =
        OutboundRequest.post(address, ACCEPT, "token=" + encoded(accessToken.reveal()))
            .with("Authorization", "Basic " + basic)
            .asRepeatable();
    HttpAnswer answer = http.send(request, deadline);
    if (!answer.isOk()) {
      return Optional.empty();
    }
    JsonObject said = Json.object(answer, "The answer of " + request.place());
    return said.isTrue("active") ? said.text("scope") : Optional.empty();
  }

  private Optional<String> informed(URI address, String member) throws ProviderException {
    OutboundRequest request =
        OutboundRequest.get(address, ACCEPT)
            .with("Authorization", "Bearer " + accessToken.reveal());
    HttpAnswer answer = http.send(request, deadline);
    return answer.isOk()
        ? Json.object(answer, "The answer of " + request.place())
            .texts(member)
            .map(scopes -> scopes.stream().collect(Collectors.joining(" ")))
        : Optional.empty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
