package dev.accountlink.provider;

import dev.accountlink.model.RemoteRepository;
import java.util.List;

/** How a kind registers keys that read one repository over SSH. Stateless and thread-safe. */
public interface DeployKeyRegister {
  /**
   * A key that is registered at a repository.
   *
   * @param id what the provider calls it
   * @param publicKey type and key in OpenSSH's format, perhaps with a comment
   */
  record Registered(String id, String publicKey) {
    /** Whether it is this key, whatever the comment. */
    public boolean is(String other) {
      return bare(publicKey).equals(bare(other));
    }

    private static String bare(String key) {
      String[] words = key.strip().split("\\s+", 3);
      return words.length < 2 ? key : words[0] + " " + words[1];
    }
  }

  /** Those at this repository. */
  List<Registered> registered(RepositoryApi api, RemoteRepository repository)
      throws ProviderException, CallRefusedException;

  /**
   * Registers one that can read and not write.
   *
   * @param title what to call it
   * @param publicKey type and key in OpenSSH's format, without comment
   * @return false when the provider says that this key is in use, here or elsewhere
   */
  boolean add(RepositoryApi api, RemoteRepository repository, String title, String publicKey)
      throws ProviderException, CallRefusedException;

  /**
   * Removes one.
   *
   * @param id as in {@link Registered}
   */
  void remove(RepositoryApi api, RemoteRepository repository, String id)
      throws ProviderException, CallRefusedException;
}
