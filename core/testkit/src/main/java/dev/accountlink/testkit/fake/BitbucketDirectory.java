package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API half of the fake Bitbucket Data Center, under {@code /rest/api/latest}: whom a token
 * belongs to, and the users.
 */
final class BitbucketDirectory {
  private static final String USERS = "/rest/api/latest/users";
  private final FakeBitbucketDataCenter forge;

  BitbucketDirectory(FakeBitbucketDataCenter forge) {
    this.forge = forge;
  }

  void open() {
    forge.server.route(
        Endpoint.WHOAMI, forge.path("/rest/api/latest/application-properties"), this::properties);
    forge.server.route(Endpoint.USER, forge.path(USERS), this::users);
    forge.server.routeBelow(Endpoint.USER, forge.path(USERS + "/"), this::user);
    // Who asks it without a token learns that there are incoming links: 401, not 404.
    forge.server.route(
        Endpoint.OTHER, forge.path("/rest/oauth2/1.0/client"), http -> notPermitted());
  }

  /** The name in addresses: mostly the name itself. */
  private static String slug(Person person) {
    return person.login().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "_");
  }

  /** A name belongs to one user: who gets it later has it, and the former user is gone. */
  private Collection<Person> directory() {
    Map<String, Person> byName = new LinkedHashMap<>();
    forge.people().forEach(person -> byName.put(person.login(), person));
    return byName.values();
  }

  private Optional<Person> caller(RecordedRequest http) {
    Optional<Grant> grant = forge.grant(http);
    return grant.flatMap(found -> forge.person(found.subject())).filter(directory()::contains);
  }

  /** Anybody may ask this; a token that is not good makes nobody of whoever sent it. */
  private Reply properties(RecordedRequest http) {
    Reply reply =
        Reply.json(
            200,
            Map.of(
                "version", "8.19.4",
                "buildNumber", "8019004",
                "buildDate", "1717000000000",
                "displayName", "Bitbucket"));
    return caller(http)
        .map(
            person ->
                reply
                    .with("X-AUSERNAME", FormCodec.encode(person.login()))
                    .with("X-AUSERID", person.subject()))
        .orElse(reply);
  }

  private Reply users(RecordedRequest http) {
    if (caller(http).isEmpty()) {
      return notPermitted();
    }
    String filter = http.queryParam("filter").orElse("").toLowerCase(Locale.ROOT);
    List<Map<String, Object>> all =
        directory().stream()
            .filter(person -> holds(person, filter))
            .map(person -> entry(http, person))
            .toList();
    int size = Math.max(1, Math.min(1000, http.queryNumber("limit", 25)));
    int from = Math.min(all.size(), http.queryNumber("start", 0));
    int to = Math.min(all.size(), from + size);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("size", to - from);
    answer.put("limit", size);
    answer.put("isLastPage", to == all.size());
    answer.put("values", all.subList(from, to));
    answer.put("start", from);
    if (to < all.size()) {
      answer.put("nextPageStart", to);
    }
    return Reply.json(200, answer);
  }

  private static boolean holds(Person person, String filter) {
    return Stream.concat(
            Stream.of(person.login(), person.displayName()),
            person.primaryEmail().map(PersonEmail::address).stream())
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(filter));
  }

  private Reply user(RecordedRequest http) {
    if (caller(http).isEmpty()) {
      return notPermitted();
    }
    String asked = http.path().substring(http.path().lastIndexOf('/') + 1);
    return directory().stream()
        .filter(person -> slug(person).equals(FormCodec.decode(asked)))
        .findFirst()
        .map(person -> Reply.json(200, entry(http, person)))
        .orElseGet(
            () ->
                error(
                    404,
                    "User " + asked + " does not exist.",
                    "com.atlassian.bitbucket.user.NoSuchUserException"));
  }

  /** A picture is told to whoever says how large it should be. */
  private Map<String, Object> entry(RecordedRequest http, Person person) {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("name", person.login());
    person.primaryEmail().ifPresent(email -> user.put("emailAddress", email.address()));
    user.put("active", !person.suspended());
    user.put("displayName", person.displayName());
    user.put("id", Long.valueOf(person.subject()));
    user.put("slug", slug(person));
    user.put("type", person.bot() ? "SERVICE" : "NORMAL");
    http.queryParam("avatarSize").ifPresent(size -> user.put("avatarUrl", person.picture()));
    user.put(
        "links",
        Map.of(
            "self",
            List.of(Map.of("href", forge.url("/users/" + FormCodec.encode(slug(person)))))));
    return user;
  }

  private static Reply notPermitted() {
    return error(
        401,
        "You are not permitted to access this resource",
        "com.atlassian.bitbucket.AuthorisationException");
  }

  private static Reply error(int status, String message, String exception) {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("context", null);
    error.put("message", message);
    error.put("exceptionName", exception);
    return Reply.json(status, Map.of("errors", List.of(error)));
  }
}
