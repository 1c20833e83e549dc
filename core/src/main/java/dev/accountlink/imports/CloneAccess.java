package dev.accountlink.imports;

import dev.accountlink.model.Secret;
import java.net.URI;

/**
 * What to clone a repository with over HTTPS: for git's credential helper or askpass, for JGit's
 * {@code CredentialsProvider}. The password is an access token and belongs in no address, file,
 * argument or environment that others can read; ask for it anew for each clone.
 *
 * @param address where, without user name and password
 * @param username what git asks for first
 * @param password what git asks for next
 */
public record CloneAccess(URI address, String username, Secret password) implements CloneOffer {
  /** Prints nothing. */
  @Override
  public String toString() {
    return "CloneAccess[hidden]";
  }
}
