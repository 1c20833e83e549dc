package dev.accountlink.model;

/**
 * Which repository of a provider.
 *
 * @param id the provider's own key of it, which stays when it is renamed; at most 255 characters
 * @param fullName what it is called now, owner and all: {@code acme/tools}; at most 1,000
 *     characters. Others may be called so later
 */
public record RepositoryRef(String id, String fullName) {
  /**
   * Checks both.
   *
   * @throws IllegalArgumentException when one is empty, over-long or holds a control character
   */
  public RepositoryRef {
    Texts.require(id, "id of a repository", 255);
    Texts.require(fullName, "name of a repository", 1000);
  }

  /** Prints the id only: the name of a private repository can say much. */
  @Override
  public String toString() {
    return "RepositoryRef[" + id + "]";
  }
}
