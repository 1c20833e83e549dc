package dev.accountlink.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Addresses of pictures as providers write them. */
class PicturesTest {
  private static final String BASE = "https://git.example.com/bitbucket";

  @Test
  void anAddressIsReadAndABrokenOneIsNone() {
    assertThat(Pictures.read(Optional.of("https://x.example/a?b=c")))
        .contains(URI.create("https://x.example/a?b=c"));
    assertThat(Pictures.read(Optional.of("https://x.example/a b"))).isEmpty();
    assertThat(Pictures.read(Optional.empty())).isEmpty();
  }

  @Test
  void aPathIsOneOfTheServersOwnBelowItsContextPath() {
    assertThat(Pictures.read(Optional.of("/users/ada/avatar.png?s=64"), BASE))
        .contains(URI.create(BASE + "/users/ada/avatar.png?s=64"));
    assertThat(Pictures.read(Optional.of("https://x.example/a"), BASE))
        .contains(URI.create("https://x.example/a"));
    assertThat(Pictures.read(Optional.of("//evil.example/a"), BASE).map(URI::getHost))
        .contains("evil.example");
    assertThat(Pictures.read(Optional.of("//evil.example/a"), BASE).map(URI::getScheme)).isEmpty();
  }
}
