package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import dev.accountlink.testkit.fake.IssuedGrants.Prefixes;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A fake provider: clients, people, a browser session, a consent page, a record of every request,
 * and faults.
 *
 * <p>Listens on loopback from the moment it is made until it is closed. All methods may be called
 * at any time from any thread; what they change holds for the next request.
 */
public abstract sealed class FakeForge implements AutoCloseable
    permits FakeBitbucket,
        FakeBitbucketDataCenter,
        FakeGitHub,
        FakeGitLab,
        FakeGitea,
        FakeOpenIdProvider {
  final FakeServer server;
  final IssuedGrants grants = new IssuedGrants(this);
  final FakeRepositories repositories = new FakeRepositories(this);
  final BrowserSessions sessions;
  private final FakeTokens tokens = new FakeTokens(this);
  private final FakePersonalTokens personalTokens = new FakePersonalTokens(this);
  private final ConsentDesk desk;
  private final String baseUrl;
  private final Map<String, FakeClient> clients = new ConcurrentHashMap<>();
  private final Map<String, Person> people = Collections.synchronizedMap(new LinkedHashMap<>());
  private volatile Function<AuthorizationRequest, Choice> script = request -> Choice.askAtPage();
  private volatile Clock clock = Clock.systemUTC();
  private volatile String title;

  FakeForge(FakeAddress address, String title) {
    this.server = new FakeServer(address.port());
    this.baseUrl = "http://" + address.host() + ":" + server.port() + address.path();
    this.sessions = new BrowserSessions(server.port());
    this.title = title;
    People.usual().forEach(this::put);
    this.desk = new ConsentDesk(this);
    desk.open(path("/consent"), path("/fake.css"), path("/"));
  }

  /**
   * The canonical base address, without a slash at the end unless the provider was started with
   * one.
   */
  public final String baseUrl() {
    return baseUrl;
  }

  /** What the consent page calls this provider. */
  public final String title() {
    return title;
  }

  /** Calls this provider something else on its pages. */
  public final void callIt(String otherTitle) {
    title = otherTitle;
  }

  /** Registers a client, in place of one with the same id. */
  public final void register(FakeClient client) {
    clients.put(client.id(), client);
    grants.remember(client.secret());
  }

  /** Registers a client that may authenticate in either way. */
  public final void register(String clientId, String secret, String... redirectUris) {
    register(FakeClient.of(clientId, secret, redirectUris));
  }

  /** Adds a person, or changes the one with the same subject. */
  public final void put(Person person) {
    people.put(person.subject(), person);
  }

  /** Adds a person whom a script names and nobody has put. */
  final void putIfAbsent(Person person) {
    people.putIfAbsent(person.subject(), person);
  }

  /** Lets the page offer these people and nobody else. */
  public final void onlyPeople(Collection<Person> others) {
    synchronized (people) {
      people.clear();
      others.forEach(this::put);
    }
  }

  /** The people whom the page offers. */
  public final List<Person> people() {
    synchronized (people) {
      return List.copyOf(people.values());
    }
  }

  /** Decides every authorization request by this script from now on. */
  public final void decideWith(Function<AuthorizationRequest, Choice> decider) {
    script = decider;
  }

  /** Lets this person consent at once to every request, in whatever browser, without a page. */
  public final void approveAs(Person person) {
    put(person);
    decideWith(request -> Choice.approve(person));
  }

  /** Answers every request as if the person had pressed Cancel. */
  public final void cancel() {
    decideWith(request -> Choice.cancel());
  }

  /** Lets the browser's session or the page decide; so it is at the start. */
  public final void askAtPage() {
    decideWith(request -> Choice.askAtPage());
  }

  /** Signs everybody out of the provider's own pages. */
  public final void signOutEverybody() {
    sessions.signOutEverybody();
  }

  /** Forgets who has consented to what, so that pages are shown again. */
  public final void forgetConsents() {
    sessions.forgetConsents();
  }

  /** How this provider's tokens live and die. */
  public final FakeTokens tokens() {
    return tokens;
  }

  /** The repositories of this provider, and where git finds them. */
  public final FakeRepositories repositories() {
    return repositories;
  }

  /** The access tokens that people have made themselves. */
  public final FakePersonalTokens personalTokens() {
    return personalTokens;
  }

  /** Makes every access token given out so far invalid. */
  public final void revokeTokens() {
    grants.revokeAll();
  }

  /** A token of this person with these scopes, as if a browser had been here for it. */
  public final String tokenFor(Person person, String... scopes) {
    put(person);
    FakeClient client = FakeClient.of("of-a-test", "unused", "http://localhost/");
    AuthorizationRequest request =
        new AuthorizationRequest(
            client, client.redirectUris().get(0), new LinkedHashSet<>(List.of(scopes)), Map.of());
    Grant grant = new Grant(request, person.subject(), request.scopes(), now(), now());
    return grants.issue(grants.issueCode(grant), grant, new Prefixes("tok", "ren")).access();
  }

  /** What git has to say as user name beside an OAuth token; empty where that is all the same. */
  Optional<String> gitUser() {
    return Optional.empty();
  }

  /** The same beside a personal access token, where that is another one. */
  Optional<String> gitUserOfPersonal() {
    return Optional.empty();
  }

  /** What the good token that came with a request stands for, whoever made it. */
  final Optional<Grant> grant(RecordedRequest http) {
    return http.bearerToken().flatMap(grants::find).or(() -> personalTokens.grant(http));
  }

  /** How the personal access tokens of this provider begin. */
  String personalPrefix() {
    return "";
  }

  /** The text that came where this provider looks for a personal access token. */
  Optional<String> shownPersonal(RecordedRequest http) {
    return http.bearerToken();
  }

  /** What the scopes of a personal access token are for a client's token. */
  Set<String> scopesOfPersonal(Set<String> scopes) {
    return scopes;
  }

  /** Whose good token came with a request, and what it may do. */
  final Optional<Caller> caller(RecordedRequest http) {
    return grant(http)
        .flatMap(grant -> person(grant.subject()).map(found -> new Caller(found, grant.scopes())))
        .filter(caller -> !caller.person().suspended());
  }

  /**
   * Somebody with a token.
   *
   * @param person who
   * @param scopes what the token may do
   */
  record Caller(Person person, Set<String> scopes) {
    boolean hasAny(String... sufficient) {
      return List.of(sufficient).stream().anyMatch(scopes::contains);
    }
  }

  /** Takes the time of day from this clock. */
  public final void useClock(Clock other) {
    clock = other;
  }

  /** Every request since the start or the last {@link #clearRequests}, oldest first. */
  public final List<RecordedRequest> requests() {
    return server.requests();
  }

  /** The requests to one endpoint, oldest first. */
  public final List<RecordedRequest> requests(Endpoint endpoint) {
    return requests().stream().filter(request -> request.endpoint() == endpoint).toList();
  }

  /** Forgets the requests recorded so far. */
  public final void clearRequests() {
    server.clearRequests();
  }

  /** How many requests an endpoint received. */
  public final int count(Endpoint endpoint) {
    return requests(endpoint).size();
  }

  /** How many browsers were sent here. */
  public final int authorizeCalls() {
    return count(Endpoint.AUTHORIZE);
  }

  /** How many codes were handed in. */
  public final int tokenCalls() {
    return count(Endpoint.TOKEN) - tokens.refreshCalls();
  }

  /** Breaks an endpoint until {@link #clearFaults}. */
  public final void fault(Endpoint endpoint, Fault fault) {
    server.faults.plant(endpoint, fault);
  }

  /** Breaks the next request to an endpoint; several are played in turn. */
  public final void faultOnce(Endpoint endpoint, Fault fault) {
    server.faults.plantOnce(endpoint, fault);
  }

  /** Mends everything. */
  public final void clearFaults() {
    server.faults.clear();
  }

  /**
   * Every client secret, code and token so far: none of them may appear in a log, a page or an
   * exception.
   */
  public final List<String> issuedSecrets() {
    return grants.secrets();
  }

  /** Closes the port and ends every request that still hangs. */
  @Override
  public void close() {
    server.close();
  }

  abstract Reply approved(
      AuthorizationRequest request, Person person, Instant authenticatedAt, Set<String> scopes);

  abstract Reply refused(AuthorizationRequest request, String error, String description);

  abstract List<String> inWords(Set<String> scopes);

  /** Whether this person must see the page again although nothing new is asked. */
  boolean mustAsk(AuthorizationRequest request, Instant authenticatedAt) {
    return request.prompts("consent")
        || request.prompts("select_account")
        || request.prompts("login");
  }

  /** Whether what was granted before is enough for what is asked now. */
  boolean covers(Set<String> granted, Set<String> asked) {
    return granted.containsAll(asked);
  }

  final Reply decide(AuthorizationRequest request, RecordedRequest http) {
    return desk.decide(request, http);
  }

  final Function<AuthorizationRequest, Choice> script() {
    return script;
  }

  final Instant now() {
    return clock.instant();
  }

  final Optional<FakeClient> client(String clientId) {
    return Optional.ofNullable(clients.get(clientId));
  }

  /** A client with exactly this callback. */
  final Optional<FakeClient> clientFor(String redirectUri) {
    return clients.values().stream()
        .filter(client -> client.redirectUris().contains(redirectUri))
        .findFirst();
  }

  final Optional<Person> person(String subject) {
    return Optional.ofNullable(people.get(subject));
  }

  /** The path of an endpoint, context path included. */
  final String path(String endpoint) {
    return URI.create(url(endpoint)).getRawPath();
  }

  /** The address of an endpoint. */
  final String url(String endpoint) {
    String base = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    return base + endpoint;
  }
}
