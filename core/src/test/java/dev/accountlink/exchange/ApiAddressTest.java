package dev.accountlink.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAddressTest {
  @ParameterizedTest(name = "F16 access token at wrong host: {0} is not asked")
  @ValueSource(
      strings = {
        "",
        "user",
        "https://evil.example/",
        ".evil.example/user",
        "@evil.example/user",
        ":8443/user",
        "/../login/oauth",
        "/user/..",
        "/%2e%2e/login",
        "/.%2E/login",
        "/user/./x",
        "/..%2flogin",
        "/%252e%252e/login",
        "/..%5clogin",
        "/..\\login",
        "/user#part",
        "/us er",
        "/user\r\nX: y"
      })
  void leavesTheApi(String path) {
    assertThat(ApiAddress.below(URI.create("https://git.example.com/api/v3"), path)).isEmpty();
    assertThat(ApiAddress.below(URI.create("https://git.example.com"), path)).isEmpty();
  }

  @ParameterizedTest(name = "{0} below {1}")
  @CsvSource({
    "/user, https://api.github.com, https://api.github.com/user",
    "/user, https://git.example.com/api/v3/, https://git.example.com/api/v3/user",
    "/user/emails?per_page=100, https://h/api, https://h/api/user/emails?per_page=100",
    "//evil.example/x, https://h, https://h//evil.example/x",
    "/a..b/c.d, https://h, https://h/a..b/c.d"
  })
  void staysInTheApi(String path, URI base, URI expected) {
    assertThat(ApiAddress.below(base, path)).hasValue(expected);
  }
}
