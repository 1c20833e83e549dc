package dev.accountlink.flows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A host's or store's part, one method of which throws what a careless one would. */
final class Failing {
  private Failing() {}

  static <T> T at(Class<T> part, T real, String method, String message) {
    return part.cast(
        Proxy.newProxyInstance(
            part.getClassLoader(),
            new Class<?>[] {part},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                Exception cause = new IllegalArgumentException("Caused by " + message);
                throw new IllegalStateException("Thrown for " + message, cause);
              }
              try {
                return called.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
