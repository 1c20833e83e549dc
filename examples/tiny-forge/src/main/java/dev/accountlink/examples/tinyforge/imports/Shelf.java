package dev.accountlink.examples.tinyforge.imports;

import java.nio.file.Path;
import org.jdbi.v3.core.Handle;

/** Where imported repositories go: the forge. */
public interface Shelf {
  /** Whether the user may call a repository this. */
  enum Name {
    /** Yes. */
    FREE,
    /** The user has one already. */
    TAKEN,
    /** Nothing can be called this. */
    WRONG
  }

  /** Whether the owner of this job could call a repository this. */
  Name look(Handle handle, ImportJob job, String name);

  /**
   * Makes the clone the user's repository. What is put in the database is put there with this
   * handle, whose transaction the caller ends; the folder is moved last.
   *
   * @param job says id, owner and name
   * @param clone the folder of a bare Git repository
   */
  void put(Handle handle, ImportJob job, Path clone);

  /** Removes the folder of a repository, if the database knows of none with this id. */
  void discard(String repositoryId);
}
