package dev.accountlink.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.Scope;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScopeCatalogueTest {
  private final ScopeCatalogue catalogue =
      ScopeCatalogue.ofSignIn("profile", "email")
          .with(Part.READ_REPOSITORIES, Permission.of("repo"))
          .with(Part.WEBHOOKS, Permission.of("admin:hook", "Webhooks: admin"))
          .including("repo", "admin:hook")
          .including("admin:hook", "write:hook")
          .including("write:hook", "read:hook");

  @Test
  void asksForWhatThePartsNeedInOrderAndOnce() {
    assertThat(
            catalogue.scopes(
                List.of(Part.SIGN_IN, Part.READ_REPOSITORIES, Part.SIGN_IN, Part.WIKI)))
        .extracting(Scope::value)
        .containsExactly("profile", "email", "repo");
    assertThat(catalogue.offers(Part.WEBHOOKS)).isTrue();
    assertThat(catalogue.offers(Part.WIKI)).isFalse();
  }

  @Test
  void whatAScopeIncludesIsGrantedWithIt() {
    assertThat(catalogue.missing(scopes("read:hook", "repo"), scopes("repo"))).isEmpty();
    assertThat(catalogue.missing(scopes("repo", "email"), scopes("write:hook")))
        .isEqualTo(scopes("repo", "email"));
  }

  @Test
  void scopesThatIncludeEachOtherEndTheSearch() {
    ScopeCatalogue circle = catalogue.including("read:hook", "repo");

    assertThat(circle.missing(scopes("admin:hook"), scopes("read:hook"))).isEmpty();
  }

  @Test
  void readsSpacesAndCommasAndPassesOverWhatIsNoScope() {
    assertThat(ScopeCatalogue.read("repo,user:email  gist, \t\u00e4 a\"b"))
        .isEqualTo(scopes("repo", "user:email", "gist"));
    assertThat(ScopeCatalogue.read("")).isEmpty();
  }

  private static Set<Scope> scopes(String... values) {
    return Arrays.stream(values)
        .map(Scope::new)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
