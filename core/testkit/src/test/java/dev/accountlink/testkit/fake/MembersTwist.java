package dev.accountlink.testkit.fake;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replaces members of the fake's answers; null leaves one out. */
final class MembersTwist implements OpenIdTwist {
  final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
  final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
  final Map<String, @Nullable Object> tokens = new LinkedHashMap<>();

  @Override
  public Map<String, @Nullable Object> metadata(Map<String, @Nullable Object> honest) {
    return with(honest, metadata);
  }

  @Override
  public Map<String, @Nullable Object> claims(Map<String, @Nullable Object> honest) {
    return with(honest, claims);
  }

  @Override
  public Map<String, @Nullable Object> tokens(Map<String, @Nullable Object> honest) {
    return with(honest, tokens);
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> honest, Map<String, @Nullable Object> others) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(honest);
    all.putAll(others);
    all.values().removeIf(value -> value == null);
    return all;
  }
}
