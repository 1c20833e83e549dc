package dev.accountlink.examples.tinyforge;

import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RemoteRepository.Vcs;
import dev.accountlink.model.RepositoryRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A repository of a provider, as a line on the page.
 *
 * @param value names it in the form
 * @param facts what is known of it
 * @param importedAs what it is called here, if it is here
 * @param choosable whether it can be imported now
 * @param chosen whether it is ticked at first
 */
record RemoteRow(
    String value,
    String name,
    String facts,
    Optional<String> importedAs,
    boolean choosable,
    boolean chosen) {

  static RemoteRow of(
      RemoteRepository one, Optional<String> importedAs, boolean underWay, boolean all) {
    boolean git = one.vcs() == Vcs.GIT;
    return new RemoteRow(
        value(one.ref()),
        one.ref().fullName(),
        facts(one, underWay),
        importedAs,
        git && !underWay,
        all && git && !underWay && importedAs.isEmpty());
  }

  private static String facts(RemoteRepository one, boolean underWay) {
    List<String> facts = new ArrayList<>();
    facts.add(one.isPrivate() ? "private" : "public");
    if (one.archived()) {
      facts.add("archived");
    }
    if (one.fork()) {
      facts.add("fork");
    }
    if (one.empty().orElse(false)) {
      facts.add("empty");
    }
    one.bytes().filter(bytes -> bytes > 0).map(Amounts::bytes).ifPresent(facts::add);
    one.defaultBranch().map(branch -> "branch " + branch).ifPresent(facts::add);
    if (one.vcs() != Vcs.GIT) {
      facts.add("not Git, cannot be imported");
    }
    if (underWay) {
      facts.add("is being imported");
    }
    return String.join(", ", facts);
  }

  private static String value(RepositoryRef ref) {
    return encoded(ref.id()) + "." + encoded(ref.fullName());
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a form named; empty when it is nothing of ours. Whether it may be read is asked later. */
  static Optional<RepositoryRef> read(String value) {
    String[] parts = value.split("\\.", -1);
    try {
      return parts.length == 2
          ? Optional.of(new RepositoryRef(decoded(parts[0]), decoded(parts[1])))
          : Optional.empty();
    } catch (IllegalArgumentException strange) {
      return Optional.empty();
    }
  }

  private static String decoded(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }
}
