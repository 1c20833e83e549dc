package dev.accountlink.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.accountlink.testkit.fake.FakeForge.Caller;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may read what over git's HTTP: everybody what is public, and else whoever shows a good token
 * in the place of a password, as providers have it.
 */
final class GitDoor {
  private static final String SUFFIX = ".git/";

  /** Any of them lets git read at the kind that knows it. */
  private static final String[] READING = {
    "repo",
    "read_repository",
    "write_repository",
    "api",
    "repository",
    "repository:write",
    "read:repository",
    "write:repository"
  };

  private final FakeForge forge;
  private final FakeGit git;

  GitDoor(FakeForge forge, FakeGit git) {
    this.forge = forge;
    this.git = git;
  }

  /** Whether it is git that asks. */
  static boolean isFor(String path) {
    return path.contains(SUFFIX);
  }

  void serve(RecordedRequest http, HttpExchange exchange) throws IOException {
    String root = forge.path("/");
    int end = http.path().indexOf(SUFFIX);
    Optional<FakeRepository> named =
        http.path().startsWith(root)
            ? forge.repositories.named(
                FormCodec.decode(
                    http.path().substring(root.length(), Math.max(root.length(), end))))
            : Optional.empty();
    Optional<String[]> login = login(http);
    Optional<Caller> caller = login.flatMap(this::caller);
    boolean strange = login.isPresent() && caller.isEmpty();
    if (strange || (caller.isEmpty() && named.filter(one -> !one.isPrivate()).isEmpty())) {
      FakeServer.send(exchange, unauthorized());
    } else if (named.filter(one -> isReadable(one, caller)).isEmpty()) {
      FakeServer.send(exchange, Reply.of(404, "text/plain; charset=utf-8", "Not found."));
    } else {
      git.serve(named.get(), http.path().substring(end + SUFFIX.length()), exchange);
    }
  }

  private static Reply unauthorized() {
    return Reply.of(401, "text/plain; charset=utf-8", "HTTP Basic: Access denied")
        .with("WWW-Authenticate", "Basic realm=\"git\"");
  }

  private static boolean isReadable(FakeRepository one, Optional<Caller> caller) {
    return !one.isPrivate()
        || caller
            .filter(found -> found.hasAny(READING) && one.isReadableBy(found.person()))
            .isPresent();
  }

  /** User name and password of Basic authentication. */
  private static Optional<String[]> login(RecordedRequest http) {
    return http.header("authorization")
        .filter(value -> value.startsWith("Basic "))
        .map(value -> new String(Base64.getDecoder().decode(value.substring(6)), UTF_8))
        .map(pair -> pair.split(":", 2))
        .filter(pair -> pair.length == 2);
  }

  private Optional<Caller> caller(String[] login) {
    if (forge.gitUserOfPersonal().filter(login[0]::equals).isPresent()) {
      return forge.personalTokens().caller(login[1]);
    }
    boolean named = forge.gitUser().map(login[0]::equals).orElse(true);
    RecordedRequest asked =
        new RecordedRequest(
            Endpoint.GIT,
            "GET",
            "/",
            Map.of(),
            Map.of(),
            Map.of("authorization", List.of("Bearer " + login[1])),
            "");
    return named ? forge.caller(asked) : Optional.empty();
  }
}
