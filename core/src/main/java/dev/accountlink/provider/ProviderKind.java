package dev.accountlink.provider;

import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is true of every provider of one brand. Stateless and thread-safe; a host may write its own.
 *
 * <p>A kind reads who somebody is and nothing more: it cannot decide, store or redirect.
 */
public interface ProviderKind {
  /** Its name in configuration, log lines and icons: {@code github}. */
  String name();

  /** The address to take where none is configured; empty where there is more than one. */
  default Optional<String> usualAddress() {
    return Optional.empty();
  }

  /** What the provider at this address speaks. The address keeps its context path. */
  Protocol protocol(String baseUrl);

  /** Which scopes are asked for which part of a purpose. */
  ScopeCatalogue scopes();

  /**
   * Whether scopes say what such a token may do. Where the permissions of the application decide
   * instead, nobody is told what was granted, whatever an answer says of scopes.
   */
  default boolean isScoped(Secret accessToken) {
    return true;
  }

  /** Parameters to add to the authorization request when a user connects, so that he sees whom. */
  default Map<String, String> connectParameters() {
    return Map.of();
  }

  /** Whether {@link #connectParameters()} make the provider show a choice of its accounts. */
  default boolean showsAccountPicker() {
    return false;
  }

  /**
   * Parameters to add to the authorization request when a user has to prove once more who is at the
   * keyboard.
   */
  default Map<String, String> reauthenticationParameters() {
    return Map.of();
  }

  /** Whether the provider then says when it asked the person, as {@code auth_time}. */
  default boolean tellsAuthTime() {
    return false;
  }

  /** Whether {@link #memberships} can tell anything. */
  default boolean tellsMemberships() {
    return false;
  }

  /**
   * Whether its e-mail addresses are those of a directory that the server's own staff may keep, so
   * that an administrator can vouch for them with {@link EmailTrust.Directory}.
   */
  default boolean readsDirectory() {
    return false;
  }

  /** How the provider compares callback addresses. */
  default CallbackRule callbackRule() {
    return CallbackRule.EXACT;
  }

  /**
   * Whether requests name the callback address. Without it the provider takes the registered one.
   */
  default boolean sendsCallback() {
    return true;
  }

  /**
   * What an error of the token endpoint means here, where the provider gives it another meaning
   * than the standard; empty for the usual meaning.
   *
   * @param error the {@code error} member; empty when there is none
   */
  default Optional<ProviderException.Code> tokenError(String error) {
    return Optional.empty();
  }

  /**
   * The same, where the provider has one error for several things and tells them apart only in its
   * text for developers. The text decides nothing else and is never logged.
   *
   * @param description the {@code error_description} member; empty when there is none
   */
  default Optional<ProviderException.Code> tokenError(String error, String description) {
    return tokenError(error);
  }

  /** The user name beside a token when git asks. */
  default GitLogin gitLogin() {
    return GitLogin.ANY;
  }

  /** How tokens live and die. The address is as in {@link #protocol}. */
  default TokenRules tokens(String baseUrl) {
    return new TokenRules(
        Optional.empty(),
        TokenRules.Refresh.UNKNOWN,
        new TokenRules.Revocation.Discovered(URI.create(baseUrl)));
  }

  /** What a grant asks for so that it lasts longer than the person's visit. */
  default OfflineAccess offlineAccess() {
    return OfflineAccess.UNASKED;
  }

  /** How it tells of repositories; empty for a kind that has none. */
  default Optional<RepositoryHosting> repositories() {
    return Optional.empty();
  }

  /** The access tokens that people make themselves; empty for a kind that has none. */
  default Optional<PersonalTokens> personalTokens() {
    return Optional.empty();
  }

  /** Where and how this application is registered. The address is as in {@link #protocol}. */
  default RegistrationForm registrationForm(String baseUrl) {
    return RegistrationForm.generic(baseUrl);
  }

  /**
   * Whether a text has the shape of the immutable keys that {@link #identity} gives. An
   * administrator who types a login in its place is told so.
   */
  default boolean isSubject(String text) {
    return true;
  }

  /**
   * Who signed in at the provider. The subject must be the provider's immutable key, never a login
   * or an e-mail address. E-mail addresses that cost no further call may be included.
   *
   * @throws ProviderException when the provider does not answer, or answers something that is not a
   *     person
   */
  ExternalIdentity identity(ProviderApi api) throws ProviderException;

  /**
   * The same identity with something a person recognises it by, a login or a name. Asked for before
   * a page names it, and only when it has neither.
   *
   * @param known what {@link #identity} gave in this flow; its key must not change
   * @throws ProviderException when the provider does not answer
   */
  default ExternalIdentity withName(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    return known;
  }

  /**
   * The same identity with what a new user needs: login, name and e-mail addresses. Asked for only
   * when somebody is about to be registered. An address is verified only when the provider says so
   * in its documented form. What the provider will not tell stays empty.
   *
   * @param known what {@link #identity} gave in this flow; its key must not change
   * @throws ProviderException when the provider does not answer
   */
  ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known) throws ProviderException;

  /**
   * As whom the person's commits may be written, the best first: where the provider lets people
   * choose the address, or hides it, what was chosen there. An address that nobody has proven is
   * none of them.
   *
   * @param known what {@link #withDetails} gave
   * @throws ProviderException when the provider does not answer
   */
  default List<CommitIdentity> commitIdentities(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    return CommitIdentity.of(known);
  }

  /**
   * The stable ids of the organisations, groups or workspaces the identity is a member of. Asked
   * for only when a gate looks at them. What the provider will not tell counts as no membership.
   *
   * @throws ProviderException when the provider does not answer
   */
  default Set<String> memberships(ProviderApi api) throws ProviderException {
    return Set.of();
  }
}
