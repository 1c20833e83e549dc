package dev.accountlink.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.junit.jupiter.api.Test;

class ServletWebRequestTest {
  private final Inner innerRequest = new Inner(StubRequests.ofPath("/forge", "/forge/a"));
  private final InnerResponse innerResponse = new InnerResponse(StubRequests.response());
  private final HttpServletRequest outer = new HttpServletRequestWrapper(innerRequest);
  private final HttpServletResponse outerResponse = new HttpServletResponseWrapper(innerResponse);
  private final ServletWebRequest asked = new ServletWebRequest(outer, outerResponse);

  @Test
  void unwrapsTheOutermostRequestAndResponse() {
    assertThat(asked.unwrap(HttpServletRequest.class)).containsSame(outer);
    assertThat(asked.unwrap(HttpServletResponse.class)).containsSame(outerResponse);
    assertThat(asked.unwrap(ServletResponse.class)).containsSame(outerResponse);
  }

  @Test
  void unwrapsWhatAHostHasWrapped() {
    assertThat(asked.unwrap(Inner.class)).containsSame(innerRequest);
    assertThat(asked.unwrap(InnerResponse.class)).containsSame(innerResponse);
    assertThat(asked.unwrap(Runnable.class)).isEmpty();
  }

  @Test
  void thePathIsWithoutTheContext() {
    assertThat(asked.path()).isEqualTo("/a");
    assertThat(asked).hasToString("ServletWebRequest[GET]");
  }

  private static final class Inner extends HttpServletRequestWrapper {
    private Inner(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getMethod() {
      return "GET";
    }
  }

  private static final class InnerResponse extends HttpServletResponseWrapper {
    private InnerResponse(HttpServletResponse response) {
      super(response);
    }
  }
}
