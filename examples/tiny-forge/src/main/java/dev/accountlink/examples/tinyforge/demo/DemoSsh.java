package dev.accountlink.examples.tinyforge.demo;

import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.session.ServerSession;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Git over SSH for the demo providers, all on one port: {@code
 * ssh://git@127.0.0.1:port/provider/owner/name.git}. A key reads the repository it is registered
 * at, and nothing else.
 */
public final class DemoSsh implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final AttributeKey<String> KEY = new AttributeKey<>();
  private static final Pattern UPLOAD =
      Pattern.compile("git-upload-pack '/([a-z0-9-]+)/([^']{1,500})\\.git'");

  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey;

  private record Place(FakeForge forge, DemoGit git) {}

  private DemoSsh() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      hostKey = generator.generateKeyPair();
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JVM has elliptic curves", missing);
    }
  }

  /** Listens on any free port of loopback, with a host key of its own. */
  public static DemoSsh start() throws IOException {
    DemoSsh demo = new DemoSsh();
    demo.server.setHost(HOST);
    demo.server.setPort(0);
    demo.server.setKeyPairProvider(KeyPairProvider.wrap(demo.hostKey));
    demo.server.setPublickeyAuthenticator(demo::isSomebodys);
    demo.server.setCommandFactory((channel, command) -> demo.new Upload(command));
    demo.server.start();
    return demo;
  }

  /** Serves the repositories of a demo provider to the keys that are registered there. */
  public void serve(String provider, FakeForge forge, DemoGit git) {
    places.put(provider, new Place(forge, git));
    forge.repositories().nameSshAt("ssh://git@" + HOST + ":" + server.getPort() + "/" + provider);
  }

  /** The line of a known_hosts file that says by which key this server is known. */
  public String knownHost() {
    return "[" + HOST + "]:" + server.getPort() + " " + text(hostKey.getPublic());
  }

  private static String text(PublicKey key) {
    return PublicKeyEntry.toString(key);
  }

  /** Which repository a key is good for is seen when one is named. */
  private boolean isSomebodys(String user, PublicKey key, ServerSession session) {
    session.setAttribute(KEY, text(key));
    return user.equals("git");
  }

  private final class Upload extends AbstractCommandSupport {
    Upload(String command) {
      super(command, null);
    }

    @Override
    public void run() {
      int status = 128;
      try {
        Matcher matcher = UPLOAD.matcher(getCommand());
        if (matcher.matches()) {
          status = upload(matcher.group(1), matcher.group(2));
        }
      } catch (IOException gone) {
        log.debug("the caller is gone", gone);
      } finally {
        onExit(status);
      }
    }

    private int upload(String provider, String name) throws IOException {
      Optional<Place> place = Optional.ofNullable(places.get(provider));
      String key = getServerSession().getAttribute(KEY);
      Optional<FakeRepository> found =
          place.flatMap(known -> known.forge().repositories().readableWith(key, name));
      if (found.isEmpty() || !place.get().git().has(found.get().number())) {
        getErrorStream()
            .write("ERROR: Repository not found.\n".getBytes(StandardCharsets.US_ASCII));
        getErrorStream().flush();
        return 1;
      }
      try (Repository git = place.get().git().open(found.get());
          UploadPack upload = new UploadPack(git)) {
        upload.upload(getInputStream(), getOutputStream(), getErrorStream());
        return 0;
      }
    }
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
