package dev.accountlink.testkit.fake;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/**
 * Git behind the repositories of a fake provider. There is none in here, so that a host's tests
 * need no library for git: whoever has one at hand brings it along.
 */
@FunctionalInterface
public interface FakeGit {
  /**
   * Answers a request of git's smart protocol. Who asks may read the repository: the fake provider
   * has looked at that.
   *
   * @param repository which one
   * @param path what is asked of it: {@code info/refs} or {@code git-upload-pack}
   * @param exchange the request, its body unread, and its answer; closed afterwards
   * @throws IOException when the caller is gone
   */
  void serve(FakeRepository repository, String path, HttpExchange exchange) throws IOException;
}
