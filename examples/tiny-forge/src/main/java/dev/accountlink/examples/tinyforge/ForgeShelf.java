package dev.accountlink.examples.tinyforge;

import dev.accountlink.examples.tinyforge.imports.ImportJob;
import dev.accountlink.examples.tinyforge.imports.Shelf;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;

/** Imported repositories become repositories of the forge like any other. */
final class ForgeShelf implements Shelf {
  private static final int LONGEST_DESCRIPTION = 200;

  private final ForgeRepositories repositories;

  ForgeShelf(ForgeRepositories repositories) {
    this.repositories = repositories;
  }

  @Override
  public Name look(Handle handle, ImportJob job, String name) {
    if (!Names.isRepository(name)) {
      return Name.WRONG;
    }
    return repositories.isTaken(handle, job.user().value(), name) ? Name.TAKEN : Name.FREE;
  }

  @Override
  public void put(Handle handle, ImportJob job, Path clone) {
    String from = job.ref().fullName();
    String description =
        "Imported from "
            + from.substring(0, Math.min(from.length(), LONGEST_DESCRIPTION))
            + " of "
            + job.provider().value()
            + ".";
    repositories.adopt(
        handle, job.user().value(), job.repositoryId(), job.name(), description, clone);
  }

  @Override
  public void discard(String repositoryId) {
    repositories.discard(repositoryId);
  }
}
