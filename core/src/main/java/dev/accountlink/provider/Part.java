package dev.accountlink.provider;

import dev.accountlink.model.Purpose;

/** What exactly a purpose needs a provider's permission for. Each part can be granted alone. */
public enum Part {
  /** To know again who comes back, and what a new user needs. */
  SIGN_IN(
      Purpose.SIGN_IN,
      "to recognise you and to fill in your name and e-mail address",
      "to recognise people, and to fill in their names and e-mail addresses"),
  /** To see the organisations, groups or workspaces that a gate asks for. */
  MEMBERSHIPS(
      Purpose.SIGN_IN,
      "to see whether you belong to an organisation that is let in",
      "to see whether people belong to an organisation that is let in"),
  /** To list repositories, private ones too, and to clone them. */
  READ_REPOSITORIES(
      Purpose.IMPORT,
      "to list your repositories and to clone those you choose",
      "to list people's repositories and to clone those they choose"),
  /** To push. */
  WRITE_REPOSITORIES(
      Purpose.IMPORT, "to push to your repositories", "to push to people's repositories"),
  /** To read pull or merge requests. */
  PULL_REQUESTS(
      Purpose.IMPORT,
      "to copy pull requests with their comments",
      "to copy pull requests with their comments"),
  /** To read issues. */
  ISSUES(
      Purpose.IMPORT, "to copy issues with their comments", "to copy issues with their comments"),
  /** To clone wikis. */
  WIKI(Purpose.IMPORT, "to copy wikis", "to copy wikis"),
  /** To add and remove keys of repositories. */
  DEPLOY_KEYS(
      Purpose.IMPORT,
      "to give a repository a key of its own for cloning over SSH",
      "to give a repository a key of its own for cloning over SSH"),
  /** To add and remove webhooks. */
  WEBHOOKS(
      Purpose.IMPORT, "to be told when something is pushed", "to be told when something is pushed");

  private final Purpose purpose;
  private final String reason;
  private final String use;

  Part(Purpose purpose, String reason, String use) {
    this.purpose = purpose;
    this.reason = reason;
    this.use = use;
  }

  /** What it is a part of. */
  public Purpose purpose() {
    return purpose;
  }

  /** Why it is asked for, the end of a sentence to whoever is asked, in English. */
  public String reason() {
    return reason;
  }

  /** The same, the end of a sentence to an administrator. */
  public String use() {
    return use;
  }
}
