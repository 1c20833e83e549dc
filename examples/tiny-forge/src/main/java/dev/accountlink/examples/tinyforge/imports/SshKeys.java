package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.imports.DeployKeyPair;
import dev.accountlink.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/**
 * SSH with one key and with known hosts only: no agent, no configuration, no password, no file of
 * whoever runs the forge.
 */
final class SshKeys {
  private SshKeys() {}

  /**
   * A way to connect with this key.
   *
   * @param pair its private half stays in memory
   * @param nowhere a folder in which there is nothing
   */
  static SshdSessionFactory sessions(DeployKeyPair pair, KnownHosts.Check hosts, Path nowhere) {
    List<KeyPair> keys = read(pair.privateKey());
    File folder = nowhere.toFile();
    return new SshdSessionFactoryBuilder()
        .setPreferredAuthentications("publickey")
        .setHomeDirectory(folder)
        .setSshDirectory(folder)
        .setConfigStoreFactory((home, config, user) -> null)
        .setServerKeyDatabase((home, ssh) -> hosts)
        .setDefaultIdentities(ssh -> List.of())
        .setDefaultKeysProvider(ssh -> keys)
        .setConnectorFactory(null)
        .build(null);
  }

  private static List<KeyPair> read(Secret privateKey) {
    byte[] text = privateKey.reveal().getBytes(StandardCharsets.US_ASCII);
    try {
      Iterable<KeyPair> keys =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName("deploy key"),
              new ByteArrayInputStream(text),
              FilePasswordProvider.EMPTY);
      return List.of(Optional.ofNullable(keys).orElseThrow().iterator().next());
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new IllegalStateException("the deploy key cannot be read", unreadable);
    }
  }
}
