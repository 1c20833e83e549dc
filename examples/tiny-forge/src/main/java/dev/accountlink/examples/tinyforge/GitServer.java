package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.resolver.ServiceNotEnabledException;

/** Git over HTTP: everybody may read, only the owner may push. */
final class GitServer {

  static final String PATH = "/git";

  private static final String REPOSITORY = "tiny-forge.repository";
  private static final String SUFFIX = ".git";
  private static final long LARGEST_PACK = 100L * 1024 * 1024;

  private final ForgeRepositories repositories;

  GitServer(ForgeRepositories repositories) {
    this.repositories = repositories;
  }

  GitServlet servlet() {
    GitServlet servlet = new GitServlet();
    servlet.setRepositoryResolver(this::open);
    servlet.setReceivePackFactory(this::receive);
    return servlet;
  }

  private Repository open(HttpServletRequest request, String name)
      throws RepositoryNotFoundException {
    String[] parts = name.split("/", -1);
    if (parts.length != 2 || !parts[1].endsWith(SUFFIX)) {
      throw new RepositoryNotFoundException(name);
    }
    String repositoryName = parts[1].substring(0, parts[1].length() - SUFFIX.length());
    ForgeRepository repository =
        repositories
            .find(parts[0], repositoryName)
            .orElseThrow(() -> new RepositoryNotFoundException(name));
    request.setAttribute(REPOSITORY, repository);
    try {
      return repositories.open(repository);
    } catch (IOException missingFolder) {
      throw new RepositoryNotFoundException(name, missingFolder);
    }
  }

  private ReceivePack receive(HttpServletRequest request, Repository git)
      throws ServiceNotEnabledException {
    ForgeRepository repository = (ForgeRepository) request.getAttribute(REPOSITORY);
    String username = request.getRemoteUser();
    if (username == null || !username.equals(repository.owner())) {
      throw new ServiceNotEnabledException("Only " + repository.owner() + " may push here.");
    }
    ReceivePack receive = new ReceivePack(git);
    receive.setMaxPackSizeLimit(LARGEST_PACK);
    receive.setRefLogIdent(new PersonIdent(username, username + "@tiny-forge"));
    return receive;
  }
}
