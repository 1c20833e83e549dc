package dev.accountlink.provider;

import dev.accountlink.provider.DeployKeyRegister.Registered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What several kinds do alike with keys that read one repository. */
final class RegisteredKeys {
  /** In the words of all kinds; it says that a key is taken, never by whom. */
  private static final Pattern IN_USE =
      Pattern.compile("(?is).*\\b(already|used as non-deploy key)\\b.*");

  private RegisteredKeys() {}

  static boolean saysInUse(Optional<String> message) {
    return message.filter(IN_USE.asMatchPredicate()).isPresent();
  }

  /** To whoever must not see the keys of a repository that he sees, there are none to be had. */
  static ProviderAnswer shown(ProviderAnswer answer)
      throws ProviderException, CallRefusedException {
    if (answer.status() == 404) {
      throw CallRefusedException.permission();
    }
    return Repositories.good(answer, "A call about deploy keys");
  }

  /**
   * All keys of a list whose pages have numbers, and whose entries have the members {@code id} and
   * {@code key}.
   *
   * @param address the number of the page belongs at its end
   */
  static List<Registered> numbered(RepositoryApi api, String address)
      throws ProviderException, CallRefusedException {
    List<Registered> keys = new ArrayList<>();
    for (int page = 1; page <= Repositories.MAX_PAGES; page++) {
      ProviderAnswer answer = shown(api.get(address + page));
      answer.list().forEach(one -> read(one, "key").ifPresent(keys::add));
      if (!Repositories.hasNext(answer)) {
        break;
      }
    }
    return keys;
  }

  static Optional<Registered> read(Claims one, String key) {
    return one.integer("id")
        .flatMap(id -> one.text(key).map(publicKey -> new Registered(id, publicKey)));
  }

  /** One that somebody else has just removed is as gone as can be. */
  static void remove(RepositoryApi api, String keys, String id)
      throws ProviderException, CallRefusedException {
    Repositories.isThere(
        api.delete(keys + "/" + Repositories.encoded(id)), "Removing a deploy key");
  }
}
