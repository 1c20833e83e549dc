package dev.accountlink.testkit.fake;

import java.util.List;

/**
 * One page of a list, as a request asked for it.
 *
 * @param entries what stands on it
 * @param number the first is 1
 * @param size how many stand on a full one
 * @param last the number of the last one
 */
record ApiPage<T>(List<T> entries, int number, int size, int last) {

  /** The page that a request names by {@code page} and {@code per_page}; 100 is the most. */
  static <T> ApiPage<T> of(RecordedRequest http, List<T> all, int usualSize) {
    return of(http, "per_page", all, usualSize);
  }

  /** The same, where the size has another name in requests. */
  static <T> ApiPage<T> of(RecordedRequest http, String sizeParameter, List<T> all, int usualSize) {
    return of(http, sizeParameter, all, usualSize, 100);
  }

  /** The same, where another size is the most. */
  static <T> ApiPage<T> of(
      RecordedRequest http, String sizeParameter, List<T> all, int usualSize, int largestSize) {
    int size = Math.max(1, Math.min(largestSize, http.queryNumber(sizeParameter, usualSize)));
    int page = Math.max(1, http.queryNumber("page", 1));
    int from = (int) Math.min(all.size(), (page - 1L) * size);
    int to = Math.min(all.size(), from + size);
    return new ApiPage<>(
        all.subList(from, to), page, size, Math.max(1, (all.size() + size - 1) / size));
  }

  boolean isLast() {
    return number >= last;
  }

  /** A member of a {@code Link} header. */
  String link(String addressAndQuery, int other, String relation) {
    return "<%sper_page=%d&page=%d>; rel=\"%s\"".formatted(addressAndQuery, size, other, relation);
  }
}
