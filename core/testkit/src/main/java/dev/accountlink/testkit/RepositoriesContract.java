package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.accountlink.imports.CloneAccess;
import dev.accountlink.imports.CloneOffer;
import dev.accountlink.imports.DeployKeyAddition;
import dev.accountlink.imports.DeployKeyPair;
import dev.accountlink.imports.DeployKeyRemoval;
import dev.accountlink.imports.ImportProblem;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.imports.RepositoryLookup;
import dev.accountlink.model.Secret;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeRepository;
import dev.accountlink.testkit.fake.FakeRepository.Right;
import dev.accountlink.testkit.fake.People;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every provider kind that tells of repositories must do, with the library's own protocol
 * layer and a fake that speaks the provider's API. Extend it with a method that starts the fake.
 */
public abstract class RepositoriesContract extends RepositoriesLists {
  private static final String TITLE = "Import into Tiny Forge";

  /** For subclasses. */
  protected RepositoriesContract() {}

  /** The kind with its fake, freshly started; asked for once in every test. */
  @Override
  protected abstract RepositoriesUnderTest start();

  @Test
  void aRepositoryIsFoundByItsIdAndUnderItsNewName() {
    assumeTrue(kind.findsRenamed(), "this provider finds by name only");
    FakeRepository tools = put(repository(11, "tools"));
    put(tools.named("instruments"));

    assertThat(found(as(People.ada()).lookUp(ref(tools))).ref())
        .isEqualTo(ref(tools.named("instruments")));
  }

  @Test
  @DisplayName("P3 confused deputy: what a person cannot clone now is not found for him")
  void whatAPersonCannotCloneIsNotFound() {
    FakeRepository hers = put(repository(11, "hers").with(People.bob(), Right.WRITE));
    RemoteRepositories bob = as(People.bob());
    assertThat(found(bob.lookUp(ref(hers))).name()).isEqualTo("hers");

    put(hers.without(People.bob()));
    assertThat(bob.lookUp(ref(hers))).isEqualTo(new RepositoryLookup.NotFound());
    fake.repositories().remove(11);
    assertThat(as(People.ada()).lookUp(ref(hers))).isEqualTo(new RepositoryLookup.NotFound());
  }

  @Test
  @DisplayName("P3 confused deputy: whoever took a name is not found in the place of the former")
  void aNameThatWasTakenIsNotFound() {
    FakeRepository former = put(repository(11, "tools"));
    fake.repositories().remove(11);
    put(repository(12, "tools"));

    assertThat(as(People.ada()).lookUp(ref(former))).isEqualTo(new RepositoryLookup.NotFound());
  }

  @Test
  @DisplayName("G07 token in addresses: a clone gets name and token beside a bare address")
  void aCloneGetsNameAndTokenBesideTheAddress() {
    put(repository(11, "tools"));
    String token = kind.tokenFor(People.ada());
    RemoteRepositories ada = with(token);

    CloneOffer offer = ada.cloneAccess(only(ada));
    assertThat(offer).isInstanceOf(CloneAccess.class);
    CloneAccess access = (CloneAccess) offer;
    assertThat(access.username()).isEqualTo(kind.username());
    assertThat(access.password()).isEqualTo(Secret.of(token));
    assertThat(access.address().toString()).doesNotContain("@", token);
    assertThat(access.toString()).isEqualTo("CloneAccess[hidden]");

    fake.repositories().nameGitAt("https://evil.example");
    assertThat(ada.cloneAccess(only(ada))).isEqualTo(new CloneOffer.NoHttpsAddress());
  }

  @Test
  void aKeyIsAddedOnceReadsOnlyAndIsRemovedOnce() {
    FakeRepository tools = put(repository(11, "tools"));
    RemoteRepositories ada = as(People.ada());
    DeployKeyPair pair = ada.newDeployKey(ref(tools));
    assertThat(ada.takesDeployKeys()).isEqualTo(kind.takesDeployKeys());
    if (!kind.takesDeployKeys()) {
      assertThat(ada.addDeployKey(ref(tools), pair, TITLE))
          .isEqualTo(new ImportProblem.Unsupported());
      assertThat(ada.removeDeployKey(ref(tools), pair)).isEqualTo(new ImportProblem.Unsupported());
      return;
    }

    assertThat(ada.addDeployKey(ref(tools), pair, TITLE))
        .isInstanceOf(DeployKeyAddition.Added.class);
    assertThat(ada.addDeployKey(ref(tools), pair, TITLE))
        .isInstanceOf(DeployKeyAddition.WasThere.class);
    assertThat(fake.repositories().deployKeysOf(11)).hasSize(1);
    assertThat(fake.repositories().deployKeysOf(11).get(0)).startsWith(pair.publicKey());
    assertThat(ada.removeDeployKey(ref(tools), pair)).isEqualTo(new DeployKeyRemoval.Removed());
    assertThat(ada.removeDeployKey(ref(tools), pair)).isEqualTo(new DeployKeyRemoval.WasNotThere());
    assertThat(fake.repositories().deployKeysOf(11)).isEmpty();
  }

  @Test
  @DisplayName("P3 confused deputy: a key of somebody or something else is told as that")
  void aKeyThatIsInUseElsewhereIsToldAsThat() {
    assumeTrue(kind.takesDeployKeys(), "this provider has no such keys");
    FakeRepository tools = put(repository(11, "tools"));
    FakeRepository other = put(repository(12, "other"));
    RemoteRepositories ada = as(People.ada());
    DeployKeyPair personal = ada.newDeployKey(ref(tools));
    fake.repositories().putPersonalKey(personal.publicKey());
    assertThat(ada.addDeployKey(ref(tools), personal, TITLE))
        .isEqualTo(new DeployKeyAddition.InUseElsewhere());

    DeployKeyPair pair = ada.newDeployKey(ref(tools));
    ada.addDeployKey(ref(tools), pair, TITLE);
    DeployKeyPair shared =
        new DeployKeyPair(provider.id(), ref(other).id(), pair.publicKey(), pair.privateKey());
    if (!kind.sharesKeys()) {
      assertThat(ada.addDeployKey(ref(other), shared, TITLE))
          .isEqualTo(new DeployKeyAddition.InUseElsewhere());
    }
  }

  @Test
  @DisplayName("P3 confused deputy: a key is for one repository, and each has another")
  void aKeyIsForOneRepository() {
    FakeRepository tools = put(repository(11, "tools"));
    FakeRepository other = put(repository(12, "other"));
    RemoteRepositories ada = as(People.ada());
    DeployKeyPair pair = ada.newDeployKey(ref(tools));
    fake.clearRequests();

    assertThat(ada.newDeployKey(ref(tools)).publicKey()).isNotEqualTo(pair.publicKey());
    assertThatThrownBy(() -> ada.addDeployKey(ref(other), pair, TITLE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ada.removeDeployKey(ref(other), pair))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ada.addDeployKey(ref(tools), pair, "a\nb"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(fake.requests()).isEmpty();
  }

  @Test
  @DisplayName("P3 confused deputy: no key is added where the person cannot clone, or is no admin")
  void noKeyIsAddedWhereThePersonCannotClone() {
    assumeTrue(kind.takesDeployKeys(), "this provider has no such keys");
    FakeRepository hers = put(repository(11, "hers"));
    FakeRepository both = put(repository(12, "both").with(People.bob(), Right.WRITE));
    RemoteRepositories bob = as(People.bob());
    DeployKeyPair pair = bob.newDeployKey(ref(hers));

    assertThat(bob.addDeployKey(ref(hers), pair, TITLE)).isEqualTo(new RepositoryLookup.NotFound());
    assertThat(bob.removeDeployKey(ref(hers), pair)).isEqualTo(new RepositoryLookup.NotFound());
    assertThat(fake.requests(Endpoint.DEPLOY_KEYS)).isEmpty();
    assertThat(bob.addDeployKey(ref(both), bob.newDeployKey(ref(both)), TITLE))
        .isEqualTo(new ImportProblem.NotPermitted());
    assertThat(fake.repositories().deployKeysOf(11)).isEmpty();
    assertThat(fake.repositories().deployKeysOf(12)).isEmpty();
  }

  @Test
  @DisplayName("G01 secrets in logs: what is said of a key pair holds no private key")
  void aKeyPairPrintsNothingOfItself() {
    DeployKeyPair pair = as(People.ada()).newDeployKey(ref(repository(11, "tools")));

    assertThat(pair.toString()).doesNotContain("PRIVATE", pair.publicKey());
    assertThat(pair.privateKey().reveal()).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n");
  }
}
