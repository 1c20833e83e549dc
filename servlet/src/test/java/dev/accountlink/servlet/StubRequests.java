package dev.accountlink.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;

/** Requests that answer to nothing but their path: whoever asks more of them fails. */
final class StubRequests {
  private StubRequests() {}

  static HttpServletRequest ofPath(String contextPath, String uri) {
    return new HttpServletRequestWrapper(refusing(HttpServletRequest.class)) {
      @Override
      public String getContextPath() {
        return contextPath;
      }

      @Override
      public String getRequestURI() {
        return uri;
      }
    };
  }

  static <T> T refusing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            StubRequests.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new AssertionError("Nobody may call " + method.getName());
            }));
  }

  static HttpServletResponse response() {
    return refusing(HttpServletResponse.class);
  }
}
