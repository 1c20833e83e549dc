package dev.accountlink.examples.tinyforge;

import java.util.Optional;

/**
 * Why a user cannot push over HTTP, and what helps. See {@link GitAuthentication}.
 *
 * @param text the reason
 * @param link what helps
 * @param address where that is done
 */
record GitHint(String text, String link, String address) {

  /** Empty for somebody who can push. */
  static Optional<GitHint> of(ForgeUser user, boolean secondFactor) {
    if (secondFactor) {
      return Optional.of(
          new GitHint(
              "You cannot push over HTTP: git takes no password of users with a second factor, and"
                  + " there are no access tokens here.",
              "Remove the second factor to push.",
              SecondFactorSettingsServlet.PATH));
    }
    return user.hasPassword()
        ? Optional.empty()
        : Optional.of(
            new GitHint(
                "You have no password yet: pushing over HTTP needs one.",
                "Set a password.",
                SettingsServlet.PATH + "#password"));
  }
}
