package dev.accountlink.examples.benchmarks.soak;

import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.web.WebRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Sessions in a table, so that each node knows those that the other one began. */
record SoakSessions(Jdbi jdbi) implements HostSessions {
  private static final String COOKIE = "soak-session";

  @Override
  public Optional<CurrentUser> current(WebRequest request) {
    return request.headers("Cookie").stream()
        .flatMap(header -> Stream.of(header.split("; ")))
        .filter(pair -> pair.startsWith(COOKIE + "="))
        .map(pair -> pair.substring(COOKIE.length() + 1))
        .findFirst()
        .flatMap(this::find);
  }

  private Optional<CurrentUser> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .select("SELECT user_id, since FROM soak_session WHERE id = ?", id)
                .map(
                    (row, context) ->
                        new CurrentUser(
                            new UserId(row.getString(1)),
                            Optional.of(id),
                            Optional.of(Instant.ofEpochMilli(row.getLong(2)))))
                .findOne());
  }

  @Override
  public SessionStart start(WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
    String id = UUID.randomUUID().toString();
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO soak_session (id, user_id, since) VALUES (?, ?, ?)",
                id,
                user.id().value(),
                Instant.now().toEpochMilli()));
    request
        .unwrap(HttpServletResponse.class)
        .orElseThrow()
        .addHeader("Set-Cookie", COOKIE + "=" + id + "; Path=/; HttpOnly; SameSite=Lax");
    return new SessionStart.StartedFromNextRequest();
  }
}
