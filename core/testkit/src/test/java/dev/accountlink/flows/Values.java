package dev.accountlink.flows;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Optional;

/** Everything a record holds, whatever its {@code toString} leaves out. */
final class Values {
  private Values() {}

  static String of(Object value) {
    if (value instanceof Record whole) {
      StringBuilder all = new StringBuilder();
      for (RecordComponent component : whole.getClass().getRecordComponents()) {
        all.append(component.getName()).append('=').append(of(read(component, whole))).append('\n');
      }
      return all.toString();
    }
    if (value instanceof Collection<?> several) {
      return String.join("\n", several.stream().map(Values::of).toList());
    }
    if (value instanceof Optional<?> maybe) {
      return maybe.map(Values::of).orElse("");
    }
    return String.valueOf(value);
  }

  private static Object read(RecordComponent component, Record whole) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(whole);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
