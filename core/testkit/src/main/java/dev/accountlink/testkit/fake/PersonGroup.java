package dev.accountlink.testkit.fake;

/**
 * An organisation, group or workspace that a person belongs to.
 *
 * @param id what never changes; digits only, because GitHub's is a number
 * @param name what it is called now, which others may be called later
 * @param active whether the person has accepted the invitation
 */
public record PersonGroup(String id, String name, boolean active) {
  /** A group that the person really is a member of. */
  public static PersonGroup of(String id, String name) {
    return new PersonGroup(id, name, true);
  }

  /** A group that the person was invited to and never joined. */
  public static PersonGroup invited(String id, String name) {
    return new PersonGroup(id, name, false);
  }
}
