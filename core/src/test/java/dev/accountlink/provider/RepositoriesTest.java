package dev.accountlink.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken of the texts in which a provider tells of a repository. */
class RepositoriesTest {
  private static final String ROOT = "https://git.example.com/base";

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "https://git.example.com/base/o/r.git, https://git.example.com/base/o/r.git",
    "https://user@git.example.com/base/o/r.git, https://git.example.com/base/o/r.git",
    "https://user:word@git.example.com/base/o/r.git, https://git.example.com/base/o/r.git",
    "https://GIT.example.com/base/o/r.git, https://git.example.com/base/o/r.git",
    "https://git.example.com/base/a%20b/_git/r, https://git.example.com/base/a%20b/_git/r",
  })
  void anAddressBelowTheProvidersIsTakenWithoutAUserName(String told, String taken) {
    assertThat(Repositories.https(Optional.of(told), ROOT).map(Object::toString)).contains(taken);
  }

  @ParameterizedTest(name = "F16 token elsewhere: {0} is no address to clone from")
  @ValueSource(
      strings = {
        "https://evil.example/base/o/r.git",
        "https://git.example.com@evil.example/base/o/r.git",
        "https://git.example.com.evil.example/base/o/r.git",
        "https://git.example.com:8443/base/o/r.git",
        "http://git.example.com/base/o/r.git",
        "https://git.example.com/other/o/r.git",
        "https://git.example.com/basement/o/r.git",
        "https://git.example.com/base/../other/r.git",
        "https://git.example.com/base/%2e%2e/other/r.git",
        "https://git.example.com/base/..%2fother/r.git",
        "https://git.example.com/base/o/r.git?token=x",
        "https://git.example.com/base/o/r.git#x",
        "ext::sh -c id",
        "file:///etc/passwd",
        "//git.example.com/base/o/r.git",
        "--upload-pack=id",
        "https:git.example.com",
        ""
      })
  void anotherAddressIsNotTaken(String told) {
    assertThat(Repositories.https(Optional.of(told), ROOT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git@github.com:acme/tools.git",
        "ssh://git@git.example.com:7999/proj/r.git",
        "ssh://git@git.example.com/~user/r.git",
        "git@ssh.dev.azure.com:v3/org/a%20b/r"
      })
  void anAddressForSshIsTaken(String told) {
    assertThat(Repositories.ssh(Optional.of(told))).contains(told);
  }

  @ParameterizedTest(name = "git takes {0} for something else")
  @ValueSource(
      strings = {
        "-oProxyCommand=id",
        "git@-oProxyCommand=id:x",
        "-git@host:x",
        "ssh://-oProxyCommand=id/x",
        "ssh://git@-host/x",
        "git@host:-x",
        "git@host:a b",
        "git@host:a\nb",
        "git@host:$(id)",
        "git@host:a;id",
        "host:x",
        "/srv/git/r.git",
        "ext::id"
      })
  void anotherTextIsNoAddressForSsh(String told) {
    assertThat(Repositories.ssh(Optional.of(told))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"main, main", "refs/heads/main, main", "feature/x-1, feature/x-1", "größe, größe"})
  void aBranchIsTakenByItsShortName(String told, String taken) {
    assertThat(Repositories.branch(Optional.of(told))).contains(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-x",
        "a b",
        "a..b",
        "a~1",
        "a^",
        "a:b",
        "x.lock",
        "/x",
        "x/",
        "a\u0007b",
        "@{u}",
        "a\u202eb"
      })
  void whatGitCallsNoBranchIsNone(String told) {
    assertThat(Repositories.branch(Optional.of(told))).isEmpty();
  }

  @Test
  void sizesAreWholeAndBounded() {
    assertThat(Repositories.kibibytes(Optional.of("2"))).contains(2048L);
    assertThat(Repositories.kibibytes(Optional.of("999999999999999999"))).isEmpty();
    assertThat(Repositories.bytes(Optional.of("-1"))).isEmpty();
  }
}
