package dev.accountlink.flows;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.ProviderKind;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes records whose every text says in which component it was planted. */
final class Planted {
  /** Shapes that texts are allowed to have: plain, a path, an address of e-mail or of the web. */
  private static final List<String> SHAPES =
      List.of("%s", "/%s", "%s@example.org", "https://%s.example.org", "/-/%s", "%s.example.org");

  private Planted() {}

  /** The text planted in a component. */
  static String text(Class<?> type, String component) {
    return ("x-"
            + type.getName().replaceFirst(".*\\.", "").replace('$', '-')
            + "-"
            + component
            + "-x")
        .toLowerCase(Locale.ROOT);
  }

  /** A record of that type; empty where no shape of text will do. */
  static Optional<Object> make(Class<?> type) {
    for (String shape : SHAPES) {
      try {
        return Optional.of(made(type, shape));
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        // The next shape may do.
      }
    }
    return Optional.empty();
  }

  /** What records of that type say when all their texts are broken or far too long. */
  static List<String> complaints(Class<?> type) {
    List<String> said = new ArrayList<>();
    for (String shape : List.of("%s\u0000", "%s" + "y".repeat(9000), "%s\r\n@x@y", "//%s")) {
      try {
        made(type, shape);
      } catch (InvocationTargetException e) {
        said.add(String.valueOf(e.getCause()));
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        // Holds something that cannot be made; that one is asked by itself.
      }
    }
    return said;
  }

  private static Object made(Class<?> type, String shape) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      String text = String.format(shape, text(type, components[i].getName()));
      values[i] = value(components[i].getGenericType(), text);
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  private static Object value(Type type, String text) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      if (raw.isRecord()) {
        return plain(raw, text);
      }
      Object first = value(generic.getActualTypeArguments()[0], text);
      if (raw == Optional.class) {
        return Optional.of(first);
      }
      if (raw == Map.class) {
        return Map.of(first, value(generic.getActualTypeArguments()[1], text));
      }
      if (raw == Set.class) {
        return Set.of(first);
      }
      if (raw.isAssignableFrom(List.class) || Collection.class.isAssignableFrom(raw)) {
        return List.of(first);
      }
      throw new IllegalArgumentException("No value for " + type);
    }
    // A holder of anything prints what that thing prints.
    return type instanceof Class<?> known ? plain(known, text) : "anything";
  }

  private static Object plain(Class<?> type, String text) throws ReflectiveOperationException {
    if (type == String.class) {
      return text;
    }
    if (type == Secret.class) {
      return Secret.of(text);
    }
    if (type == URI.class) {
      return URI.create(text.startsWith("https:") ? text : "https://host.example/" + text);
    }
    if (type == byte[].class) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (type == boolean.class || type == Boolean.class) {
      return true;
    }
    if (type == int.class) {
      return 100;
    }
    if (type == long.class || type == Long.class) {
      return 1L;
    }
    if (type == Instant.class) {
      return Instant.EPOCH;
    }
    if (type == Duration.class) {
      return Duration.ZERO;
    }
    if (type == GrantKey.class) {
      return new GrantKey(new UserId(text), new IdentityKey(text, text), Purpose.IMPORT);
    }
    if (type == GrantId.class) {
      return GrantId.random();
    }
    if (type == ProviderKind.class) {
      return GitHub.KIND;
    }
    return ofOurs(type);
  }

  private static Object ofOurs(Class<?> type) throws ReflectiveOperationException {
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isRecord()) {
      return make(type).orElseThrow(() -> new IllegalArgumentException("No " + type));
    }
    if (type.isSealed()) {
      return plain(type.getPermittedSubclasses()[0], "");
    }
    for (Method method : type.getDeclaredMethods()) {
      boolean factory =
          Modifier.isStatic(method.getModifiers())
              && method.getReturnType() == type
              && method.getParameterCount() == 0;
      if (factory) {
        method.setAccessible(true);
        return method.invoke(null);
      }
    }
    Constructor<?> only =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(
                constructor ->
                    Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {byte[].class}))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("No value for " + type));
    return only.newInstance((Object) new byte[16]);
  }
}
