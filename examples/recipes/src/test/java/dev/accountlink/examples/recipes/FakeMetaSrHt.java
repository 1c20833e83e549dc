package dev.accountlink.examples.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.KindUnderTest;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonEmail;
import dev.accountlink.web.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A small fake of meta.sr.ht: pages, token endpoint and GraphQL on one port. */
final class FakeMetaSrHt implements KindUnderTest {
  private final HttpServer server;
  private final String base;
  private final Map<String, Person> codes = new ConcurrentHashMap<>();
  private final Map<String, Person> tokens = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Client client = Client.of("nobody", "secret");
  private volatile URI callback = URI.create("http://localhost:9/");
  private volatile Optional<Person> whoConsents = Optional.of(People.ada());
  private volatile Optional<Answer> broken = Optional.empty();
  private volatile Optional<Answer> queried = Optional.empty();

  private record Answer(int status, String type, String body) {
    static Answer json(int status, String body) {
      return new Answer(status, "application/json", body);
    }
  }

  private interface Endpoint {
    Answer answer(HttpExchange http) throws IOException;
  }

  private FakeMetaSrHt(HttpServer server) {
    this.server = server;
    this.base = "http://127.0.0.1:" + server.getAddress().getPort() + "/meta";
    server.createContext("/meta/oauth2/authorize", this::authorize);
    server.createContext("/meta/oauth2/access-token", http -> api(http, this::token));
    server.createContext("/meta/query", http -> api(http, this::query));
    server.start();
  }

  static FakeMetaSrHt start() {
    try {
      return new FakeMetaSrHt(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Provider provider(Client known, URI registered) {
    client = known;
    callback = registered;
    return SourceHut.provider("demo", "Demo", base, known);
  }

  @Override
  public void consentAs(Person person) {
    whoConsents = Optional.of(person);
  }

  @Override
  public void cancel() {
    whoConsents = Optional.empty();
  }

  @Override
  public int calls() {
    return calls.get();
  }

  @Override
  public void breakApi(boolean html) {
    broken = Optional.of(new Answer(html ? 200 : 500, "text/html", "<h1>Sorry</h1>"));
  }

  /** Answers every query with this from now on. */
  void answerQueries(int status, String json) {
    queried = Optional.of(Answer.json(status, json));
  }

  @Override
  public int callsForIdentity() {
    return 2;
  }

  /** It says nothing of whether an address is proven. */
  @Override
  public boolean tellsVerifiedEmails() {
    return false;
  }

  /** People have a user name and no other. */
  @Override
  public boolean tellsDisplayNames() {
    return false;
  }

  /** The verifier is not looked at. */
  @Override
  public boolean checksVerifier() {
    return false;
  }

  /** A wrong secret and a wrong code are one error. */
  @Override
  public boolean tellsWrongSecret() {
    return false;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** Errors of a client stay here; those of a person go back with {@code iss} like codes. */
  private void authorize(HttpExchange http) throws IOException {
    Parameters asked = Parameters.parse(http.getRequestURI().getRawQuery());
    boolean known = asked.single("client_id").equals(Optional.of(client.id()));
    if (!known || asked.single("redirect_uri").isPresent() || asked.single("scope").isEmpty()) {
      send(http, new Answer(400, "text/html", "<h1>invalid_request</h1>"));
      return;
    }
    String answer =
        whoConsents
            .map(person -> "code=" + issue(codes, person) + "&iss=" + encoded(base))
            .orElse("error=access_denied&error_description=The+resource+owner+denied");
    http.getResponseHeaders()
        .add(
            "Location",
            callback + "?" + answer + "&state=" + encoded(asked.single("state").orElse("")));
    send(http, new Answer(302, "text/html", ""));
  }

  private Answer token(HttpExchange http) throws IOException {
    Parameters form = Parameters.parse(new String(http.getRequestBody().readAllBytes(), UTF_8));
    Optional<Person> person = form.single("code").map(codes::remove);
    boolean right =
        form.single("client_id").equals(Optional.of(client.id()))
            && form.single("client_secret").equals(Optional.of(client.secret().reveal()))
            && form.single("grant_type").equals(Optional.of("authorization_code"))
            && form.single("redirect_uri").isEmpty();
    if (!right || person.isEmpty()) {
      return Answer.json(
          400,
          "{\"error\":\"invalid_grant\",\"error_description\":\"The access grant was denied.\"}");
    }
    return Answer.json(
        200,
        """
        {"access_token":"%s","token_type":"bearer","expires_in":28512000,
         "scope":"meta.sr.ht/PROFILE:RO"}"""
            .formatted(issue(tokens, person.get())));
  }

  /** Everything GraphQL has to say comes with status 200. */
  private Answer query(HttpExchange http) throws IOException {
    if (queried.isPresent()) {
      return queried.get();
    }
    String question = new String(http.getRequestBody().readAllBytes(), UTF_8);
    String authorization =
        Optional.ofNullable(http.getRequestHeaders().getFirst("Authorization")).orElse("");
    Optional<Person> person =
        Optional.ofNullable(tokens.get(authorization.replaceFirst("^Bearer ", "")))
            .filter(found -> !found.suspended());
    boolean asked =
        http.getRequestMethod().equals("POST")
            && question.equals("{\"query\":\"{ me { id username canonicalName email } }\"}");
    if (person.isEmpty() || !asked) {
      return Answer.json(
          200, "{\"errors\":[{\"message\":\"Access denied\",\"path\":[\"me\"]}],\"data\":null}");
    }
    return Answer.json(200, me(person.get()));
  }

  private static String me(Person person) {
    return """
        {"data":{"me":{"id":%s,"username":%s,"canonicalName":%s,"email":%s}}}"""
        .formatted(
            person.subject(),
            quoted(person.login()),
            quoted("~" + person.login()),
            person
                .primaryEmail()
                .map(PersonEmail::address)
                .map(FakeMetaSrHt::quoted)
                .orElse("null"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String issue(Map<String, Person> given, Person person) {
    String value = UUID.randomUUID().toString();
    given.put(value, person);
    return value;
  }

  private void api(HttpExchange http, Endpoint endpoint) throws IOException {
    calls.incrementAndGet();
    send(http, broken.isPresent() ? broken.get() : endpoint.answer(http));
  }

  private static void send(HttpExchange http, Answer answer) throws IOException {
    try (http) {
      byte[] body = answer.body().getBytes(UTF_8);
      http.getResponseHeaders().add("Content-Type", answer.type());
      http.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      http.getResponseBody().write(body);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
