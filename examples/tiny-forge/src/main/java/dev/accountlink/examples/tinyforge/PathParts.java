package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The words of an address after the servlet's own path. */
record PathParts(List<String> parts) {

  static PathParts of(HttpServletRequest request) {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
    return new PathParts(List.of(path.substring(1).split("/", -1)));
  }

  /** The only word, if there is just one. */
  Optional<String> one() {
    return parts.size() == 1 ? Optional.of(parts.get(0)) : Optional.empty();
  }

  /** What {@code search} finds for the two words, if there are just two. */
  <T> Optional<T> two(BiFunction<String, String, Optional<T>> search) {
    return parts.size() == 2 ? search.apply(parts.get(0), parts.get(1)) : Optional.empty();
  }
}
