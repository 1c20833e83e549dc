package dev.accountlink.provider;

import java.util.List;

/**
 * What the administrator allows for one provider. Rules are asked anew whenever something is
 * decided, so a change counts at once, also for flows under way.
 *
 * @param signIn whether people may sign in, register and connect for sign-in through this provider
 * @param registration whether strangers become users
 * @param importing whether people may import with grants of this provider, whatever {@code signIn}
 *     says
 * @param confirmConnect whether a page that names identity and user is shown before a link is made.
 *     Leave it on: without it, whoever is signed in at the provider in the user's browser becomes a
 *     way into the user. It can be off only where the kind shows an account picker
 * @param conflict what happens when somebody here has the identity's e-mail address or name
 * @param emailTrust which of an identity's e-mail addresses count
 * @param gates what an identity must show before it signs in, registers or is connected
 * @param identitiesPerUser how many identities of this provider one user may connect, 1 to 100. The
 *     store's own limit is exact; of two connects at the very same moment both may pass this one
 * @param withoutAuthTime whether signing in here once more proves who is at the keyboard also when
 *     the provider does not say when it asked the person. Leave it off: a provider that keeps
 *     people signed in then proves nothing
 * @param privateAddresses whether the provider may be in a private network, or on this very machine
 *     under a name. Leave it off where it is not: an address that somebody typed, or that metadata
 *     name, then leads nowhere inside
 * @param personalTokens whether people may enter a personal access token of theirs to import with;
 *     it never signs anybody in
 */
public record ProviderRules(
    boolean signIn,
    Registration registration,
    boolean importing,
    boolean confirmConnect,
    Conflict conflict,
    EmailTrust emailTrust,
    List<Gate> gates,
    int identitiesPerUser,
    boolean withoutAuthTime,
    boolean privateAddresses,
    boolean personalTokens) {
  /** Sign-in on, registration off, confirmation on, conflicts refused, claims trusted, no gates. */
  public static final ProviderRules DEFAULT =
      new ProviderRules(
          true,
          Registration.OFF,
          true,
          true,
          Conflict.REFUSE,
          new EmailTrust.Claim(),
          List.of(),
          5,
          false,
          false,
          false);

  /**
   * Copies the gates and checks the limit.
   *
   * @throws IllegalArgumentException when the limit is not 1 to 100
   */
  public ProviderRules {
    gates = List.copyOf(gates);
    if (identitiesPerUser < 1 || identitiesPerUser > 100) {
      throw new IllegalArgumentException("Write 1 to 100 for identitiesPerUser.");
    }
  }

  /** The same with another sign-in switch. */
  public ProviderRules withSignIn(boolean allowed) {
    return new ProviderRules(
        allowed,
        registration,
        importing,
        confirmConnect,
        conflict,
        emailTrust,
        gates,
        identitiesPerUser,
        withoutAuthTime,
        privateAddresses,
        personalTokens);
  }

  /** The same with another registration rule. */
  public ProviderRules withRegistration(Registration rule) {
    return new ProviderRules(
        signIn,
        rule,
        importing,
        confirmConnect,
        conflict,
        emailTrust,
        gates,
        identitiesPerUser,
        withoutAuthTime,
        privateAddresses,
        personalTokens);
  }

  /** The same with another import switch. */
  public ProviderRules withImporting(boolean allowed) {
    return new ProviderRules(
        signIn,
        registration,
        allowed,
        confirmConnect,
        conflict,
        emailTrust,
        gates,
        identitiesPerUser,
        withoutAuthTime,
        privateAddresses,
        personalTokens);
  }

  /** The same with the page before a link switched on or off. */
  public ProviderRules withConfirmConnect(boolean shown) {
    return new ProviderRules(
        signIn,
        registration,
        importing,
        shown,
        conflict,
        emailTrust,
        gates,
        identitiesPerUser,
        withoutAuthTime,
        privateAddresses,
        personalTokens);
  }

  /** The same with another rule for conflicts. */
  public ProviderRules withConflict(Conflict rule) {
    return new ProviderRules(
        signIn,
        registration,
        importing,
        confirmConnect,
        rule,
        emailTrust,
        gates,
        identitiesPerUser,
        withoutAuthTime,
        privateAddresses,
        personalTokens);
  }

  /** The same with another trust in e-mail addresses. */
  public ProviderRules withEmailTrust(EmailTrust trust) {
    return new ProviderRules(
        signIn,
        registration,
        importing,
        confirmConnect,
        conflict,
        trust,
        gates,
        identitiesPerUser,
        withoutAuthTime,
        privateAddresses,
        personalTokens);
  }

  /** The same with other gates. */
  public ProviderRules withGates(List<Gate> required) {
    return new ProviderRules(
        signIn,
        registration,
        importing,
        confirmConnect,
        conflict,
        emailTrust,
        required,
        identitiesPerUser,
        withoutAuthTime,
        privateAddresses,
        personalTokens);
  }

  /** The same with another limit of identities. */
  public ProviderRules withIdentitiesPerUser(int limit) {
    return new ProviderRules(
        signIn,
        registration,
        importing,
        confirmConnect,
        conflict,
        emailTrust,
        gates,
        limit,
        withoutAuthTime,
        privateAddresses,
        personalTokens);
  }

  /** The same with another rule for providers that do not say when they asked the person. */
  public ProviderRules withoutAuthTime(boolean counts) {
    return new ProviderRules(
        signIn,
        registration,
        importing,
        confirmConnect,
        conflict,
        emailTrust,
        gates,
        identitiesPerUser,
        counts,
        privateAddresses,
        personalTokens);
  }

  /** The same for a provider in a private network, or no longer. */
  public ProviderRules withPrivateAddresses(boolean allowed) {
    return new ProviderRules(
        signIn,
        registration,
        importing,
        confirmConnect,
        conflict,
        emailTrust,
        gates,
        identitiesPerUser,
        withoutAuthTime,
        allowed,
        personalTokens);
  }

  /** The same with personal access tokens allowed or not. */
  public ProviderRules withPersonalTokens(boolean allowed) {
    return new ProviderRules(
        signIn,
        registration,
        importing,
        confirmConnect,
        conflict,
        emailTrust,
        gates,
        identitiesPerUser,
        withoutAuthTime,
        privateAddresses,
        allowed);
  }
}
