package dev.accountlink.examples.tinyforge;

/** Whether a user may sign in and push. */
enum UserStatus {
  ACTIVE,
  DISABLED,
  AWAITING_APPROVAL
}
