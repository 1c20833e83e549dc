package dev.accountlink.examples.tinyforge;

/** Why a user cannot be registered or changed, with the sentence the form shows. */
enum DraftProblem {
  USERNAME_INVALID(
      "A user name is up to 39 letters a-z, digits, dots, hyphens or underscores,"
          + " and begins and ends with a letter or a digit."),
  USERNAME_RESERVED("This user name is reserved. Please choose another."),
  USERNAME_TAKEN("This user name is taken. Please choose another."),
  EMAIL_INVALID("This does not look like an e-mail address."),
  EMAIL_TAKEN("A user with this e-mail address exists already. Is it you? Then sign in instead."),
  PASSWORD_UNUSABLE("A password has between 8 and 72 characters.");

  private final String sentence;

  DraftProblem(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
