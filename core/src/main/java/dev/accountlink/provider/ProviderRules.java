package dev.accountlink.provider;

/**
 * What the administrator allows for one provider. Rules are asked anew whenever something is
 * decided, so a change counts at once, also for flows under way.
 *
 * @param signIn whether people may sign in, register and connect for sign-in through this provider
 * @param registration whether strangers become users
 * @param confirmConnect whether a page that names identity and user is shown before a link is made.
 *     Leave it on: without it, whoever is signed in at the provider in the user's browser becomes a
 *     way into the user. It can be off only where the kind shows an account picker
 */
public record ProviderRules(boolean signIn, Registration registration, boolean confirmConnect) {
  /** Sign-in on, registration off, confirmation on. */
  public static final ProviderRules DEFAULT = new ProviderRules(true, Registration.OFF, true);

  /** The same with another sign-in switch. */
  public ProviderRules withSignIn(boolean allowed) {
    return new ProviderRules(allowed, registration, confirmConnect);
  }

  /** The same with another registration rule. */
  public ProviderRules withRegistration(Registration rule) {
    return new ProviderRules(signIn, rule, confirmConnect);
  }

  /** The same with the page before a link switched on or off. */
  public ProviderRules withConfirmConnect(boolean shown) {
    return new ProviderRules(signIn, registration, shown);
  }
}
