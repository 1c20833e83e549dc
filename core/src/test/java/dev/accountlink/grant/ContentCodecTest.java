package dev.accountlink.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Scope;
import dev.accountlink.model.Secret;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContentCodecTest {
  private static final long SINCE = 0x0000019aa6403c00L;

  /** What stands in databases: a change of it needs another number at its beginning. */
  private static final String STORED =
      "01"
          + "00000006676974687562" // github
          + "00000003616461" // ada
          + "0001000000047265706f" // asked: repo
          + "010001000000047265706f" // granted: repo
          + "0000019aa6403c00" // since
          + "01" // tokens
          + "00000003746f6b" // tok
          + "0000019aa6403c00"
          + "7fffffffffffffff" // does not run out
          + "00000003726566" // ref
          + "00" // no personal access token
          + "0001" // one for commits
          + "00000003416461" // Ada
          + "000000066140622e6578"; // a@b.ex

  private static GrantContent content(Optional<GrantContent.Personal> personal) {
    return new GrantContent(
        new ProviderId("github"),
        "ada",
        Set.of(new Scope("repo")),
        Optional.of(Set.of(new Scope("repo"))),
        Instant.ofEpochMilli(SINCE),
        Optional.of(
            new GrantContent.Tokens(
                Secret.of("tok"),
                Instant.ofEpochMilli(SINCE),
                Optional.empty(),
                Optional.of(Secret.of("ref")))),
        personal,
        List.of(new CommitIdentity("Ada", "a@b.ex")));
  }

  @Test
  void whatIsStoredStaysReadable() {
    byte[] bytes = HexFormat.of().parseHex(STORED);

    assertThat(ContentCodec.read(bytes)).isEqualTo(content(Optional.empty()));
    assertThat(ContentCodec.write(content(Optional.empty()))).isEqualTo(bytes);
  }

  @Test
  void aPersonalTokenComesBackWithWhatIsKnownOfIt() {
    for (boolean reminded : new boolean[] {true, false}) {
      GrantContent personal =
          content(Optional.of(new GrantContent.Personal("ada@example.org", reminded)));

      assertThat(ContentCodec.read(ContentCodec.write(personal))).isEqualTo(personal);
      assertThat(personal.reminded().personal().orElseThrow().reminded()).isTrue();
      GrantVault.Revocation revocation =
          new GrantVault.Revocation(personal, "https://github.com", Purpose.IMPORT, true);
      assertThat(ContentCodec.readRevocation(ContentCodec.write(revocation))).isEqualTo(revocation);
    }
  }

  @Test
  void whatANewerReleaseWroteIsLeftAlone() {
    byte[] bytes = ContentCodec.write(content(Optional.empty()));
    bytes[0] = 2;

    assertThatThrownBy(() -> ContentCodec.read(bytes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("newer release");
  }
}
