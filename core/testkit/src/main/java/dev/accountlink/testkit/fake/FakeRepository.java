package dev.accountlink.testkit.fake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A repository at a fake provider.
 *
 * @param number what never changes; a uuid is made of it where the provider has uuids
 * @param owner the user, group, workspace, project or organisation it is in; where owners have an
 *     identity of their own, it is the name of a {@link PersonGroup}
 * @param name its name in addresses
 * @param isPrivate whether only its members see it
 * @param archived whether it can only be read
 * @param fork whether it was made from another one
 * @param defaultBranch none of an empty repository
 * @param bytes its size
 * @param members what each subject may do
 * @param vcs what Heptapod says it is: {@code git}, {@code hg} or {@code hg_git}; empty elsewhere
 */
public record FakeRepository(
    long number,
    String owner,
    String name,
    boolean isPrivate,
    boolean archived,
    boolean fork,
    Optional<String> defaultBranch,
    long bytes,
    Map<String, Right> members,
    Optional<String> vcs) {

  /** What a member may do; each includes those before it. */
  public enum Right {
    /** See that it is there. */
    GUEST,
    /** Clone it. */
    READ,
    /** Push to it. */
    WRITE,
    /** Change its settings. */
    ADMIN
  }

  /** Copies the members. */
  public FakeRepository {
    members = Map.copyOf(members);
  }

  /** An ordinary private repository of 2 MiB, with this person as its administrator. */
  public static FakeRepository of(long number, String owner, String name, Person admin) {
    return new FakeRepository(
        number,
        owner,
        name,
        true,
        false,
        false,
        Optional.of("main"),
        2L * 1024 * 1024,
        Map.of(admin.subject(), Right.ADMIN),
        Optional.empty());
  }

  /** The same with another name: renamed. */
  public FakeRepository named(String other) {
    return new FakeRepository(
        number, owner, other, isPrivate, archived, fork, defaultBranch, bytes, members, vcs);
  }

  /** The same, for everybody to see. */
  public FakeRepository asPublic() {
    return new FakeRepository(
        number, owner, name, false, archived, fork, defaultBranch, bytes, members, vcs);
  }

  /** The same, archived. */
  public FakeRepository asArchived() {
    return new FakeRepository(
        number, owner, name, isPrivate, true, fork, defaultBranch, bytes, members, vcs);
  }

  /** The same as a fork. */
  public FakeRepository asFork() {
    return new FakeRepository(
        number, owner, name, isPrivate, archived, true, defaultBranch, bytes, members, vcs);
  }

  /** The same without anything in it. */
  public FakeRepository asEmpty() {
    return new FakeRepository(
        number, owner, name, isPrivate, archived, fork, Optional.empty(), 0, members, vcs);
  }

  /** The same with another branch to look at first. */
  public FakeRepository onBranch(String branch) {
    return new FakeRepository(
        number, owner, name, isPrivate, archived, fork, Optional.of(branch), bytes, members, vcs);
  }

  /** The same of another sort, as Heptapod has them. */
  public FakeRepository withVcs(String type) {
    return new FakeRepository(
        number,
        owner,
        name,
        isPrivate,
        archived,
        fork,
        defaultBranch,
        bytes,
        members,
        Optional.of(type));
  }

  /** The same with this person as a member, or with other rights. */
  public FakeRepository with(Person person, Right right) {
    Map<String, Right> more = new LinkedHashMap<>(members);
    more.put(person.subject(), right);
    return new FakeRepository(
        number, owner, name, isPrivate, archived, fork, defaultBranch, bytes, more, vcs);
  }

  /** The same without this person. */
  public FakeRepository without(Person person) {
    Map<String, Right> fewer = new LinkedHashMap<>(members);
    fewer.remove(person.subject());
    return new FakeRepository(
        number, owner, name, isPrivate, archived, fork, defaultBranch, bytes, fewer, vcs);
  }

  /** Owner and name. */
  public String fullName() {
    return owner + "/" + name;
  }

  boolean isMember(Person person) {
    return members.containsKey(person.subject());
  }

  boolean allows(Person person, Right right) {
    return Optional.ofNullable(members.get(person.subject()))
        .filter(own -> own.compareTo(right) >= 0)
        .isPresent();
  }

  /** Whether git would give it to this person. */
  boolean isReadableBy(Person person) {
    return !isPrivate || allows(person, Right.READ);
  }
}
