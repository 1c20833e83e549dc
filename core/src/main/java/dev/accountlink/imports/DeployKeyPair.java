package dev.accountlink.imports;

import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Secret;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A key pair that reads one repository over SSH, and no other: if two shared one, whoever may
 * import the one would read the other (a confused deputy). Ed25519, because every kind takes it and
 * the JDK makes it.
 *
 * @param provider where the repository is
 * @param repositoryId its key there
 * @param publicKey type and key in OpenSSH's format, without comment
 * @param privateKey in OpenSSH's format and without a passphrase, as {@code ssh -i} and JGit read
 *     it; a host keeps it sealed, or in a file that only it can read
 */
public record DeployKeyPair(
    ProviderId provider, String repositoryId, String publicKey, Secret privateKey) {
  private static final Pattern PUBLIC = Pattern.compile("ssh-ed25519 [A-Za-z0-9+/]{68}");

  /**
   * Takes back one that a host has kept.
   *
   * @throws IllegalArgumentException when the public key is not one of Ed25519
   */
  public DeployKeyPair {
    if (!PUBLIC.matcher(publicKey).matches()) {
      throw new IllegalArgumentException(
          "The public key of a deploy key pair is not one of Ed25519 without comment.");
    }
  }

  static DeployKeyPair generated(ProviderId provider, String repositoryId) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      byte[] encoded = pair.getPublic().getEncoded();
      // The key is what stands at the end of X.509's form (RFC 8410 section 4).
      byte[] key = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      return new DeployKeyPair(
          provider,
          repositoryId,
          OpenSshKey.publicKey(key),
          Secret.of(OpenSshKey.privateKey(key, seed)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM cannot make Ed25519 keys.", e);
    }
  }

  /** Prints which repository it is for. */
  @Override
  public String toString() {
    return "DeployKeyPair[" + provider.value() + " " + repositoryId + "]";
  }
}
