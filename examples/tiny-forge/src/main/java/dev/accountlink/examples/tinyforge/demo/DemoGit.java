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
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** The Git repositories of one demo provider, in a folder, and how they are read over HTTP. */
public final class DemoGit implements FakeGit {
  private static final String SERVICE = "git-upload-pack";

  private final Path folder;

  /** Over a folder that has or will have one bare repository for each number. */
  public DemoGit(Path folder) {
    this.folder = folder;
  }

  /** Where the Git repository of a number is, or belongs. */
  public Path folderOf(long number) {
    return folder.resolve(number + ".git");
  }

  Repository open(FakeRepository repository) throws IOException {
    return new RepositoryBuilder()
        .setGitDir(folderOf(repository.number()).toFile())
        .setMustExist(true)
        .setBare()
        .build();
  }

  boolean has(long number) {
    return Files.exists(folderOf(number));
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

  /** Writes a repository with a commit for each of these files, if it is not there. */
  public DemoGit with(long number, String branch, String... files) throws IOException {
    if (!has(number)) {
      DemoHistory.write(folderOf(number), branch, List.of(files));
    }
    return this;
  }
}
