package dev.accountlink.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.Scope;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Part;
import dev.accountlink.testkit.KindUnderTest;
import dev.accountlink.testkit.ProviderKindContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A kind of a host's own, held to the contract that the library's kinds are held to. */
class SourceHutTest extends ProviderKindContract {
  @Override
  protected KindUnderTest start() {
    return FakeMetaSrHt.start();
  }

  @Test
  void thePublicInstanceIsTheAuthority() {
    assertThat(SourceHut.provider("srht", "SourceHut", Client.of("id", "secret")).authority())
        .isEqualTo("https://meta.sr.ht");
  }

  @Test
  void signingInAsksForTheProfileAlone() {
    assertThat(SourceHut.KIND.scopes().scopes(List.of(Part.values())))
        .extracting(Scope::value)
        .containsExactly("meta.sr.ht/PROFILE:RO");
    assertThat(SourceHut.KIND.tellsMemberships()).isFalse();
  }
}
