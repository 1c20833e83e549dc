package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grant.Given;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import java.util.List;
import java.util.Optional;

/** The providers that repositories are imported from, and what a user has permitted there. */
final class ImportProviders {

  private final AccountLinking linking;

  ImportProviders(AccountLinking linking) {
    this.linking = linking;
  }

  /** Whether there is a permission, and whether it works. */
  enum Permission {
    NONE("You have not given a permission yet.", "Give permission"),
    ENDED("It does not take your permission any more.", "Give it once more"),
    TOO_NARROW("Your permission does not let repositories be read.", "Change it"),
    GIVEN("You have given a permission.", "Change it");

    private final String sentence;
    private final String action;

    Permission(String sentence, String action) {
      this.sentence = sentence;
      this.action = action;
    }
  }

  /**
   * One of them, as a user sees it.
   *
   * @param keys whether the user let deploy keys be registered, as far as is known
   * @param askHref where the permission is given or changed
   */
  record Source(ProviderId id, String label, Permission permission, boolean keys, String askHref) {
    String href() {
      return ImportFromServlet.ROOT + id.value();
    }

    boolean isReady() {
      return permission == Permission.GIVEN;
    }

    String sentence() {
      return permission.sentence;
    }

    String action() {
      return permission.action;
    }
  }

  /** All of them, in the order people see them. */
  List<Source> of(ForgeUser user) {
    List<Grant> grants = linking.grants().of(new UserId(user.id()));
    return linking.providers().stream()
        .filter(ImportProviders::imports)
        .map(provider -> source(provider, grants))
        .toList();
  }

  /** Whether sign-in is on plays no part. */
  private static boolean imports(Provider provider) {
    return provider.rules().importing() && provider.kind().repositories().isPresent();
  }

  Optional<Source> find(ForgeUser user, String id) {
    return of(user).stream().filter(source -> source.id().value().equals(id)).findFirst();
  }

  private Source source(Provider provider, List<Grant> grants) {
    Optional<Grant> grant =
        grants.stream().filter(one -> one.provider().equals(provider.id())).findFirst();
    return new Source(
        provider.id(),
        provider.label(),
        grant.map(one -> permission(one, provider)).orElse(Permission.NONE),
        grant.filter(one -> given(one, provider, Part.DEPLOY_KEYS)).isPresent(),
        linking.rootPath()
            + "/"
            + provider.id().value()
            + "/authorize?return-to="
            + ImportFromServlet.ROOT
            + provider.id().value());
  }

  private static Permission permission(Grant grant, Provider provider) {
    if (grant.state() == Grant.State.RECONNECT_NEEDED) {
      return Permission.ENDED;
    }
    return given(grant, provider, Part.READ_REPOSITORIES)
        ? Permission.GIVEN
        : Permission.TOO_NARROW;
  }

  private static boolean given(Grant grant, Provider provider, Part part) {
    return grant.parts(grant.catalogue(provider.kind())).getOrDefault(part, Given.NOT_GRANTED)
        != Given.NOT_GRANTED;
  }

  /** The repositories that the user's permission shows. */
  Optional<RemoteRepositories> repositories(UserId user, ProviderId provider) {
    return linking.providers().stream()
        .filter(known -> known.id().equals(provider) && imports(known))
        .findFirst()
        .map(known -> linking.repositories(user, provider));
  }

  /** What people call a provider; its id, if it is not there any more. */
  String label(ProviderId id) {
    return linking.providers().stream()
        .filter(known -> known.id().equals(id))
        .findFirst()
        .map(Provider::label)
        .orElse(id.value());
  }
}
