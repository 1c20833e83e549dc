package dev.accountlink.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an identity keeps of what a provider says for display. */
class ExternalIdentityTest {
  private static final String PICTURE = "https://pictures.example/";
  private static final ExternalIdentity ADA =
      new ExternalIdentity(
          new IdentityKey("https://github.example", "17"),
          Optional.of("ada"),
          Optional.empty(),
          List.of());

  @Test
  void aPictureIsKeptWithWhateverElseBecomesKnown() {
    URI longest = URI.create(PICTURE + "a".repeat(255 - PICTURE.length()));

    assertThat(ADA.picture()).isEmpty();
    assertThat(with(longest.toString()).picture()).contains(longest);
    assertThat(with(PICTURE).withEmails(List.of()).picture()).contains(URI.create(PICTURE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pictures.example/a.png",
        "ftp://pictures.example/a.png",
        "data:image/png;base64,AA",
        "/avatars/a.png",
        "//pictures.example/a.png",
        "https:a.png",
        "https:///a.png",
        "https://ada@pictures.example/a.png",
        "https://pictures.example/\u00e4.png",
      })
  void anotherAddressIsDropped(String address) {
    assertThat(with(address).picture()).isEmpty();
  }

  @Test
  void anOverLongAddressIsDroppedAndNotCut() {
    assertThat(with(PICTURE + "a".repeat(256 - PICTURE.length())).picture()).isEmpty();
  }

  private static ExternalIdentity with(String picture) {
    return ADA.withPicture(Optional.of(URI.create(picture)));
  }
}
