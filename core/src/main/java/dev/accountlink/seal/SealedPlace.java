package dev.accountlink.seal;

/** The name of the one place that something is sealed for. */
final class SealedPlace {
  private SealedPlace() {}

  /** With lengths, so that no two places have one name. */
  static String of(String... parts) {
    StringBuilder place = new StringBuilder();
    for (String part : parts) {
      place.append(part.length()).append(':').append(part);
    }
    return place.toString();
  }
}
