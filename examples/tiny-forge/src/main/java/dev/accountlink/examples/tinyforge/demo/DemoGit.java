package dev.accountlink.examples.tinyforge.demo;

import com.sun.net.httpserver.HttpExchange;
import dev.accountlink.testkit.fake.FakeGit;
import dev.accountlink.testkit.fake.FakeRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** The Git repositories of one demo provider, in a folder, and how they are read over HTTP. */
public final class DemoGit implements FakeGit {
  private static final String SERVICE = "git-upload-pack";

  /** Repositories with this number or a higher one have the same history. */
  static final long SERIES = 1000;

  private final Path folder;
  private final Map<Long, History> histories = new ConcurrentHashMap<>();

  private record History(String branch, List<String> files) {}

  /** Over a folder that has or will have one bare repository for each number. */
  public DemoGit(Path folder) {
    this.folder = folder;
  }

  /** Where the Git repository of a number is, or belongs. */
  public Path folderOf(long number) {
    return folder.resolve(Math.min(number, SERIES) + ".git");
  }

  Repository open(FakeRepository repository) throws IOException {
    Path place = folderOf(repository.number());
    History history = histories.get(Math.min(repository.number(), SERIES));
    synchronized (this) {
      if (history != null && !Files.exists(place)) {
        DemoHistory.write(place, history.branch(), history.files());
      }
    }
    return new RepositoryBuilder().setGitDir(place.toFile()).setMustExist(true).setBare().build();
  }

  boolean has(long number) {
    return histories.containsKey(Math.min(number, SERIES)) || Files.exists(folderOf(number));
  }

  /** Has a repository with a commit for each of these files, written when git first asks for it. */
  public void put(long number, String branch, List<String> files) {
    histories.put(number, new History(branch, files));
  }

  @Override
  public void serve(FakeRepository repository, String path, HttpExchange exchange)
      throws IOException {
    boolean refs = path.equals("info/refs");
    boolean known =
        refs
            ? ("service=" + SERVICE).equals(exchange.getRequestURI().getRawQuery())
            : path.equals(SERVICE);
    if (!known || !has(repository.number())) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    exchange
        .getResponseHeaders()
        .set("Content-Type", "application/x-" + SERVICE + (refs ? "-advertisement" : "-result"));
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    try (Repository git = open(repository);
        UploadPack upload = new UploadPack(git)) {
      upload.setBiDirectionalPipe(false);
      Optional.ofNullable(exchange.getRequestHeaders().getFirst("Git-Protocol"))
          .ifPresent(parameters -> upload.setExtraParameters(List.of(parameters.split(":"))));
      InputStream in = body(exchange);
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      if (refs) {
        upload.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(new PacketLineOut(out)), SERVICE);
      } else {
        upload.upload(in, out, OutputStream.nullOutputStream());
      }
      out.flush();
    }
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    return "gzip".equals(encoding)
        ? new GZIPInputStream(exchange.getRequestBody())
        : exchange.getRequestBody();
  }
}
