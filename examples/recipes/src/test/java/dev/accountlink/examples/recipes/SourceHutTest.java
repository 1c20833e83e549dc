package dev.accountlink.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.Scope;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.TokenRules;
import dev.accountlink.testkit.KindUnderTest;
import dev.accountlink.testkit.ProviderKindContract;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A kind of a host's own, held to the contract that the library's kinds are held to. */
class SourceHutTest extends ProviderKindContract {
  @Override
  protected KindUnderTest start() {
    return FakeMetaSrHt.start();
  }

  @Test
  void thePublicInstanceIsTheAuthority() {
    assertThat(SourceHut.provider("srht", "SourceHut", Client.of("id", "secret")).protocol())
        .isEqualTo(
            new Protocol.OAuth2(
                "https://meta.sr.ht",
                URI.create("https://meta.sr.ht/oauth2/authorize"),
                URI.create("https://meta.sr.ht/oauth2/access-token"),
                URI.create("https://meta.sr.ht"),
                ClientAuthentication.POST,
                Optional.of("https://meta.sr.ht")));
  }

  @Test
  void aTokenLivesAboutAYearAndThePersonTakesItBack() {
    assertThat(SourceHut.KIND.tokens("https://meta.sr.ht/"))
        .isEqualTo(
            TokenRules.of(
                Duration.ofDays(330),
                TokenRules.Refresh.NONE,
                new TokenRules.Revocation.ByPerson(URI.create("https://meta.sr.ht/oauth2"))));
    assertThat(SourceHut.KIND.sendsCallback()).isFalse();
    assertThat(SourceHut.KIND.registrationForm("https://meta.sr.ht").address())
        .isEqualTo("https://meta.sr.ht/oauth2/client-registration");
  }

  @Test
  void signingInAsksForTheProfileAlone() {
    assertThat(SourceHut.KIND.scopes().scopes(List.of(Part.values())))
        .extracting(Scope::value)
        .containsExactly("meta.sr.ht/PROFILE:RO");
    assertThat(SourceHut.KIND.tellsMemberships()).isFalse();
  }
}
