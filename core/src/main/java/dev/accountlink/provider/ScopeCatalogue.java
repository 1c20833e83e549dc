package dev.accountlink.provider;

import dev.accountlink.model.Scope;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which scopes a kind asks for which part of a purpose, and how to read what was granted. Nothing
 * else in this library spells a scope.
 *
 * @param choice how finely people can be asked
 * @param permissions what each part needs; a part that is missing cannot be had from this kind
 * @param includes what a scope gives besides itself: providers leave such scopes out of what they
 *     say was granted
 * @param reported where the provider says what was granted, the best place first; where none of
 *     them says it, nobody knows, and it is never taken to be what was asked
 */
public record ScopeCatalogue(
    Choice choice,
    Map<Part, List<Permission>> permissions,
    Map<Scope, Set<Scope>> includes,
    List<Report> reported) {

  private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");

  /** How finely people can be asked. */
  public enum Choice {
    /** Each request names its scopes. */
    PER_REQUEST,
    /** The scopes are ticked where the client is registered; a request cannot ask for fewer. */
    FIXED_ON_CLIENT,
    /** A person's first consent decides for all later requests of the same client. */
    FIRST_CONSENT
  }

  /**
   * One permission.
   *
   * @param scope in requests
   * @param label what the provider's registration form calls it; for most forms the scope itself
   * @param remark what people should know, such as that no narrower one exists
   */
  public record Permission(Scope scope, String label, Optional<String> remark) {
    /** A permission that the form calls like the scope, or shows not at all. */
    public static Permission of(String scope) {
      return new Permission(new Scope(scope), scope, Optional.empty());
    }

    /** A permission with a name of its own in the form. */
    public static Permission of(String scope, String label) {
      return new Permission(new Scope(scope), label, Optional.empty());
    }

    /** The same with a remark. */
    public Permission remarking(String text) {
      return new Permission(scope, label, Optional.of(text));
    }
  }

  /** A place where a provider says what was granted. */
  public sealed interface Report {
    /**
     * A member of the token endpoint's answer, between spaces or commas.
     *
     * @param member its name
     */
    record InAnswer(String member) implements Report {}

    /**
     * A header of every API answer, between spaces or commas.
     *
     * @param name its name
     */
    record InHeader(String name) implements Report {}

    /**
     * Token introspection (RFC 7662).
     *
     * @param path below the base URL
     */
    record Introspection(String path) implements Report {}

    /**
     * An address that speaks of the token it is asked with, in a list of texts.
     *
     * @param path below the base URL
     * @param member the list
     */
    record TokenInfo(String path, String member) implements Report {}
  }

  /** Copies the collections, in order. */
  public ScopeCatalogue {
    Map<Part, List<Permission>> parts = new EnumMap<>(Part.class);
    permissions.forEach((part, list) -> parts.put(part, List.copyOf(list)));
    permissions = Collections.unmodifiableMap(parts);
    includes = Map.copyOf(includes);
    reported = List.copyOf(reported);
  }

  /** A catalogue with scopes for signing in only, reported as the standard says. */
  public static ScopeCatalogue ofSignIn(String... scopes) {
    return new ScopeCatalogue(
        Choice.PER_REQUEST,
        Map.of(Part.SIGN_IN, Arrays.stream(scopes).map(Permission::of).toList()),
        Map.of(),
        List.of(new Report.InAnswer("scope")));
  }

  /** The same with what one more part needs. */
  public ScopeCatalogue with(Part part, Permission... needed) {
    Map<Part, List<Permission>> more = new LinkedHashMap<>(permissions);
    more.put(part, List.of(needed));
    return new ScopeCatalogue(choice, more, includes, reported);
  }

  /** The same, where a scope gives others as well. */
  public ScopeCatalogue including(String scope, String... others) {
    Map<Scope, Set<Scope>> more = new LinkedHashMap<>(includes);
    more.put(new Scope(scope), Arrays.stream(others).map(Scope::new).collect(Collectors.toSet()));
    return new ScopeCatalogue(choice, permissions, more, reported);
  }

  /** The same with another choice. */
  public ScopeCatalogue with(Choice other) {
    return new ScopeCatalogue(other, permissions, includes, reported);
  }

  /** The same, where what was granted is said elsewhere. */
  public ScopeCatalogue reportedBy(Report... places) {
    return new ScopeCatalogue(choice, permissions, includes, List.of(places));
  }

  /** Whether this kind can give that at all. */
  public boolean offers(Part part) {
    return permissions.containsKey(part);
  }

  /** What to ask for, in order and each once. Parts that this kind does not offer need nothing. */
  public Set<Scope> scopes(Collection<Part> parts) {
    return parts.stream()
        .flatMap(part -> permissions.getOrDefault(part, List.of()).stream())
        .map(Permission::scope)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What of the asked scopes the granted ones do not give, not even by including them. */
  public Set<Scope> missing(Set<Scope> asked, Set<Scope> granted) {
    Set<Scope> missing = new LinkedHashSet<>(asked);
    missing.removeAll(withIncluded(granted));
    return missing;
  }

  private Set<Scope> withIncluded(Set<Scope> granted) {
    Set<Scope> all = new LinkedHashSet<>();
    Deque<Scope> open = new ArrayDeque<>(granted);
    while (!open.isEmpty()) {
      Scope next = open.pop();
      if (all.add(next)) {
        open.addAll(includes.getOrDefault(next, Set.of()));
      }
    }
    return all;
  }

  /** Reads scopes between spaces or commas; what cannot be a scope is passed over. */
  public static Set<Scope> read(String text) {
    return BETWEEN
        .splitAsStream(text)
        .flatMap(word -> scope(word).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Optional<Scope> scope(String word) {
    try {
      return Optional.of(new Scope(word));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
