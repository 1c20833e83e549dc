package dev.accountlink.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.accountlink.AccountLinking;
import dev.accountlink.memory.InMemoryLinkStore;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.spi.HostUsers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForeignRequestCostTest {
  private final AccountLinking linking =
      AccountLinking.builder("http://localhost:8080/forge")
          .users(new NoUsers())
          .sessions(new HttpSessions("user"))
          .links(new InMemoryLinkStore())
          .build();
  private final AccountLinkFilter filter = new AccountLinkFilter(linking);
  private final HttpServletResponse response = StubRequests.response();

  private int passed;
  private final FilterChain chain = (request, answer) -> passed++;

  @Test
  void nothingButThePathOfAForeignRequestIsLookedAtAndNothingIsAllocated() throws Exception {
    HttpServletRequest push = StubRequests.ofPath("/forge", "/forge/ada/demo.git/git-receive-pack");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    pass(push, 20_000);

    long before = threads.getCurrentThreadAllocatedBytes();
    pass(push, 10_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(passed).isEqualTo(30_000);
    // Less than one byte a request: what the counters themselves cost.
    assertThat(allocated).isLessThan(10_000);
  }

  @Test
  void aPathOutsideTheContextIsForeign() throws Exception {
    pass(StubRequests.ofPath("/forge", "/-/sso/sign-in"), 1);
    pass(StubRequests.ofPath("/forge", "/fo"), 1);

    assertThat(passed).isEqualTo(2);
  }

  private void pass(HttpServletRequest request, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      filter.doFilter(request, response, chain);
    }
  }

  private static final class NoUsers implements HostUsers {
    @Override
    public Optional<HostUser> find(UserId id) {
      return Optional.empty();
    }

    @Override
    public Set<UserProblem> check(NewUser draft) {
      return Set.of();
    }

    @Override
    public Creation createLinked(NewUser draft, LinkDraft first) {
      return new Creation.RefusedByHost("nobody");
    }

    @Override
    public Set<WayIn> otherWaysIn(UserId id) {
      return Set.of();
    }
  }
}
